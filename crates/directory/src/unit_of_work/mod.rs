//! Write transactions of a domain.
//!
//! A write ends with [`WriteTx::commit_or_defer`]. [`CommitMode`] decides which of the two happens:
//! a request with an idempotency key or a precondition defers its commit until its response can be
//! stored in the same transaction ([`DeferredWrite`]).

mod account;
mod deferred;
mod idempotency;
mod precondition;
mod purge;
mod requirements;

use std::{hash::Hash, sync::Arc};

use jiff::Timestamp;
use roster_model::{
    Actor, Change, Denial, Diff, Domain, Email, Error, Id, Kind, Person, Rule, Who,
    record_size::counted_size,
};
use roster_store::{Expected, Tx, changes, domain_state};

pub(crate) use self::{account::AccountTx, idempotency::ClaimedKeys};
use self::{deferred::Deferral, requirements::Requirements};
pub use self::{
    deferred::{CommitOutcome, DeferredWrite},
    idempotency::{ClaimedKey, IdempotentRequest},
    precondition::Precondition,
};
use crate::{Directory, revision::Revision};

/// The field in the log of a person who was deleted and exists again.
pub(crate) const RESTORED: &str = "restored";

/// When the writes of a directory are committed.
#[derive(Clone, Default)]
pub(crate) enum CommitMode {
    /// At the end of the write.
    #[default]
    Immediate,
    /// Together with the response of the request.
    Deferred(Arc<Deferral>),
    /// Never: every write is refused, as an error of no field.
    Refused,
}

impl CommitMode {
    /// Records what a repetition of the request needs.
    pub(crate) fn require(&self, record: impl FnOnce(&mut Requirements)) {
        if let Self::Deferred(deferral) = self {
            deferral.require(record);
        }
    }

    /// Evaluates the precondition of the request, if there is one, against the current state of the
    /// resource: `current` is the view that a client reads.
    ///
    /// # Errors
    /// [`Error::PreconditionFailed`].
    pub(crate) fn check_precondition(
        &self,
        domain: &Domain,
        current: &impl Hash,
    ) -> Result<(), Error> {
        match self {
            Self::Deferred(deferral) if deferral.is_conditional() => {
                deferral.evaluate(&Revision::new(domain, current))
            }
            _ => Ok(()),
        }
    }

    /// Prepares for another write of the same request.
    ///
    /// # Errors
    /// [`Error::Invalid`] when writes are refused; [`Error::Internal`] for a second write that must be
    /// one with the first.
    async fn before_write(&self) -> Result<(), Error> {
        match self {
            Self::Immediate => Ok(()),
            Self::Refused => Err(refused()),
            Self::Deferred(deferral) => deferral.before_write().await,
        }
    }
}

impl Directory {
    /// The same directory, with writes that are refused with [`Rule::CheckInput`]. It shows a form again
    /// with its input, as if it had an error.
    #[must_use]
    pub fn refusing_writes(&self) -> Self {
        self.with_commit_mode(CommitMode::Refused)
    }

    /// Fails if writes are refused. For actions that begin with something other than a write.
    ///
    /// # Errors
    /// [`Error::Invalid`] with [`Rule::CheckInput`].
    pub fn check_writable(&self) -> Result<(), Error> {
        match &self.commit_mode {
            CommitMode::Refused => Err(refused()),
            CommitMode::Immediate | CommitMode::Deferred(_) => Ok(()),
        }
    }

    /// The same directory for a task that outlives the request. Its writes are committed at once.
    #[must_use]
    pub fn for_task(&self) -> Self {
        match &self.commit_mode {
            CommitMode::Deferred(_) => self.with_commit_mode(CommitMode::Immediate),
            CommitMode::Immediate | CommitMode::Refused => self.clone(),
        }
    }
}

fn refused() -> Error {
    Error::invalid_field("", Rule::CheckInput.into())
}

/// Whether responses about people can show the change of another record: the name of a tag, a list or
/// a company, or a custom field. A new or lost member of a company is updated too.
fn is_shown_with_people(kind: Kind, changed: &Diff) -> bool {
    match kind {
        Kind::TagUpdated
        | Kind::TagDeleted
        | Kind::ListUpdated
        | Kind::ListDeleted
        | Kind::CompanyDeleted
        | Kind::FieldCreated
        | Kind::FieldUpdated
        | Kind::FieldDeleted => true,
        Kind::CompanyUpdated => changed.fields != ["employees"],
        _ => false,
    }
}

