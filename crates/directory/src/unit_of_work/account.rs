//! Write transactions of records that are not in one domain: the account of a web user, an API key,
//! and a new domain.

use jiff::Timestamp;
use roster_model::{Change, Channel, Diff, Error, Id, Kind, Who};
use roster_store::{Tx, changes, domain_state, domain_state::DomainState, memberships};

use super::CommitMode;
use crate::Directory;

/// A transaction that changes a record which several domains share. The change is logged in each
/// domain that the transaction has locked.
///
/// It never defers its commit. A transaction that is dropped is rolled back.
pub(crate) struct AccountTx {
    pub(crate) store: Tx,
    pub(crate) now: Timestamp,
    /// The clock, which may have been set back.
    clock: Timestamp,
    actor: String,
    via: &'static str,
    logs: Vec<DomainLog>,
}

/// The new log entries of a locked domain.
struct DomainLog {
    domain: i64,
    state: DomainState,
    entries: Vec<Change>,
}

impl AccountTx {
    /// Begins a transaction. No domain is locked yet.
    ///
    /// # Errors
    /// [`Error::Internal`] in a request that defers its only write; [`Error::Invalid`] when writes are
    /// refused.
    pub(crate) async fn begin(
        directory: &Directory,
        who: &Who,
        channel: Channel,
    ) -> Result<Self, Error> {
        match directory.commit_mode() {
            CommitMode::Deferred(deferral) if deferral.is_single() => {
                return Err(Error::Internal("a change of an account cannot be deferred".into()));
            }
            mode => mode.before_write().await?,
        }
        Ok(Self {
            store: directory.store().write().await?,
            now: directory.environment().now(),
            clock: directory.environment().clock_time(),
            actor: who.label(),
            via: channel.as_str(),
            logs: Vec::new(),
        })
    }

    /// Locks all domains in which the web user is a member, active or not.
    ///
    /// # Errors
    /// [`Error::TransactionConflict`], [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(crate) async fn lock_domains_of(&mut self, user: &Id) -> Result<(), Error> {
        // In ascending order, so that two transactions cannot wait for each other.
        for domain in memberships::domain_numbers(&mut self.store, user).await? {
            self.lock_domain(domain).await?;
        }
        Ok(())
    }

    /// Locks a domain. A domain that was deleted is skipped.
    ///
    /// # Errors
    /// [`Error::TransactionConflict`], [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(crate) async fn lock_domain(&mut self, domain: i64) -> Result<(), Error> {
        if let Some(state) = domain_state::take(&mut self.store, domain).await? {
            self.now = state.next_instant(self.now, self.clock);
            self.logs.push(DomainLog { domain, state, entries: Vec::new() });
        }
        Ok(())
    }

    /// Adds an entry to the change log of each locked domain.
    pub(crate) fn log(&mut self, kind: Kind, id: &str, changed: impl Into<Diff>) {
        let changed = changed.into();
        for log in &mut self.logs {
            log.state.seq += 1;
            log.entries.push(Change {
                seq: log.state.seq,
                at: self.now,
                kind: kind.as_str().to_owned(),
                id: id.to_owned(),
                number: None,
                actor: self.actor.clone(),
                via: self.via.to_owned(),
                fields: changed.fields.clone(),
                before: changed.before.clone(),
                after: changed.after.clone(),
                username: None,
            });
        }
    }

    /// Appends the entries to the change logs and commits: durable on return.
    ///
    /// # Errors
    /// [`Error::TransactionConflict`], [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(crate) async fn commit(mut self) -> Result<(), Error> {
        for DomainLog { domain, state, entries } in &mut self.logs {
            state.last_at = self.now;
            changes::append(&mut self.store, *domain, entries).await?;
            domain_state::save(&mut self.store, *domain, state).await?;
        }
        Ok(self.store.commit().await?)
    }
}
