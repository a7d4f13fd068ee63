//! What becomes of each row: a pure function of the row and of what exists.

use std::collections::HashMap;

use jiff::Timestamp;
use roster_model::{
    Error, Id, ImportRow, Person, Problem, RowError, RowOutcome, RowVerdict, Schema, Worker,
};
use roster_store::Tx;

use super::{
    differences::differences,
    edit,
    errors::of_cell,
    known::{self, Known},
    newcomer::{new_person, placeholder},
    passwords::Prepared,
};
use crate::{
    op_context::OpContext,
    workers::{decide, edit::changed, references::References},
};

/// A row's verdict, and what is to be done for it.
pub(super) struct Judged {
    pub(super) verdict: RowVerdict,
    pub(super) deed: Deed,
}

/// What is to be done for a row.
pub(super) enum Deed {
    Nothing,
    Make { person: Box<Person>, hash: Option<String> },
    Change(Box<Change>),
}

/// A change of a worker.
pub(super) struct Change {
    pub(super) before: Person,
    pub(super) after: Person,
    /// The fields that change, as the log names them.
    pub(super) fields: Vec<String>,
    /// The hash of a new password, and of the one before.
    pub(super) hash: Option<(String, Option<String>)>,
}

impl Deed {
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }
}

/// Judges rows, each as if those before it had been carried out; `seen` tells who was met before.
/// Tells the domain's fields and profiles as well.
pub(super) async fn judge(
    ctx: &OpContext<'_>,
    tx: &mut Tx,
    rows: &[Prepared],
    seen: &mut HashMap<String, u64>,
    now: Timestamp,
) -> Result<(Vec<Judged>, Schema), Error> {
    let only: Vec<&ImportRow> = rows.iter().map(|one| &one.row).collect();
    let mut known = known::load(tx, ctx.domain(), &only).await?;
    let judged = rows.iter().map(|one| judge_row(ctx, one, &mut known, seen, now)).collect();
    Ok((judged, known.schema))
}

fn judge_row(
    ctx: &OpContext<'_>,
    one: &Prepared,
    known: &mut Known,
    seen: &mut HashMap<String, u64>,
    now: Timestamp,
) -> Judged {
    let row = &one.row;
    let domain = ctx.domain();
    let present = known.found.of_row(row, domain).cloned();
    let verdict = |username: &str, id: Option<Id>, outcome| RowVerdict {
        row: row.row,
        username: username.to_owned(),
        id,
        outcome,
    };
    let said = row.username.clone().unwrap_or_default();
    let refuse = |errors| {
        let id = row.id.as_deref().and_then(Id::parse);
        let verdict = verdict(&said, id, RowOutcome::Refused(errors));
        Judged { verdict, deed: Deed::Nothing }
    };
    if let Some(earlier) = met_before(row, present.as_ref(), known::folded(row, domain), seen) {
        let text = format!("row {earlier} is about the same worker: leave one of the two");
        return refuse(vec![RowError::new("username", &said, Problem::Other(text))]);
    }

    let mut errors = row.errors.clone();
    let before = present.filter(|person| person.worker.is_some());
    let person = match &before {
        Some(person) => {
            errors.extend(renamed(row, person, ctx));
            person.clone()
        }
        None => match new_person(ctx, row, known, now) {
            Ok(person) => person,
            Err(more) => {
                errors.extend(more);
                placeholder(row, now)
            }
        },
    };
    let present = before.clone().map(|person| known.names.of(person, &known.schema));
    let (edit, more) = edit::edit(row, present.as_ref(), known);
    errors.extend(more);

    let mut after = person;
    let references = References {
        schema: std::mem::take(&mut known.schema),
        groups: edit.groups.clone().unwrap_or_default(),
        locations: edit.locations.clone().unwrap_or_default(),
        role_exists: edit.role.iter().flatten().all(|role| known.roles.contains(role)),
    };
    let decided = decide::apply(&mut after, &edit, domain, &references, Vec::new());
    known.schema = references.schema;
    if let Err(Error::Invalid(more)) = decided {
        errors.extend(more.into_iter().map(|error| of_cell(error, row)));
    }
    if let Some(worker) = &mut after.worker {
        errors.extend(set_state(worker, row, before.is_none()));
    }
    if !errors.is_empty() {
        return refuse(errors);
    }
    let username = after.worker.as_ref().map(|worker| worker.username.to_string());
    let username = username.unwrap_or_default();
    let Some((before, present)) = before.zip(present) else {
        let verdict = verdict(&username, Some(after.id.clone()), RowOutcome::Created);
        let deed = Deed::Make { person: Box::new(after), hash: one.hash.clone() };
        return Judged { verdict, deed };
    };
    let id = Some(before.id.clone());
    let mut fields = changed(&before, &after);
    let state =
        |person: &Person| person.worker.as_ref().map(|worker| (worker.active, worker.unconfirmed));
    if state(&before) != state(&after) {
        fields.push("is_active".to_owned());
    }
    let mut told = differences(&present, &known.names.of(after.clone(), &known.schema));
    let hash = one.hash.clone().map(|hash| (hash, known.hashes.get(&before.id).cloned()));
    if hash.is_some() {
        fields.push("password".to_owned());
        let hidden = || "****".to_owned();
        told.push(roster_model::FieldChange {
            column: "password".to_owned(),
            from: hidden(),
            to: hidden(),
        });
    }
    if before == after && hash.is_none() {
        let verdict = verdict(&username, id, RowOutcome::Unchanged);
        return Judged { verdict, deed: Deed::Nothing };
    }
    after.updated_at = now;
    let verdict = verdict(&username, id, RowOutcome::Changed(told));
    Judged { verdict, deed: Deed::Change(Box::new(Change { before, after, fields, hash })) }
}

/// The earlier row about the same worker, if there is one; else notes this one.
fn met_before(
    row: &ImportRow,
    present: Option<&Person>,
    username: Option<String>,
    seen: &mut HashMap<String, u64>,
) -> Option<u64> {
    let id = present.map(|person| person.id.to_string()).or(row.id.clone());
    let own = present.and_then(|person| person.worker.as_ref());
    let username = own.map(|worker| worker.username.folded()).or(username);
    let keys = [id.map(|id| format!("#{id}")), username];
    let earlier = keys.iter().flatten().find_map(|key| seen.get(key).copied());
    if earlier.is_none() {
        seen.extend(keys.into_iter().flatten().map(|key| (key, row.row)));
    }
    earlier
}

/// The flaw of a row that says another username than its worker has, or another worker's.
fn renamed(row: &ImportRow, person: &Person, ctx: &OpContext<'_>) -> Option<RowError> {
    let worker = person.worker.as_ref()?;
    if let Some(id) = row.id.as_ref().filter(|id| *id != person.id.as_str()) {
        let problem = Problem::UsernameTaken(worker.username.as_str().to_owned());
        return Some(RowError::new("username", id, problem));
    }
    let said = known::folded(row, ctx.domain())?;
    let differs = said != worker.username.folded();
    let value = row.username.as_deref().unwrap_or_default();
    differs.then(|| RowError::new("username", value, Problem::NotEditable))
}

/// Lets the worker sign in or not, as the row says; an account is confirmed by letting in its owner.
fn set_state(worker: &mut Worker, row: &ImportRow, new: bool) -> Option<RowError> {
    if new && row.confirmed == Some(false) {
        worker.unconfirmed = true;
        worker.active = false;
    }
    if let Some(active) = row.active {
        if active && new && worker.unconfirmed {
            let problem =
                Problem::Other("an account that is not confirmed cannot be active".to_owned());
            return Some(RowError::new("is_active", "true", problem));
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