/// Whether a change gives other people another position in the list by number. New people are at its end.
fn moves_people(kind: Kind, changed: &Diff) -> bool {
    match kind {
        Kind::PersonDeleted => true,
        Kind::PersonCreated => changed.fields.iter().any(|field| field == RESTORED),
        _ => false,
    }
}

/// A transaction that changes one domain.
///
/// It begins by locking the row of the domain. So the writes of a domain run one after another, and
/// the numbers of the change log have no gaps. A transaction that is dropped is rolled back.
pub(crate) struct WriteTx {
    pub(crate) store: Tx,
    pub(crate) domain: Domain,
    pub(crate) state: domain_state::DomainState,
    pub(crate) now: Timestamp,
    /// The name of the caller in the change log.
    pub(crate) actor: String,
    via: &'static str,
    log: Vec<Change>,
    mode: CommitMode,
    is_contacts_only: bool,
    /// The size of the records before the write.
    bytes_before: Option<i64>,
}

impl WriteTx {
    /// Begins a transaction and locks the domain of `actor`.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when the domain was deleted; [`Error::IdempotencyConflict`] when the
    /// request was carried out before; [`Error::Invalid`] when writes are refused; [`Error::Internal`] for
    /// a second write of a deferred request.
    pub(crate) async fn begin(directory: &Directory, actor: &Actor) -> Result<Self, Error> {
        Self::begin_expecting(directory, actor, Expected::default()).await
    }

    /// As [`WriteTx::begin`], for a write that is going to search these keys.
    ///
    /// # Errors
    /// As [`WriteTx::begin`].
    pub(crate) async fn begin_expecting(
        directory: &Directory,
        actor: &Actor,
        expected: Expected,
    ) -> Result<Self, Error> {
        let mode = directory.commit_mode().clone();
        mode.before_write().await?;
        let mut store = directory.store().write_expecting(actor.domain.number, expected).await?;
        let state = domain_state::take(&mut store, actor.domain.number).await?;
        // The domain can have been deleted since the actor was authorized.
        let state = state.ok_or(Error::Forbidden(Denial::NotAMember))?;
        let bytes_before = state.record_bytes;
        let environment = directory.environment();
        let now = state.next_instant(environment.now(), environment.clock_time());
        if let CommitMode::Deferred(deferral) = &mode {
            deferral.check_not_completed(&mut store, actor, now).await?;
        }
        Ok(Self {
            store,
            domain: actor.domain.clone(),
            state,
            now,
            actor: actor.who.label(),
            via: actor.channel.as_str(),
            log: Vec::new(),
            mode,
            is_contacts_only: matches!(actor.who, Who::AppKey { contacts_only: true, .. }),
            bytes_before,
        })
    }

    /// The number of the domain.
    pub(crate) fn number(&self) -> i64 {
        self.domain.number
    }

    /// Whether the actor can see contacts only.
    pub(crate) fn is_contacts_only(&self) -> bool {
        self.is_contacts_only
    }

    /// Records that the response can show this worker.
    pub(crate) fn require_person(&self, id: &Id) {
        self.mode.require(|requirements| {
            requirements.people.insert(id.to_string());
        });
    }

    /// Records that the response can show this location.
    pub(crate) fn require_location(&self, id: &Id) {
        self.mode.require(|requirements| {
            requirements.locations.insert(id.to_string());
        });
    }

