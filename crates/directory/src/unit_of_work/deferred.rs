//! Requests that commit their write together with their response.
//!
//! The write of such a request stays uncommitted while the handler builds the response. Then
//! [`DeferredWrite::commit_with_response`] stores the response under the idempotency key and commits
//! both in one transaction. A client that repeats the request gets the stored response, even when
//! the process was killed in between. A deferred write that is dropped is rolled back.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use roster_model::{Actor, Error, IdempotencyConflict};
use roster_store::Tx;

use super::{CommitMode, IdempotentRequest, Precondition, Requirements, WriteTx};
use crate::{Directory, revision::Revision};

/// A request that makes at most one write, which is not committed before its response is known.
pub struct DeferredWrite {
    actor: Actor,
    directory: Directory,
    deferral: Arc<Deferral>,
    /// Whether the write is part of another deferred request, which commits it.
    is_joined: bool,
}

/// How a deferred write ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommitOutcome {
    /// The write and its response are durable.
    Committed,
    /// Another process carried out the same request first. This is the response that it stored;
    /// nothing was written now.
    AlreadyCompleted(String),
}

/// The state that a [`DeferredWrite`] shares with the write transaction of its request.
pub(crate) struct Deferral {
    idempotency: Option<IdempotentRequest>,
    /// Whether a second write is a defect. Otherwise the first is committed before it.
    is_single: bool,
    progress: Mutex<Progress>,
}

#[derive(Default)]
struct Progress {
    precondition: Option<Precondition>,
    /// Whether the precondition was evaluated and holds.
    precondition_holds: bool,
    /// The write, not committed yet.
    write: Option<WriteTx>,
    /// Whether the handler began a second write. Such a request is never committed.
    second_write: bool,
    /// The response that an earlier request with the same key stored.
    completed_response: Option<String>,
    /// What a caller needs to get the response again.
    requirements: Requirements,
}

impl Directory {
    /// Creates a deferred write of `actor`. The handler makes its write through
    /// [`DeferredWrite::directory`].
    pub fn defer_write(
        &self,
        actor: &Actor,
        idempotency: Option<IdempotentRequest>,
        precondition: Option<Precondition>,
    ) -> DeferredWrite {
        self.defer(actor, idempotency, precondition, true)
    }

    /// Creates the deferred write of a form of `actor`. If the handler makes several writes, the last
    /// is committed with the response, and the others before it.
    pub fn defer_form(&self, actor: &Actor, idempotency: IdempotentRequest) -> DeferredWrite {
        self.defer(actor, Some(idempotency), None, false)
    }

    /// Creates a write that fails unless `precondition` holds. In a deferred request it is the write
    /// of that request.
    pub fn conditional_write(&self, actor: &Actor, precondition: Precondition) -> DeferredWrite {
        match self.commit_mode() {
            CommitMode::Deferred(deferral) => {
                deferral.require_precondition(precondition);
                let (directory, deferral) = (self.clone(), Arc::clone(deferral));
                DeferredWrite { actor: actor.clone(), directory, deferral, is_joined: true }
            }
            CommitMode::Immediate => self.defer(actor, None, Some(precondition), true),
            CommitMode::Refused => {
                let write = self.defer(actor, None, Some(precondition), true);
                DeferredWrite { directory: self.clone(), ..write }
            }
        }
    }

    fn defer(
        &self,
        actor: &Actor,
        idempotency: Option<IdempotentRequest>,
        precondition: Option<Precondition>,
        is_single: bool,
    ) -> DeferredWrite {
        let progress = Mutex::new(Progress { precondition, ..Progress::default() });
        let deferral = Arc::new(Deferral { idempotency, is_single, progress });
        let directory = self.with_commit_mode(CommitMode::Deferred(Arc::clone(&deferral)));
        DeferredWrite { actor: actor.clone(), directory, deferral, is_joined: false }
    }
}

impl DeferredWrite {
    /// Looks up the response that the same request with the same key stored earlier.
    ///
    /// # Errors
    /// [`Error::IdempotencyConflict`] when the key was used for a different request;
    /// [`Error::Forbidden`] when the actor may no longer get the response.
    pub async fn stored_response(&self) -> Result<Option<String>, Error> {
        if self.deferral.idempotency.is_none() {
            return Ok(None);
        }
        let mut tx = self.directory.store().read_of(self.actor.domain.number).await?;
        let now = self.directory.environment().now();
        self.deferral.find_response(&mut tx, &self.actor, now).await
    }

    /// The directory for the handler. It defers the commit of one write and rejects a second write.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The response that another process stored for the same request while this one was running.
    /// When there is one, it must be sent instead of the handler's response.
    pub fn completed_response(&self) -> Option<String> {
        self.deferral.progress().completed_response.clone()
    }

