//! What a row asks of a worker, as an edit: what is so already is left out.

use roster_model::{
    CustomData, DataEdit, Id, ImportRow, NamedWorker, Patch, PhoneEdit, Problem, RowError, Schema,
    WorkerEdit, cell_text,
};
use serde_json::Value;

use super::known::Known;

/// The edit that makes of `present` what the row says, and what cannot be.
pub(super) fn edit(
    row: &ImportRow,
    present: Option<&NamedWorker>,
    known: &Known,
) -> (WorkerEdit, Vec<RowError>) {
    let mut errors = Vec::new();
    let mut edit = WorkerEdit {
        first_name: row.first_name.clone(),
        last_name: row.last_name.clone(),
        email: row.email.clone(),
        language: row.language.clone(),
        // A role that is no longer there may stay with those who have it.
        role: row.role.clone().filter(|role| Some(role) != present.map(role_of).as_ref()),
        password: row.password.clone(),
        phones: row.phones.clone().map(PhoneEdit::All).into_iter().collect(),
        ..WorkerEdit::default()
    };
    match groups(row, present, known) {
        Ok(groups) => edit.groups = groups,
        Err(error) => errors.push(error),
    }
    match locations(row, present, known) {
        Ok(None) => {}
        Ok(Some(all)) => {
            edit.primary_location = all.first().cloned().map_or(Patch::Clear, Patch::Set);
            edit.locations = Some(all);
        }
        Err(error) => errors.push(error),
    }
    let mut data = data(row, present);
    match profile(row, present, &known.schema) {
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

/// The identities of the groups to be in, unless they are so already.
fn groups(
    row: &ImportRow,
    present: Option<&NamedWorker>,
    known: &Known,
) -> Result<Option<Vec<String>>, RowError> {
    let Some(names) = &row.groups else { return Ok(None) };
    let mut wanted = names.clone();
    wanted.sort_unstable();
    wanted.dedup();
    if present.map_or(wanted.is_empty(), |present| present.groups == wanted) {
        return Ok(None);
    }
    let unknown: Vec<String> =
        wanted.iter().filter(|name| !known.groups.contains_key(*name)).cloned().collect();
    if !unknown.is_empty() {
        let value = unknown.join(", ");
        return Err(RowError::new("group", &value, Problem::UnknownGroups(unknown)));
    }
    Ok(Some(wanted.iter().map(|name| known.groups[name].to_string()).collect()))
}

/// The identities of the locations, the primary one first, unless they are so already.
fn locations(
    row: &ImportRow,
    present: Option<&NamedWorker>,
    known: &Known,
) -> Result<Option<Vec<String>>, RowError> {
    let Some(codes) = &row.locations else { return Ok(None) };
    if present.map_or(codes.is_empty(), |present| present.locations == *codes) {
        return Ok(None);
    }
    let unknown: Vec<String> =
        codes.iter().filter(|code| !known.sites.contains_key(*code)).cloned().collect();
    if !unknown.is_empty() {
        let value = unknown.join(", ");
        return Err(RowError::new("location_code", &value, Problem::UnknownLocations(unknown)));
    }
    Ok(Some(codes.iter().map(|code| Id::to_string(&known.sites[code])).collect()))
}

/// What custom data says of the profile, unless it is so already.
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

/// The custom values that are not so already. Nothing and no value are the same.
fn data(row: &ImportRow, present: Option<&NamedWorker>) -> CustomData {
    let is_so = |slug: &String, value: &Value| {
        let stored = present.and_then(|present| present.person.custom.get(slug));
        match stored {
            None => cell_text(value).is_empty(),
            Some(stored) if row.typed => stored == value,
            Some(stored) => cell_text(stored) == cell_text(value),
        }
    };
    let differing = row.data.iter().filter(|(slug, value)| !is_so(slug, value));
    differing.map(|(slug, value)| (slug.clone(), value.clone())).collect()
}
