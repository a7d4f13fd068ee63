//! Converting a row to an edit that has only the changes.

use roster_model::{
    CustomData, DataEdit, Field, Id, ImportRow, NamedWorker, Patch, PhoneEdit, Problem, RowError,
    Rule, Schema, WorkerEdit, cell_text, is_exact_number,
};
use serde_json::Value;

use super::context::{Context, choose, group_spellings, site_code_spellings};

/// The error values of spreadsheets.
const ERROR_VALUES: [&str; 17] = [
    "#N/A",
    "#DIV/0!",
    "#REF!",
    "#NAME?",
    "#VALUE!",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#ERROR!",
    "#GETTING_DATA",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#BUSY!",
    "#UNKNOWN!",
    "#NV",
];

/// The first number whose neighbours a floating-point number cannot distinguish.
const MAX_EXACT_INTEGER: f64 = 9_007_199_254_740_992.0;

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
    if let Some(Some(role)) = &mut edit.role {
        *role = spelled(role, |name| context.roles.contains(name));
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
    let mut data = data(row, present, &context.schema);
    errors.extend(spreadsheet_errors(row, present, &data));
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

/// The errors of cells that are an error value of a spreadsheet. Programs write such values into CSV
/// files too. A stored value may be such a text.
fn spreadsheet_errors(
    row: &ImportRow,
    present: Option<&NamedWorker>,
    data: &CustomData,
) -> Vec<RowError> {
    let first = present.map(|present| present.person.first_name.as_str());
    let last = present.map(|present| present.person.last_name.as_str());
    let names = [
        ("first_name", row.edit.first_name.as_deref(), first),
        ("last_name", row.edit.last_name.as_deref(), last),
    ];
    let names = names.into_iter().filter(|(_, name, present)| name != present);
    let names = names.filter_map(|(column, name, _)| Some((column.to_owned(), name?)));
    let data = data.iter();
    let data = data.filter_map(|(slug, value)| Some((format!("data: {slug}"), value.as_str()?)));
    names
        .chain(data)
        .filter(|(_, text)| {
            ERROR_VALUES.iter().any(|error| text.trim().eq_ignore_ascii_case(error))
        })
        .map(|(column, text)| RowError::new(&column, text, Rule::ErrorText.into()))
        .collect()
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
    let is_known = |name: &String| {
        context.groups.contains_key(name)
            || present.is_some_and(|present| present.groups.contains(name))
    };
    let mut wanted: Vec<String> = names.iter().map(|name| spelled(name, is_known)).collect();
    wanted.retain(|name| !name.is_empty());
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
    let is_known = |code: &String| {
        context.locations.contains_key(code)
            || present.is_some_and(|present| present.locations.contains(code))
    };
    let spelled = codes.iter().map(|code| choose(&site_code_spellings(code), is_known));
    let codes: Vec<String> = spelled.filter(|code| !code.is_empty()).collect();
    if present.map_or(codes.is_empty(), |present| present.locations == codes) {
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
    let is_known = |name: &String| schema.profiles.iter().any(|profile| profile.name == *name);
    let wanted = wanted.as_ref().map(|name| spelled(name, is_known));
    let wanted = wanted.filter(|name| !name.is_empty());
    if wanted == present.and_then(|present| present.profile.clone()) {
        return Ok(None);
    }
    let Some(name) = wanted else { return Ok(Some(Value::Null)) };
    let found = schema.profiles.iter().find(|profile| profile.name == name);
    let error = || RowError::new("user_profile", &name, Problem::UnknownProfile);
    found.map(|profile| Some(profile.number.into())).ok_or_else(error)
}

fn spelled(name: &str, is_known: impl Fn(&String) -> bool) -> String {
    choose(&group_spellings(name), is_known)
}

/// The custom values that change. An empty cell equals a missing value.
fn data(row: &ImportRow, present: Option<&NamedWorker>, schema: &Schema) -> CustomData {
    let mut changes = CustomData::new();
    for (slug, value) in &row.data {
        let stored = present.and_then(|present| present.person.custom.get(slug));
        let is_multiple = |field: &&Field| field.slug == *slug && field.options.multiple;
        let multiple = schema.fields.iter().find(is_multiple);
        let value = match (stored, value) {
            (_, Value::String(cell)) if !row.typed && multiple.is_some() => {
                multiple.map(|field| chosen(cell, field))
            }
            (Some(stored), Value::String(cell)) if !row.typed => typed_like(stored, cell),
            _ => None,
        }
        .unwrap_or_else(|| value.clone());
        let is_unchanged = match stored {
            // JSON distinguishes an empty value from none, and a new worker gets what the row has.
            None if row.typed && present.is_none() => false,
            // A null changes nothing.
            Some(_) if value.is_null() => true,
            None => cell_text(&value).is_empty(),
            Some(stored) if row.typed => *stored == value,
            Some(stored) => cell_text(stored) == cell_text(&value),
        };
        if !is_unchanged {
            changes.insert(slug.clone(), value);
        }
    }
    changes
}

/// The choices of a cell: a JSON list, as exports have it, or texts between semicolons or commas. The
/// empty text for none.
fn chosen(cell: &str, field: &Field) -> Value {
    let cell = cell.trim();
    if let Ok(Value::Array(items)) = serde_json::from_str(cell) {
        return Value::Array(items);
    }
    let is_choice = field.choices.iter().any(|choice| choice == cell);
    let parts: Vec<&str> =
        if is_choice { vec![cell] } else { cell.split([';', ',', '\n']).map(str::trim).collect() };
    let parts: Vec<Value> =
        parts.into_iter().filter(|part| !part.is_empty()).map(Value::from).collect();
    if parts.is_empty() { Value::from("") } else { Value::Array(parts) }
}

/// The value of a cell in the type of the stored value; `None` if the cell has another type.
/// Spreadsheets show `true` as `TRUE`, and numbers without decimals that are 0.
fn typed_like(stored: &Value, cell: &str) -> Option<Value> {
    let cell = cell.trim();
    match stored {
        Value::Bool(_) if cell.eq_ignore_ascii_case("true") => Some(true.into()),
        Value::Bool(_) if cell.eq_ignore_ascii_case("false") => Some(false.into()),
        Value::Number(number) => {
            let parsed: Value = serde_json::from_str(cell).ok()?;
            let is_equal = parsed.as_f64().is_some_and(|value| {
                number.as_f64() == Some(value) && value.abs() < MAX_EXACT_INTEGER
            });
            if is_equal {
                return Some(stored.clone());
            }
            (parsed.is_number() && is_exact_number(cell)).then_some(parsed)
        }
        _ => None,
    }
}