    /// The channel of the request, as in the change log.
    pub(crate) fn via(&self) -> &'static str {
        self.via
    }

    /// Whether the request has a precondition, so that [`WriteTx::check_precondition`] must be called.
    pub(crate) fn is_conditional(&self) -> bool {
        matches!(&self.mode, CommitMode::Deferred(deferral) if deferral.is_conditional())
    }

    /// Evaluates the precondition of the request, if there is one, against the current state of the
    /// resource: `current` is the view that a client reads.
    ///
    /// # Errors
    /// [`Error::PreconditionFailed`].
    pub(crate) fn check_precondition(&self, current: &impl Hash) -> Result<(), Error> {
        self.mode.check_precondition(&self.domain, current)
    }

    /// Adds an entry to the change log, under the next number.
    pub(crate) fn log(
        &mut self,
        kind: Kind,
        id: &str,
        number: Option<i64>,
        changed: impl Into<Diff>,
    ) {
        self.append(kind, id, number, None, changed.into());
    }

    /// Adds an entry about a person to the change log.
    pub(crate) fn log_person(&mut self, kind: Kind, person: &Person, changed: Diff) {
        let username = match &person.worker {
            Some(worker) => Some(worker.username.as_str()),
            None => person.email.as_ref().map(Email::as_str),
        };
        let username = username.map(str::to_owned);
        self.append(kind, person.id.as_str(), Some(person.number), username, changed);
    }

    fn append(
        &mut self,
        kind: Kind,
        id: &str,
        number: Option<i64>,
        username: Option<String>,
        changed: Diff,
    ) {
        self.state.seq += 1;
        if is_shown_with_people(kind, &changed) {
            self.state.related_seq = self.state.seq;
        }
        if moves_people(kind, &changed) {
            self.state.positions_seq = self.state.seq;
        }
        let kind = kind.as_str();
        self.state.grow(counted_size(kind, &changed.after) - counted_size(kind, &changed.before));
        self.log.push(Change {
            seq: self.state.seq,
            at: self.now,
            kind: kind.to_owned(),
            id: id.to_owned(),
            number,
            actor: self.actor.clone(),
            via: self.via.to_owned(),
            fields: changed.fields,
            before: changed.before,
            after: changed.after,
            username,
        });
    }

    /// Ends the write. In [`CommitMode::Immediate`] it is durable on return. In
    /// [`CommitMode::Deferred`] it stays uncommitted until [`DeferredWrite::commit_with_response`].
    ///
    /// # Errors
    /// [`Denial::QuotaExceeded`] when the records have become larger than the quota of the domain and
    /// larger than before; [`Error::TransactionConflict`], [`Error::Unavailable`] or
    /// [`Error::Internal`] of the store.
    pub(crate) async fn commit_or_defer(mut self) -> Result<(), Error> {
        self.check_quota()?;
        match std::mem::take(&mut self.mode) {
            CommitMode::Immediate | CommitMode::Refused => self.append_log_and_commit().await,
            CommitMode::Deferred(deferral) => {
                deferral.defer(self);
                Ok(())
            }
        }
    }

    /// Commits a part of an operation that has several transactions, whatever the mode: the last one
    /// ends with [`WriteTx::commit_or_defer`]. What the part adds was accepted before.
    ///
    /// # Errors
    /// As [`WriteTx::commit_or_defer`], without the quota.
    pub(crate) async fn commit_part(self) -> Result<(), Error> {
        self.append_log_and_commit().await
    }

    /// Accepts what the write has added, which an earlier check of the quota included.
    pub(crate) fn accept_growth(&mut self) {
        self.bytes_before = self.state.record_bytes;
    }

    fn check_quota(&self) -> Result<(), Error> {
        self.check_quota_for(0)
    }

    /// Checks that the quota suffices for what the write has added, and for `more` bytes.
    ///
    /// # Errors
    /// [`Denial::QuotaExceeded`].
    pub(crate) fn check_quota_for(&self, more: i64) -> Result<(), Error> {
        let quota = self.domain.settings.quota;
        let size = self.state.record_bytes.map(|size| size.saturating_add(more));
        let has_grown = size > self.bytes_before;
        let size = u64::try_from(size.unwrap_or(0)).unwrap_or(0);
        if quota > 0 && has_grown && size > quota {
            return Err(Error::Forbidden(Denial::QuotaExceeded(quota)));
        }
        Ok(())
    }

    /// Commits a write that has deleted the domain, and its change log with it.
    ///
    /// # Errors
    /// [`Error::TransactionConflict`], [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(crate) async fn commit_domain_deletion(self) -> Result<(), Error> {
        Ok(self.store.commit().await?)
    }

    /// Appends the collected entries to the change log and commits: durable on return.
    async fn append_log_and_commit(mut self) -> Result<(), Error> {
        let domain = self.number();
        changes::append(&mut self.store, domain, &self.log).await?;
        self.state.last_at = self.now;
        domain_state::save(&mut self.store, domain, &self.state).await?;
        // A write of people has no locks outside of the domain.
        if self.log.iter().all(|change| change.kind.starts_with("person.")) {
            self.store.share_commit();
        }
        Ok(self.store.commit().await?)
    }
}
