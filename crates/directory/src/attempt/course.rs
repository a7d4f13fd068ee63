//! How an attempt goes, as far as the changes made within it must know.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use roster_model::{Error, IdempotencyConflict};
use roster_store::Tx;

use super::{Condition, Once};
use crate::{revision::Revision, unit_of_work::WriteTx};

/// The terms of an attempt, and how far it is.
pub(crate) struct Course {
    once: Option<Once>,
    condition: Option<Condition>,
    progress: Mutex<Progress>,
}

#[derive(Default)]
struct Progress {
    /// Whether the condition was seen to hold.
    judged: bool,
    /// The change, not committed yet.
    held: Option<WriteTx>,
    /// What was answered to the same request before.
    found: Option<String>,
}

impl Course {
    pub(super) fn new(once: Option<Once>, condition: Option<Condition>) -> Self {
        Self { once, condition, progress: Mutex::default() }
    }

    pub(super) fn is_once(&self) -> bool {
        self.once.is_some()
    }

    pub(super) fn found(&self) -> Option<String> {
        self.progress().found.clone()
    }

    pub(super) async fn recall(
        &self,
        tx: &mut Tx,
        now: Timestamp,
    ) -> Result<Option<String>, Error> {
        match &self.once {
            Some(once) => once.recall(tx, now).await,
            None => Ok(None),
        }
    }

    /// Lets a change begin, unless it was made before: what `tx` reads stays so until it ends.
    ///
    /// # Errors
    /// [`Error::IdempotencyConflict`].
    pub(crate) async fn enter(&self, tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
        let Some(answer) = self.recall(tx, now).await? else { return Ok(()) };
        self.progress().found = Some(answer);
        Err(Error::IdempotencyConflict(IdempotencyConflict::Completed))
    }

    /// Whether there is something to be judged: without a condition, nothing needs to be read for it.
    pub(crate) fn is_conditional(&self) -> bool {
        self.condition.is_some()
    }

    /// Judges the present version of the thing to be changed.
    ///
    /// # Errors
    /// [`Error::PreconditionFailed`].
    pub(crate) fn judge(&self, present: &Revision) -> Result<(), Error> {
        if let Some(Condition::In(versions)) = &self.condition
            && !versions.iter().any(|told| present.is(told))
        {
            return Err(Error::PreconditionFailed);
        }
        self.progress().judged = true;
        Ok(())
    }

    /// A condition that nobody judged must not be taken for one that holds: what a request for a
    /// list changes has no version. That something is there may be taken so.
    pub(super) fn check_judged(&self) -> Result<(), Error> {
        match self.condition {
            Some(Condition::In(_)) if !self.progress().judged => Err(Error::PreconditionFailed),
            _ => Ok(()),
        }
    }

    /// An attempt is one change: a second one would wait for the first for ever.
    ///
    /// # Errors
    /// [`Error::Internal`].
    pub(crate) fn check_empty(&self) -> Result<(), Error> {
        match self.progress().held {
            Some(_) => Err(Error::Internal("a second change within one attempt".into())),
            None => Ok(()),
        }
    }

    /// Takes a change that is ready.
    pub(crate) fn hold(&self, tx: WriteTx) {
        self.progress().held = Some(tx);
    }

    /// Gives it back.
    pub(super) fn release(&self) -> Option<WriteTx> {
        self.progress().held.take()
    }

    /// Commits a change together with its answer.
    pub(super) async fn conclude(&self, mut tx: WriteTx, answer: &str) -> Result<(), Error> {
        if let Some(once) = &self.once {
            let now = tx.now;
            once.keep(&mut tx.store, answer, now).await?;
        }
        tx.conclude().await
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
