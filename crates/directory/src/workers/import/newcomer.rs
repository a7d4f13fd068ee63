//! Workers whom rows make.

use jiff::Timestamp;
use roster_model::{
    CustomData, Id, ImportRow, Person, Problem, RowError, UsercomFields, Username, Worker,
};

use super::known::Known;
use crate::{op_context::OpContext, workers::blank_worker};

/// A new worker with nothing said yet but who they are.
pub(super) fn new_person(
    ctx: &OpContext<'_>,
    row: &ImportRow,
    known: &Known,
    now: Timestamp,
) -> Result<Person, Vec<RowError>> {
    let mut errors = Vec::new();
    let environment = ctx.environment();
    let id = match &row.id {
        None => Some(environment.id()),
        Some(text) => Id::parse(text),
    };
    let value = row.id.as_deref().unwrap_or_default();
    match &id {
        None => errors.push(RowError::new("user_id", value, Problem::TooLong(Id::MAX_CHARS))),
        // Somebody without a username has it.
        Some(_) if known.found.of_row(row, ctx.domain()).is_some() => {
            errors.push(RowError::new("user_id", value, Problem::HqItem(value.to_owned())));
        }
        Some(_) => {}
    }
    let said = row.username.as_deref().unwrap_or_default();
    let username =
        if said.is_empty() { Err(Problem::Required) } else { Username::parse(said, ctx.domain()) };
    let username = match username {
        Ok(username) if known.taken.contains(&username.folded()) => {
            Err(Problem::UsernameTaken(username.as_str().to_owned()))
        }
        username => username,
    };
    if row.confirmed == Some(false) && row.password.is_some() {
        errors.push(RowError::new("password", "****", Problem::ConfirmationSetsPassword));
    }
    match (username, id) {
        (Ok(username), Some(id)) if errors.is_empty() => {
            let mut worker = blank_worker(username);
            worker.connect_username.clone_from(&row.connect_username);
            Ok(blank(id, environment.alphanumeric(12), worker, now))
        }
        (Err(problem), _) => {
            errors.push(RowError::new("username", said, problem));
            Err(errors)
        }
        _ => Err(errors),
    }
}

/// Whom the rest of a row is judged for when the row says nobody, so that one verdict tells all.
pub(super) fn placeholder(row: &ImportRow, now: Timestamp) -> Person {
    let username = Username::new_unchecked(row.username.clone().unwrap_or_default());
    blank(Id::new_unchecked(String::new()), String::new(), blank_worker(username), now)
}

fn blank(id: Id, key: String, worker: Worker, now: Timestamp) -> Person {
    Person {
        id,
        number: 0,
        key,
        custom_id: None,
        first_name: String::new(),
        last_name: String::new(),
        email: None,
        phones: Vec::new(),
        custom: CustomData::new(),
        usercom: UsercomFields::default(),
        worker: Some(worker),
        created_at: now,
        updated_at: now,
    }
}
