//! Planning the outcome of each row: a pure function of the row and the stored data.

use std::collections::HashMap;

use jiff::{Timestamp, tz::TimeZone};
use roster_model::{
    Error, FieldChange, Id, ImportRow, Person, Problem, RowError, RowOutcome, RowVerdict, Rule,
    Schema, Worker, changed_fields, limits,
};
use roster_store::Tx;

use super::{
    column_diff::changed_columns,
    context::{self, Context},
    create::{new_person, placeholder},
    edit::to_edit,
    errors::to_row_error,
    passwords::PreparedRow,
};
use crate::{
    op_context::OpContext,
    people::blank,
    workers::{apply, references::References},
};

/// The outcome of a row, and the action that leads to it.
pub(super) struct PlannedRow {
    pub(super) verdict: RowVerdict,
    pub(super) action: Action,
}

/// What a row does.
pub(super) enum Action {
    Nothing,
    Create { person: Box<Person>, hash: Option<String> },
    Update(Box<Update>),
}

/// An update of a worker.
pub(super) struct Update {
    pub(super) before: Person,
    pub(super) after: Person,
    /// The hash of a new password, and the hash that it replaces.
    pub(super) hash: Option<(String, Option<String>)>,
}

impl PlannedRow {
    pub(super) fn changes_something(&self) -> bool {
        !matches!(self.action, Action::Nothing)
    }
}

/// Plans rows, each as if the rows before it were stored. `seen` has the workers of earlier rows.
/// Returns the domain's schema too.
pub(super) async fn plan(
    ctx: &OpContext<'_>,
    tx: &mut Tx,
    rows: &[PreparedRow],
    seen: &mut HashMap<String, u64>,
    now: Timestamp,
) -> Result<(Vec<PlannedRow>, Schema), Error> {
    let import_rows: Vec<&ImportRow> = rows.iter().map(|prepared| &prepared.row).collect();
    let mut context = context::load(tx, ctx.domain(), &import_rows).await?;
    let planned =
        rows.iter().map(|prepared| plan_row(ctx, prepared, &mut context, seen, now)).collect();
    Ok((planned, context.schema))
}

fn plan_row(
    ctx: &OpContext<'_>,
    prepared: &PreparedRow,
    context: &mut Context,
    seen: &mut HashMap<String, u64>,
    now: Timestamp,
) -> PlannedRow {
    let row = &prepared.row;
    let domain = ctx.domain();
    let found = context.people.find(row, domain).cloned();
    let verdict = |username: &str, id: Option<Id>, outcome| RowVerdict {
        row: row.row,
        username: username.to_owned(),
        id,
        outcome,
    };
    let sent_username = row.username.clone().unwrap_or_default();
    let refuse = |errors| {
        let id = row.id.as_deref().and_then(Id::parse);
        let verdict = verdict(&sent_username, id, RowOutcome::Refused(errors));
        PlannedRow { verdict, action: Action::Nothing }
    };
    let username = context::folded_username(row, domain);
    if let Some(earlier) = find_duplicate(row, found.as_ref(), username, seen) {
        let problem = Rule::RepeatedWorker(earlier).into();
        return refuse(vec![RowError::new("username", &sent_username, problem)]);
    }

    let mut errors = row.errors.clone();
    errors.extend(validate_domain(row, ctx));
    let before = found.filter(|person| person.worker.is_some());
    let mut after = match &before {
        Some(person) => {
            errors.extend(validate_identity(row, person, ctx));
            person.clone()
        }
        None => match new_person(ctx, row, context, now) {
            Ok(person) => person,
            Err(more) => {
                errors.extend(more.into_iter().filter(|error| !row.errors.contains(error)));
                placeholder(row, now)
            }
        },
    };
    let present = before.clone().map(|person| context.names.resolve(person, &context.schema));
    let (edit, more) = to_edit(row, present.as_ref(), context);
    errors.extend(more);

    let references = References {
        schema: std::mem::take(&mut context.schema),
        groups: edit.groups.clone().unwrap_or_default(),
        locations: edit.locations.clone().unwrap_or_default(),
        role_exists: edit.role.iter().flatten().all(|role| context.roles.contains(role)),
        rules: std::mem::take(&mut context.field_rules),
    };
    let applied = apply::apply(&mut after, &edit, domain, &references, Vec::new());
    (context.schema, context.field_rules) = (references.schema, references.rules);
    if let Err(Error::Invalid(more)) = applied {
        errors.extend(more.into_iter().map(|error| to_row_error(error, row)));
    }
    if let Some(worker) = &mut after.worker {
        errors.extend(apply_state(worker, row, before.is_none()));
        apply_deactivation(worker, row, now);
    }
    // The columns of the account's state come after the edit, which has its own limits.
    if errors.is_empty() {
        let limit = domain.settings.custom_data_limit;
        let exceeded = limits::check_person(before.as_ref(), &after, "user_data", limit);
        errors.extend(exceeded.into_iter().map(|error| to_row_error(error, row)));
    }
    if !errors.is_empty() {
        return refuse(errors);
    }
    let username = after.worker.as_ref().map(|worker| worker.username.to_string());
    let username = username.unwrap_or_default();
    let Some((before, present)) = before.zip(present) else {
        let mut columns = new_columns(&after, context);
        if prepared.hash.is_some() {
            let column = "password".to_owned();
            columns.push(FieldChange { column, from: String::new(), to: "****".to_owned() });
        }
        let verdict = verdict(&username, Some(after.id.clone()), RowOutcome::Created(columns));
        let action = Action::Create { person: Box::new(after), hash: prepared.hash.clone() };
        return PlannedRow { verdict, action };
    };
    let id = Some(before.id.clone());
    let hash = prepared.hash.clone();
    let hash = hash.map(|hash| (hash, context.hashes.get(&before.id).cloned()));
    if changed_fields(&before, &after).is_empty() && hash.is_none() {
        let verdict = verdict(&username, id, RowOutcome::Unchanged);
        return PlannedRow { verdict, action: Action::Nothing };
    }
    let mut columns =
        changed_columns(&present, &context.names.resolve(after.clone(), &context.schema));
    if hash.is_some() {
        let hidden = || "****".to_owned();
        let column = "password".to_owned();
        columns.push(FieldChange { column, from: hidden(), to: hidden() });
    }
    let verdict = verdict(&username, id, RowOutcome::Changed(columns));
    PlannedRow { verdict, action: Action::Update(Box::new(Update { before, after, hash })) }
}

