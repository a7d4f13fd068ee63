//! Saving on the condition that the thing is as the form showed it: nobody overwrites what somebody
//! else did meanwhile.

use roster_directory::{Attempt, Condition, Version};
use roster_model::Fault;

use super::{form::Form, member::Member};
use crate::App;

/// The version of a thing, which its form carries as `version`.
pub(super) fn version(member: &Member, thing: &impl std::hash::Hash) -> String {
    Version::of(&member.actor.domain, thing).as_str().to_owned()
}

/// An attempt to save what a form says, which is refused when the thing is no longer as it was shown.
pub(super) fn attempt(app: &App, member: &Member, form: &Form) -> Attempt {
    let unchanged = Condition::In(vec![form.text("version").to_owned()]);
    app.directory.attempt(&member.actor, None, Some(unchanged))
}

/// Keeps the change that was made within the attempt, if one was.
///
/// # Errors
/// What the change was refused with; [`Fault::Stale`] when somebody else came before.
pub(super) async fn settle<T>(attempt: Attempt, made: Result<T, Fault>) -> Result<T, Fault> {
    let made = made?;
    attempt.settle("").await?;
    Ok(made)
}
