//! Saving on the condition that the thing is as the form showed it: nobody overwrites what somebody
//! else did meanwhile.

use roster_directory::{DeferredWrite, Precondition, Revision};
use roster_model::Error;

use super::{form::Form, member::Member};
use crate::App;

/// The version of a thing, which its form carries as `version`.
pub(super) fn version(member: &Member, thing: &impl std::hash::Hash) -> String {
    Revision::new(&member.actor.domain, thing).as_str().to_owned()
}

/// An attempt to save what a form says, which is refused when the thing is no longer as it was shown.
pub(super) fn attempt(app: &App, member: &Member, form: &Form) -> DeferredWrite {
    let unchanged = Precondition::RevisionIn(vec![form.text("version").to_owned()]);
    app.directory.defer_write(&member.actor, None, Some(unchanged))
}

/// Keeps the change that was made within the attempt, if one was.
///
/// # Errors
/// What the change was refused with; [`Error::PreconditionFailed`] when somebody else came before.
pub(super) async fn settle<T>(attempt: DeferredWrite, made: Result<T, Error>) -> Result<T, Error> {
    let made = made?;
    attempt.commit().await?;
    Ok(made)
}