    /// Commits the write and stores `response` under the idempotency key, in one transaction.
    ///
    /// # Errors
    /// [`Error::PreconditionFailed`] when the write had no resource to evaluate the precondition
    /// against; [`Error::Internal`] after a second write; [`Error::TransactionConflict`] or
    /// [`Error::Unavailable`] of the store. Nothing is changed then.
    pub async fn commit_with_response(self, response: &str) -> Result<CommitOutcome, Error> {
        self.deferral.check_committable()?;
        let mut tx = match self.deferral.take_write() {
            Some(tx) => tx,
            None if self.deferral.idempotency.is_none() => return Ok(CommitOutcome::Committed),
            // The request changed nothing; its response is stored all the same.
            None => match WriteTx::begin(&self.directory, &self.actor).await {
                Ok(tx) => tx,
                Err(error) => {
                    let completed = self.completed_response().map(CommitOutcome::AlreadyCompleted);
                    return completed.ok_or(error);
                }
            },
        };
        if let Some(idempotency) = &self.deferral.idempotency {
            let (now, requires) = (tx.now, self.deferral.progress().requirements.to_json());
            idempotency.store_response(&mut tx.store, response, requires, now).await?;
        }
        tx.append_log_and_commit().await?;
        Ok(CommitOutcome::Committed)
    }

    /// Commits the write of a request without an idempotency key. A write of another deferred request
    /// is left to that request.
    ///
    /// # Errors
    /// As [`DeferredWrite::commit_with_response`].
    pub async fn commit(self) -> Result<(), Error> {
        if self.is_joined {
            return self.deferral.check_committable();
        }
        self.commit_with_response("").await.map(drop)
    }
}

impl Deferral {
    /// Whether the request has a precondition.
    pub(super) fn is_conditional(&self) -> bool {
        self.progress().precondition.is_some()
    }

    /// Whether a second write is a defect.
    pub(super) fn is_single(&self) -> bool {
        self.is_single
    }

    /// Sets the precondition of the next write.
    fn require_precondition(&self, precondition: Precondition) {
        let mut progress = self.progress();
        progress.precondition = Some(precondition);
        progress.precondition_holds = false;
    }

    /// Evaluates the precondition against the current revision of the resource.
    ///
    /// # Errors
    /// [`Error::PreconditionFailed`].
    pub(super) fn evaluate(&self, current: &Revision) -> Result<(), Error> {
        let mut progress = self.progress();
        if let Some(precondition) = &progress.precondition {
            precondition.evaluate(current)?;
        }
        progress.precondition_holds = true;
        Ok(())
    }

    /// Ends the first write before a second one, which would wait forever for the lock that the first
    /// one holds: rejects the second one, or commits the first one.
    ///
    /// # Errors
    /// [`Error::Internal`] when the writes must be one. The first cannot be committed any more either.
    pub(super) async fn before_write(&self) -> Result<(), Error> {
        if self.is_single {
            let mut progress = self.progress();
            progress.second_write |= progress.write.is_some();
            return if progress.second_write { Err(second_write()) } else { Ok(()) };
        }
        let first = self.take_write();
        match first {
            Some(first) => first.append_log_and_commit().await,
            None => Ok(()),
        }
    }

    /// Rejects a write of a request that was completed before. `tx` holds the lock of the domain.
    ///
    /// # Errors
    /// [`Error::IdempotencyConflict`]; [`Error::Forbidden`].
    pub(super) async fn check_not_completed(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<(), Error> {
        let Some(response) = self.find_response(tx, actor, now).await? else { return Ok(()) };
        self.progress().completed_response = Some(response);
        Err(Error::IdempotencyConflict(IdempotencyConflict::Completed))
    }

    /// Takes over a finished write, to be committed later.
    pub(super) fn defer(&self, tx: WriteTx) {
        self.progress().write = Some(tx);
    }

    /// Finds the stored response, if the actor may get it.
    async fn find_response(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Option<String>, Error> {
        let Some(idempotency) = &self.idempotency else { return Ok(None) };
        let Some((response, requirements)) = idempotency.find_response(tx, now).await? else {
            return Ok(None);
        };
        requirements.check(tx, actor).await?;
        Ok(Some(response))
    }

    pub(super) fn require(&self, record: impl FnOnce(&mut Requirements)) {
        record(&mut self.progress().requirements);
    }

    /// Checks that there was one write only, and that a precondition on revisions was evaluated:
    /// a write to a collection has no revision to compare with.
    fn check_committable(&self) -> Result<(), Error> {
        let progress = self.progress();
        if progress.second_write {
            return Err(second_write());
        }
        match &progress.precondition {
            Some(Precondition::RevisionIn(_)) if !progress.precondition_holds => {
                Err(Error::PreconditionFailed)
            }
            _ => Ok(()),
        }
    }

    fn take_write(&self) -> Option<WriteTx> {
        self.progress().write.take()
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn second_write() -> Error {
    Error::Internal("a deferred request began a second write".into())
}
