//! One change of a domain: a transaction, and what it leaves in the change log.

use std::{hash::Hash, sync::Arc};

use jiff::Timestamp;
use roster_model::{Actor, Change, Denial, Domain, Error, Kind, Person};
use roster_store::{Tx, changes, domain_state};

use crate::{Directory, attempt::Course, revision::Revision};

/// A transaction that changes one domain.
///
/// It begins by taking the domain's row, so the changes of a domain happen one after another, each
/// seeing what the one before left, and numbers of the change log have no gaps. Dropped without
/// [`WriteTx::commit`] it leaves no trace.
pub(crate) struct WriteTx {
    pub(crate) store: Tx,
    pub(crate) domain: Domain,
    pub(crate) state: domain_state::DomainState,
    pub(crate) now: Timestamp,
    actor: String,
    via: &'static str,
    log: Vec<Change>,
    course: Option<Arc<Course>>,
}

impl WriteTx {
    pub(crate) async fn begin(directory: &Directory, actor: &Actor) -> Result<Self, Error> {
        let course = directory.course().cloned();
        if let Some(course) = &course {
            course.check_empty()?;
        }
        let mut store = directory.store().write().await?;
        let state = domain_state::take(&mut store, actor.domain.number).await?;
        // The domain may have been deleted since the actor was admitted to it.
        let state = state.ok_or(Error::Forbidden(Denial::NotAMember))?;
        let now = directory.environment().now();
        if let Some(course) = &course {
            course.enter(&mut store, now).await?;
        }
        Ok(Self {
            store,
            domain: actor.domain.clone(),
            state,
            now,
            actor: actor.who.label(),
            via: actor.channel.as_str(),
            log: Vec::new(),
            course,
        })
    }

    /// The number of the domain.
    pub(crate) fn number(&self) -> i64 {
        self.domain.number
    }

    /// Whether the client says in which state it has read the thing to be changed.
    pub(crate) fn is_conditional(&self) -> bool {
        self.course.as_ref().is_some_and(|course| course.is_conditional())
    }

    /// Goes on only if the thing to be changed, as it is shown, is as the client has read it.
    ///
    /// # Errors
    /// [`Error::PreconditionFailed`].
    pub(crate) fn check(&self, present: &impl Hash) -> Result<(), Error> {
        match &self.course {
            Some(course) if course.is_conditional() => {
                course.judge(&Revision::of(&self.domain, present))
            }
            _ => Ok(()),
        }
    }

    /// Notes a change of a thing: the next number of the log.
    pub(crate) fn log(&mut self, kind: Kind, id: &str, number: Option<i64>, fields: Vec<String>) {
        self.state.seq += 1;
        self.log.push(Change {
            seq: self.state.seq,
            at: self.now,
            kind: kind.as_str().to_owned(),
            id: id.to_owned(),
            number,
            actor: self.actor.clone(),
            via: self.via.to_owned(),
            fields,
        });
    }

    /// Notes a change of a person.
    pub(crate) fn log_person(&mut self, kind: Kind, person: &Person, fields: Vec<String>) {
        self.log(kind, person.id.as_str(), Some(person.number), fields);
    }

    /// Makes it so: returns once the change is durable or, within an attempt, ready to be settled.
    pub(crate) async fn commit(mut self) -> Result<(), Error> {
        match self.course.take() {
            Some(course) => {
                course.hold(self);
                Ok(())
            }
            None => self.conclude().await,
        }
    }

    /// Returns once the change is durable.
    pub(crate) async fn conclude(mut self) -> Result<(), Error> {
        let domain = self.number();
        changes::append(&mut self.store, domain, &self.log).await?;
        domain_state::save(&mut self.store, domain, &self.state).await?;
        Ok(self.store.commit().await?)
    }
}
