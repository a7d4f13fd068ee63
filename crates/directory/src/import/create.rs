//! Workers that rows create.

use jiff::Timestamp;
use roster_model::{Id, ImportRow, Person, Problem, RowError, Username, Worker};

use super::context::Context;
use crate::{op_context::OpContext, people::blank};

/// A new worker with the identity of the row, without other data.
pub(super) fn new_person(
    ctx: &OpContext<'_>,
    row: &ImportRow,
    context: &Context,
    now: Timestamp,
) -> Result<Person, Vec<RowError>> {
    let mut errors = Vec::new();
    let id = row.id.as_deref().map(Id::parse);
    let value = row.id.as_deref().unwrap_or_default();
    match &id {
        Some(None) => {
            errors.push(RowError::new("user_id", value, Problem::TooLong(Id::MAX_CHARS)));
        }
        // A contact has this id.
        Some(Some(_)) if context.people.find(row, ctx.domain()).is_some() => {
            errors.push(RowError::new("user_id", value, Problem::Taken(value.to_owned())));
        }
        _ => {}
    }
    let sent = row.username.as_deref().unwrap_or_default();
    let username =
        if sent.is_empty() { Err(Problem::Required) } else { Username::parse(sent, ctx.domain()) };
    let username = match username {
        Ok(username) if context.taken.contains(&username.folded()) => {
            Err(Problem::UsernameTaken(username.as_str().to_owned()))
        }
        username => username,
    };
    if row.confirmed == Some(false) && row.password.is_some() {
        errors.push(RowError::new("password", "****", Problem::ConfirmationSetsPassword));
    }
    match username {
        Ok(username) if errors.is_empty() => {
            let mut worker = Worker::new(username);
            worker.connect_username.clone_from(&row.connect_username);
            let blank = blank::new(ctx.environment(), id.flatten(), now);
            Ok(Person { worker: Some(worker), ..blank })
        }
        Ok(_) => Err(errors),
        Err(problem) => {
            errors.push(RowError::new("username", sent, problem));
            Err(errors)
        }
    }
}

/// A stand-in for a worker whose identity is invalid, so that the other columns are validated too.
pub(super) fn placeholder(row: &ImportRow, now: Timestamp) -> Person {
    let username = Username::new_unchecked(row.username.clone().unwrap_or_default());
    let blank = blank::empty(Id::new_unchecked(String::new()), String::new(), now);
    Person { worker: Some(Worker::new(username)), ..blank }
}
