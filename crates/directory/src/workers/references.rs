//! What an edit refers to, as far as it exists: read once, so that deciding is a pure function.

use roster_model::{Error, Patch, Schema, WorkerEdit};
use roster_store::{groups, locations, roles};

use crate::{schema, unit_of_work::WriteTx};

/// What an edit refers to, as far as it exists.
pub(super) struct References {
    pub(super) schema: Schema,
    pub(super) groups: Vec<String>,
    pub(super) locations: Vec<String>,
    pub(super) role_exists: bool,
}

pub(super) async fn load(tx: &mut WriteTx, edit: &WorkerEdit) -> Result<References, Error> {
    let domain = tx.number();
    let tx = &mut tx.store;
    let schema = schema::load(tx, domain).await?;
    let groups = match &edit.groups {
        Some(ids) if !ids.is_empty() => groups::existing(tx, domain, ids.clone()).await?,
        _ => Vec::new(),
    };
    let mut places = edit.locations.clone().unwrap_or_default();
    if let Patch::Set(primary) = &edit.primary_location {
        places.push(primary.clone());
    }
    let locations = if places.is_empty() {
        Vec::new()
    } else {
        locations::existing(tx, domain, places).await?
    };
    let role_exists = match &edit.role {
        Some(Some(role)) => roles::by_name(tx, domain, role).await?.is_some(),
        _ => true,
    };
    Ok(References { schema, groups, locations, role_exists })
}
