//! What some requests need beyond the data set, added to the copy before each run.

use std::sync::Arc;

use anyhow::{Context as _, anyhow};
use roster_directory::{Directory, Environment, SystemClock, SystemRng};
use roster_model::{
    DomainName, ExposeSecret as _, NewAppKey, NewRole, Start, Window, WorkerEdit, WorkerItem,
};
use roster_store::{Backend, Store};

use crate::dataset::{DOMAIN, Dataset};

/// The role that some workers have.
pub(crate) const ROLE: &str = "Supervisor";
/// Number of workers with the role.
const WITH_ROLE: usize = 100;

/// The values that requests need.
pub(crate) struct Extras {
    /// The `Authorization` header of an app key.
    pub(crate) app_key: String,
    /// The id of the location above all others.
    pub(crate) top: String,
}

/// Adds a role that some workers have, and an app key.
pub(crate) async fn add(backend: &Backend, set: &Dataset) -> anyhow::Result<Extras> {
    let environment = Environment::new(Arc::new(SystemClock), Arc::new(SystemRng));
    let directory = Directory::open(Store::open(backend).await?, environment).await.map_err(odd)?;
    let actor = directory.operator(DOMAIN).await.map_err(odd)?;
    let roles = directory.roles(&actor).map_err(odd)?;
    if roles.list().await.map_err(odd)?.iter().all(|sheet| sheet.role.name != ROLE) {
        let new = NewRole { name: ROLE.to_owned(), permissions: Vec::new() };
        roles.create(new).await.map_err(odd)?;
    }
    let step = (set.ids.len() / WITH_ROLE).max(1);
    let edits = set.ids.iter().step_by(step).map(|id| {
        let edit = WorkerEdit { role: Some(Some(ROLE.to_owned())), ..WorkerEdit::default() };
        WorkerItem::Edit { id: id.clone(), edit }
    });
    let workers = directory.workers(&actor).map_err(odd)?;
    workers.write_many(edits.collect(), true).await.map_err(odd)?;
    let new = NewAppKey {
        domain: DomainName::parse(DOMAIN).context("a domain")?,
        name: "bench".to_owned(),
        contacts_only: false,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    let keys = directory.app_keys(&actor).map_err(odd)?;
    let (_, key) = keys.create(new).await.map_err(odd)?;
    let window = Window { limit: 1_000, start: Start::Offset(0) };
    let locations = directory.locations(&actor).map_err(odd)?;
    let page = locations.list(&roster_model::LocationFilter::default(), &window).await;
    let page = page.map_err(odd)?;
    let top = page.page.items.iter().find(|it| it.parent.is_none());
    let top = top.context("no location")?.id.to_string();
    Ok(Extras { app_key: format!("Token {}", key.expose_secret()), top })
}

/// An error of the directory is a defect of the bench.
pub(crate) fn odd(error: impl std::fmt::Debug) -> anyhow::Error {
    anyhow!("{error:?}")
}
