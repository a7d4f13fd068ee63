//! Optimistic locking of forms: a record is saved only if it is still as the form showed it.

use roster_directory::{DeferredWrite, Precondition, Revision};
use roster_model::Error;

use crate::{
    App,
    console::extract::{Auth, Form},
};

/// Returns the revision of a record, for the hidden form field `version`.
pub(crate) fn version(auth: &Auth, record: &impl std::hash::Hash) -> String {
    Revision::new(&auth.actor.domain, record).as_str().to_owned()
}

/// Begins a write that fails if the record no longer has the revision in the field `version`.
pub(crate) fn attempt(app: &App, auth: &Auth, form: &Form) -> DeferredWrite {
    let unchanged = Precondition::RevisionIn(vec![form.text("version").to_owned()]);
    app.directory.defer_write(&auth.actor, None, Some(unchanged))
}

/// Commits the write of the attempt if it succeeded.
///
/// # Errors
/// The error in `result`, or [`Error::PreconditionFailed`] if the record has another revision.
pub(crate) async fn settle<T>(
    attempt: DeferredWrite,
    result: Result<T, Error>,
) -> Result<T, Error> {
    let saved = result?;
    attempt.commit().await?;
    Ok(saved)
}
