//! Mobile workers: what may be asked of them, and what may happen to them.

mod activity;
mod bulk;
mod create;
mod data;
mod decide;
mod edit;
mod export;
mod import;
mod list;
mod many;
mod named;
mod places;
mod references;
mod takeover;

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

use roster_model::{ActivityCounts, Denial, Fault, Id, Kind, Person, Schema, Worker, WorkerSketch};
use roster_store::{Tx, domain_state, people};

use crate::{faults::fault, schema, scope::Scope, work::Work};

/// The workers of a domain.
pub struct Workers<'a> {
    scope: Scope<'a>,
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
    /// [`Fault::Broken`] in place of one that is stored in a way that cannot be read.
    pub fn workers(
        &self,
    ) -> impl Iterator<Item = Result<(WorkerSketch<'_>, Option<ActivityCounts>), Fault>> {
        self.rows.iter().enumerate().map(|(index, row)| {
            let activity = self.activity.as_ref().and_then(|counts| counts.get(index).copied());
            Ok((row.sketch().map_err(fault)?, activity))
        })
    }
}

impl<'a> Workers<'a> {
    pub(crate) fn new(scope: Scope<'a>) -> Self {
        Self { scope }
    }

    /// The worker with the identity `id`, with their activity when `extras` asks for it.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none in this domain that the caller reaches.
    pub async fn find(&self, id: &str, extras: bool) -> Result<WorkerView, Fault> {
        let mut tx = self.scope.read().await?;
        let person = self.load(&mut tx, id).await?;
        let schema = self.schema(&mut tx).await?;
        let activity = if extras {
            let ids = vec![person.id.as_str().to_owned()];
            activity::counts(&mut tx, &self.scope, ids).await?.pop()
        } else {
            None
        };
        Ok(WorkerView { person, schema, activity })
    }

    /// The worker with the identity `id`, if the actor reaches them.
    async fn load(&self, tx: &mut Tx, id: &str) -> Result<Person, Fault> {
        let person = load(tx, self.scope.domain().number, id).await?;
        let Some(worker) = &person.worker else { return Err(Fault::missing("user")) };
        if !places::within_reach(tx, self.scope.actor(), worker).await? {
            return Err(Fault::missing("user"));
        }
        Ok(person)
    }

    async fn schema(&self, tx: &mut Tx) -> Result<Arc<Schema>, Fault> {
        let domain = self.scope.domain().number;
        let seq = domain_state::seq(tx, domain).await.map_err(fault)?.unwrap_or_default();
        self.scope.directory().memory().schema(tx, domain, seq).await
    }

    /// Removes a worker. The username stays taken.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none in this domain that the caller reaches.
    pub async fn delete(&self, id: &str) -> Result<(), Fault> {
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let person = self.load(&mut work.tx, id).await?;
        check(&mut work, id).await?;
        people::delete(&mut work.tx, domain, &person).await.map_err(fault)?;
        work.state.uncount(&person);
        work.log_person(Kind::PersonDeleted, &person, Vec::new());
        work.commit().await
    }

    /// Lets a worker sign in, or no longer: archived workers are apart in lists. Doing it again
    /// changes nothing.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none in this domain; [`Denial::OutsideLocations`] when the
    /// caller is confined to locations that are not the worker's.
    pub async fn set_active(&self, id: &str, active: bool) -> Result<(), Fault> {
        let mut work = self.scope.begin().await?;
        check(&mut work, id).await?;
        let domain = work.number();
        let before = load(&mut work.tx, domain, id).await?;
        let mut after = before.clone();
        let Some(worker) = &mut after.worker else { return Err(Fault::missing("user")) };
        if !places::within_reach(&mut work.tx, self.scope.actor(), worker).await? {
            return Err(Fault::Denied(Denial::OutsideLocations));
        }
        worker.active = active;
        worker.unconfirmed &= !active;
        save(&mut work, &before, after, vec!["is_active".to_owned()]).await?;
        work.commit().await
    }
}

/// The worker with the identity `id`; people without a username are none.
async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Person, Fault> {
    let person = people::find(tx, domain, id).await.map_err(fault)?;
    person.filter(|person| person.worker.is_some()).ok_or(Fault::missing("user"))
}

/// Goes on only if the worker is as the client has read them, where it says so.
async fn check(work: &mut Work, id: &str) -> Result<(), Fault> {
    if !work.is_conditional() {
        return Ok(());
    }
    let domain = work.number();
    let person = load(&mut work.tx, domain, id).await?;
    let schema = schema::load(&mut work.tx, domain).await?.into();
    work.check(&WorkerView { person, schema, activity: None })
}

/// Keeps a changed worker, when anything did change; tells the worker as kept.
async fn save(
    work: &mut Work,
    before: &Person,
    mut after: Person,
    fields: Vec<String>,
) -> Result<Person, Fault> {
    if *before == after {
        return Ok(after);
    }
    after.updated_at = work.now;
    let domain = work.number();
    people::update(&mut work.tx, domain, before, &after).await.map_err(fault)?;
    work.state.uncount(before);
    work.state.count(&after);
    work.log_person(Kind::PersonUpdated, &after, fields);
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
    texts.iter().cloned().map(Id::trusted).collect()
}
