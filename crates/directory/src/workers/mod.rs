//! Mobile workers: what may be asked of them, and what may happen to them.

mod activity;
mod bulk;
mod create;
mod data;
mod decide;
mod edit;
mod export;
mod hq_import;
mod import;
mod list;
mod many;
mod named;
mod places;
mod references;

pub use activity::Activity;
pub(crate) use activity::counts;
pub use bulk::Verdicts;
pub(crate) use export::Chosen;
pub use export::Export;
pub use import::{Import, ImportReport, Imports};

use std::{
    hash::{Hash, Hasher},
    sync::Arc,
};

use roster_model::{ActivityCounts, Denial, Error, Id, Kind, Person, Schema, Worker, WorkerRef};
use roster_store::{Tx, domain_state, people};

use crate::{op_context::OpContext, schema, unit_of_work::WriteTx};

/// The workers of a domain.
pub struct Workers<'a> {
    ctx: OpContext<'a>,
}

/// A worker, and what one must know to show them.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerView {
    /// The worker.
    pub person: Person,
    /// The domain's fields and profiles.
    pub schema: Arc<Schema>,
    /// What they submitted, where it was asked for.
    pub activity: Option<ActivityCounts>,
}

/// What is shown of a worker, but for what they submitted: of the domain's fields those that are
/// declared, of its profiles their own.
impl Hash for WorkerView {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let profile = self.person.worker.as_ref().and_then(|worker| worker.profile);
        self.person.hash(state);
        profile.and_then(|number| self.schema.profile(number)).hash(state);
        self.schema.declared().for_each(|slug| slug.hash(state));
    }
}

/// A page of workers, and what one must know to show them.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerPage {
    /// The workers, as they are stored.
    rows: Vec<people::WorkerRow>,
    /// How many the whole list has.
    pub total: u64,
    /// The username of the last one, when more follow.
    pub next: Option<String>,
    /// The domain's fields and profiles.
    pub schema: Arc<Schema>,
    /// What each of them submitted, in the same order, where it was asked for.
    activity: Option<Vec<ActivityCounts>>,
}

impl WorkerPage {
    /// The workers, each with what they submitted where it was asked for.
    ///
    /// # Errors
    /// [`Error::Internal`] in place of one that is stored in a way that cannot be read.
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

    /// The worker with the identity `id`, with their activity when `extras` asks for it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none in this domain that the caller reaches.
    pub async fn find(&self, id: &str, extras: bool) -> Result<WorkerView, Error> {
        let mut tx = self.ctx.read().await?;
        let person = self.load(&mut tx, id).await?;
        let schema = self.schema(&mut tx).await?;
        let activity = if extras {
            let ids = vec![person.id.as_str().to_owned()];
            activity::counts(&mut tx, &self.ctx, ids).await?.pop()
        } else {
            None
        };
        Ok(WorkerView { person, schema, activity })
    }

    /// The worker with the identity `id`, if the actor reaches them.
    async fn load(&self, tx: &mut Tx, id: &str) -> Result<Person, Error> {
        let person = load(tx, self.ctx.domain().number, id).await?;
        let Some(worker) = &person.worker else { return Err(Error::not_found("user")) };
        if !places::within_reach(tx, self.ctx.actor(), worker).await? {
            return Err(Error::not_found("user"));
        }
        Ok(person)
    }

    async fn schema(&self, tx: &mut Tx) -> Result<Arc<Schema>, Error> {
        let domain = self.ctx.domain().number;
        let seq = domain_state::seq(tx, domain).await?.unwrap_or_default();
        self.ctx.directory().memory().schema(tx, domain, seq).await
    }

    /// Removes a worker. The username stays taken.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none in this domain that the caller reaches.
    pub async fn delete(&self, id: &str) -> Result<(), Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let person = self.load(&mut tx.store, id).await?;
        check(&mut tx, id).await?;
        people::delete(&mut tx.store, domain, &person).await?;
        tx.state.uncount(&person);
        tx.log_person(Kind::PersonDeleted, &person, Vec::new());
        tx.commit().await
    }

    /// Lets a worker sign in, or no longer: archived workers are apart in lists. Doing it again
    /// changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none in this domain; [`Denial::OutsideLocations`] when the
    /// caller is confined to locations that are not the worker's.
    pub async fn set_active(&self, id: &str, active: bool) -> Result<(), Error> {
        let mut tx = self.ctx.begin().await?;
        check(&mut tx, id).await?;
        let domain = tx.number();
        let before = load(&mut tx.store, domain, id).await?;
        let mut after = before.clone();
        let Some(worker) = &mut after.worker else { return Err(Error::not_found("user")) };
        if !places::within_reach(&mut tx.store, self.ctx.actor(), worker).await? {
            return Err(Error::Forbidden(Denial::OutsideLocations));
        }
        worker.active = active;
        worker.unconfirmed &= !active;
        save(&mut tx, &before, after, vec!["is_active".to_owned()]).await?;
        tx.commit().await
    }
}

/// The worker with the identity `id`; people without a username are none.
async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Person, Error> {
    let person = people::find(tx, domain, id).await?;
    person.filter(|person| person.worker.is_some()).ok_or(Error::not_found("user"))
}

/// Goes on only if the worker is as the client has read them, where it says so.
async fn check(tx: &mut WriteTx, id: &str) -> Result<(), Error> {
    if !tx.is_conditional() {
        return Ok(());
    }
    let domain = tx.number();
    let person = load(&mut tx.store, domain, id).await?;
    let schema = schema::load(&mut tx.store, domain).await?.into();
    tx.check(&WorkerView { person, schema, activity: None })
}

/// Keeps a changed worker, when anything did change; tells the worker as kept.
async fn save(
    tx: &mut WriteTx,
    before: &Person,
    mut after: Person,
    fields: Vec<String>,
) -> Result<Person, Error> {
    if *before == after {
        return Ok(after);
    }
    after.updated_at = tx.now;
    let domain = tx.number();
    people::update(&mut tx.store, domain, before, &after).await?;
    tx.state.uncount(before);
    tx.state.count(&after);
    tx.log_person(Kind::PersonUpdated, &after, fields);
    Ok(after)
}

/// The part that makes a person a worker, with nothing said yet but the name.
fn blank_worker(username: roster_model::Username) -> Worker {
    Worker {
        username,
        active: true,
        unconfirmed: false,
        language: None,
        role: None,
        connect_username: None,
        groups: Vec::new(),
        locations: Vec::new(),
        primary_location: None,
        profile: None,
    }
}

/// The identities behind texts that were found to exist.
fn ids(texts: &[String]) -> Vec<Id> {
    texts.iter().cloned().map(Id::new_unchecked).collect()
}
