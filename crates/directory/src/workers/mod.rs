//! Mobile workers (CommCare dialect).

mod activation;
mod activity;
pub(crate) mod apply;
mod bulk;
mod create;
mod custom_data;
mod export;
mod hq_import;
mod list;
pub(crate) mod location_access;
pub(crate) mod names;
mod page;
mod password_link;
mod put_back;
pub(crate) mod references;
mod restore;
mod row_context;
mod scheduled_deactivation;
mod update;

pub use activity::Activity;
pub(crate) use activity::counts;
pub use bulk::BulkOutcome;
pub use export::Export;
pub(crate) use export::ExportSelection;
pub use page::RenderedPage;

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use roster_model::{ActivityCounts, Error, Id, Person, Schema, WorkerRef};
use roster_store::{Tx, people};

use crate::{op_context::OpContext, people::write, schema, unit_of_work::WriteTx};

/// The workers of a domain.
pub struct Workers<'a> {
    ctx: OpContext<'a>,
}

/// A worker together with the data that a response shows.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerView {
    /// The worker.
    pub person: Person,
    /// The domain's fields and profiles.
    pub schema: Arc<Schema>,
    /// The submission counts, if requested.
    pub activity: Option<ActivityCounts>,
}

/// Hashes what a response shows, without submission counts: the declared fields only, and of the
/// profiles only the worker's own.
impl Hash for WorkerView {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let profile = self.person.worker.as_ref().and_then(|worker| worker.profile);
        self.person.hash(state);
        profile.and_then(|number| self.schema.profile(number)).hash(state);
        self.schema.declared().for_each(|slug| slug.hash(state));
    }
}

/// A page of workers together with the data that a response shows.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerPage {
    /// The rows as stored.
    rows: Vec<people::WorkerRow>,
    /// The exact total of the list.
    pub total: u64,
    /// The username of the last worker, if another page follows.
    pub next: Option<String>,
    /// The domain's fields and profiles.
    pub schema: Arc<Schema>,
    /// The submission counts in the order of `rows`, if requested.
    activity: Option<Vec<ActivityCounts>>,
}

impl WorkerPage {
    /// The number of workers.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the page has no workers.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The username of the worker at `index`, the sort key of the list; empty beyond the last one.
    pub fn username(&self, index: usize) -> &str {
        self.rows.get(index).map_or("", people::WorkerRow::username)
    }

    /// The workers, each with the submission counts if requested.
    ///
    /// # Errors
    /// [`Error::Internal`] in place of a worker whose row cannot be read.
    pub fn workers(
        &self,
    ) -> impl Iterator<Item = Result<(WorkerRef<'_>, Option<ActivityCounts>), Error>> {
        self.rows.iter().enumerate().map(|(index, row)| {
            let activity = self.activity.as_ref().and_then(|counts| counts.get(index).copied());
            Ok((row.worker_ref()?, activity))
        })
    }
}

impl<'a> Workers<'a> {
    pub(crate) fn new(ctx: OpContext<'a>) -> Self {
        Self { ctx }
    }

    /// Returns the worker with this id, with the submission counts if `extras` is set.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, or none at the caller's locations.
    pub async fn find(&self, id: &str, extras: bool) -> Result<WorkerView, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        let found = people::find_with_seq(&mut tx, domain, id).await?;
        let (person, seq) = found.ok_or(Error::not_found("user"))?;
        let person = self.accessible(&mut tx, person).await?;
        let schema = self.ctx.directory().cache().schema(&mut tx, domain, seq).await?;
        let activity = if extras {
            let ids = vec![person.id.as_str().to_owned()];
            activity::counts(&mut tx, &self.ctx, ids).await?.pop()
        } else {
            None
        };
        Ok(WorkerView { person, schema, activity })
    }

    /// Deletes a worker. The username stays taken.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, or none at the caller's locations.
    pub async fn delete(&self, id: &str) -> Result<(), Error> {
        let mut tx = self.ctx.begin().await?;
        let person = self.load_for_update(&mut tx, id).await?;
        write::delete(&mut tx, &person).await?;
        tx.commit_or_defer().await
    }

    /// Loads the worker with this id and evaluates the precondition of the request on the loaded row.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::PreconditionFailed`].
    async fn load_for_update(&self, tx: &mut WriteTx, id: &str) -> Result<Person, Error> {
        let person = self.load_accessible(&mut tx.store, id).await?;
        check_precondition(tx, &person).await?;
        Ok(person)
    }

    /// Loads the worker with this id, if the actor has access to one of the worker's locations.
    async fn load_accessible(&self, tx: &mut Tx, id: &str) -> Result<Person, Error> {
        let person = load(tx, self.ctx.domain().number, id).await?;
        self.accessible(tx, person).await
    }

    /// The person, if it is a worker and the actor has access to one of the worker's locations.
    async fn accessible(&self, tx: &mut Tx, person: Person) -> Result<Person, Error> {
        let accessible = match &person.worker {
            Some(worker) => location_access::has_access(tx, self.ctx.actor(), worker).await?,
            None => false,
        };
        if accessible { Ok(person) } else { Err(Error::not_found("user")) }
    }
}

/// Loads the worker with this id. A person without a username is no worker.
async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Person, Error> {
    let person = people::find(tx, domain, id).await?;
    person.filter(|person| person.worker.is_some()).ok_or(Error::not_found("user"))
}

/// Evaluates the precondition of the request, if it has one, on a loaded worker.
async fn check_precondition(tx: &mut WriteTx, person: &Person) -> Result<(), Error> {
    if !tx.is_conditional() {
        return Ok(());
    }
    let domain = tx.number();
    let schema = schema::load(&mut tx.store, domain).await?.into();
    tx.check_precondition(&WorkerView { person: person.clone(), schema, activity: None })
}

/// The ids of existing records.
fn ids(texts: &[String]) -> Vec<Id> {
    texts.iter().cloned().map(Id::new_unchecked).collect()
}