/// The columns of a new worker that have a value.
fn new_columns(after: &Person, context: &Context) -> Vec<FieldChange> {
    let names = |person: Person| context.names.resolve(person, &context.schema);
    let empty = blank::empty(after.id.clone(), String::new(), after.created_at);
    let worker = after.worker.as_ref().map(|worker| Worker::new(worker.username.clone()));
    changed_columns(&names(Person { worker, ..empty }), &names(after.clone()))
}

/// The earlier row with the same worker. Without one, records this row in `seen`.
fn find_duplicate(
    row: &ImportRow,
    found: Option<&Person>,
    username: Option<String>,
    seen: &mut HashMap<String, u64>,
) -> Option<u64> {
    let id = found.map(|person| person.id.to_string()).or(row.id.clone());
    let worker = found.and_then(|person| person.worker.as_ref());
    let username = worker.map(|worker| worker.username.folded()).or(username);
    let keys = [id.map(|id| format!("#{id}")), username];
    let earlier = keys.iter().flatten().find_map(|key| seen.get(key).copied());
    if earlier.is_none() {
        seen.extend(keys.into_iter().flatten().map(|key| (key, row.row)));
    }
    earlier
}

/// The error of a row that names another domain.
fn validate_domain(row: &ImportRow, ctx: &OpContext<'_>) -> Option<RowError> {
    let name = row.domain.as_ref()?;
    let own = ctx.domain().name.as_str();
    let differs = !name.eq_ignore_ascii_case(own);
    differs.then(|| RowError::new("domain", name, Rule::OtherDomain(own.to_owned()).into()))
}

/// The error of a row whose username or id is not that of the worker it was found by.
fn validate_identity(row: &ImportRow, person: &Person, ctx: &OpContext<'_>) -> Option<RowError> {
    let worker = person.worker.as_ref()?;
    if let Some(id) = row.id.as_ref().filter(|id| *id != person.id.as_str()) {
        let problem = Problem::UsernameTaken(worker.username.as_str().to_owned());
        return Some(RowError::new("username", id, problem));
    }
    let username = context::folded_username(row, ctx.domain())?;
    let differs = username != worker.username.folded();
    let value = row.username.as_deref().unwrap_or_default();
    differs.then(|| RowError::new("username", value, Problem::NotEditable))
}

/// Sets the day of the deactivation. If it has come, the worker is deactivated at once.
fn apply_deactivation(worker: &mut Worker, row: &ImportRow, now: Timestamp) {
    let Some(day) = row.deactivate_on else { return };
    let today = now.to_zoned(TimeZone::UTC).date();
    let is_due = day.is_some_and(|day| day <= today);
    worker.active &= !is_due;
    worker.deactivate_on = day.filter(|_| !is_due);
}

/// Applies the columns of the account's state. Activation confirms an unconfirmed account.
fn apply_state(worker: &mut Worker, row: &ImportRow, new: bool) -> Option<RowError> {
    if new && row.confirmed == Some(false) {
        worker.unconfirmed = true;
        worker.active = false;
    }
    if let Some(active) = row.active {
        if active && new && worker.unconfirmed {
            return Some(RowError::new("is_active", "true", Rule::UnconfirmedActive.into()));
        }
        worker.active = active;
        worker.unconfirmed &= !active;
    }
    if !new && let Some(name) = &row.connect_username {
        worker.connect_username = Some(name.clone());
    }
    let confirmed = row.confirmed?;
    let differs = confirmed == worker.unconfirmed;
    differs.then(|| {
        RowError::new("is_account_confirmed", &confirmed.to_string(), Problem::NotEditable)
    })
}
