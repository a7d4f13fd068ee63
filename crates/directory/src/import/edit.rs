//! Converting a row to an edit that has only the changes.

use roster_model::{
    CustomData, DataEdit, Id, ImportRow, NamedWorker, Patch, PhoneEdit, Problem, RowError, Schema,
    WorkerEdit, cell_text,
};
use serde_json::Value;

use super::context::Context;

/// The edit that changes `present` to the values of the row, and the errors of the row.
pub(super) fn to_edit(
    row: &ImportRow,
    present: Option<&NamedWorker>,
    context: &Context,
) -> (WorkerEdit, Vec<RowError>) {
    let mut errors = Vec::new();
    let mut edit = WorkerEdit {
        password: row.password.clone(),
        phones: row.phones.clone().map(PhoneEdit::All).into_iter().collect(),
        ..row.edit.clone()
    };
    // A deleted role may stay with a worker who has it.
    if edit.role == present.map(role_of) {
        edit.role = None;
    }
    match groups(row, present, context) {
        Ok(groups) => edit.groups = groups,
        Err(error) => errors.push(error),
    }
    match locations(row, present, context) {
        Ok(None) => {}
        Ok(Some(all)) => {
            edit.primary_location = all.first().cloned().map_or(Patch::Clear, Patch::Set);
            edit.locations = Some(all);
        }
        Err(error) => errors.push(error),
    }
    let mut data = data(row, present);
    match profile(row, present, &context.schema) {
        Ok(None) => {}
        Ok(Some(value)) => {
            data.insert(Schema::PROFILE_KEY.to_owned(), value);
        }
        Err(error) => errors.push(error),
    }
    edit.data = (!data.is_empty()).then_some(DataEdit::Merge(data));
    (edit, errors)
}

fn role_of(present: &NamedWorker) -> Option<String> {
    present.person.worker.as_ref().and_then(|worker| worker.role.clone())
}

/// The ids of the groups, if they change.
fn groups(
    row: &ImportRow,
    present: Option<&NamedWorker>,
    context: &Context,
) -> Result<Option<Vec<String>>, RowError> {
    let Some(names) = &row.groups else { return Ok(None) };
    let mut wanted = names.clone();
    wanted.sort_unstable();
    wanted.dedup();
    if present.map_or(wanted.is_empty(), |present| present.groups == wanted) {
        return Ok(None);
    }
    let unknown: Vec<String> =
        wanted.iter().filter(|name| !context.groups.contains_key(*name)).cloned().collect();
    if !unknown.is_empty() {
        let value = unknown.join(", ");
        return Err(RowError::new("group", &value, Problem::UnknownGroups(unknown)));
    }
    Ok(Some(wanted.iter().map(|name| context.groups[name].to_string()).collect()))
}

/// The ids of the locations, the primary one first, if they change.
fn locations(
    row: &ImportRow,
    present: Option<&NamedWorker>,
    context: &Context,
) -> Result<Option<Vec<String>>, RowError> {
    let Some(codes) = &row.locations else { return Ok(None) };
    if present.map_or(codes.is_empty(), |present| present.locations == *codes) {
        return Ok(None);
    }
    let unknown: Vec<String> =
        codes.iter().filter(|code| !context.locations.contains_key(*code)).cloned().collect();
    if !unknown.is_empty() {
        let value = unknown.join(", ");
        return Err(RowError::new("location_code", &value, Problem::UnknownLocations(unknown)));
    }
    Ok(Some(codes.iter().map(|code| Id::to_string(&context.locations[code])).collect()))
}

/// The profile key of the custom data, if the profile changes.
fn profile(
    row: &ImportRow,
    present: Option<&NamedWorker>,
    schema: &Schema,
) -> Result<Option<Value>, RowError> {
    let Some(wanted) = &row.profile else { return Ok(None) };
    if *wanted == present.and_then(|present| present.profile.clone()) {
        return Ok(None);
    }
    let Some(name) = wanted else { return Ok(Some(Value::Null)) };
    let found = schema.profiles.iter().find(|profile| profile.name == *name);
    let error = || RowError::new("user_profile", name, Problem::UnknownProfile);
    found.map(|profile| Some(profile.number.into())).ok_or_else(error)
}

/// The custom values that change. An empty cell equals a missing value.
fn data(row: &ImportRow, present: Option<&NamedWorker>) -> CustomData {
    let is_unchanged = |slug: &String, value: &Value| {
        let stored = present.and_then(|present| present.person.custom.get(slug));
        match stored {
            None => cell_text(value).is_empty(),
            Some(stored) if row.typed => stored == value,
            Some(stored) => cell_text(stored) == cell_text(value),
        }
    };
    let differing = row.data.iter().filter(|(slug, value)| !is_unchanged(slug, value));
    differing.map(|(slug, value)| (slug.clone(), value.clone())).collect()
}
