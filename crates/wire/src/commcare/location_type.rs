//! Levels of the location tree. The live service only shows them; writing them is ours.

use roster_model::{
    Domain, Error, FieldError, LocationType, LocationTypeEdit, NewLocationType, Patch, Problem,
};
use serde_json::{Value, json};

use super::{Document, View, lookups, values, view};
use crate::Params;

/// The name of the resource in paths.
pub const RESOURCE: &str = "location_type";

/// What is told of a level, in its order.
const FIELDS: [&str; 9] = [
    "administrative",
    "code",
    "domain",
    "id",
    "name",
    "parent",
    "resource_uri",
    "shares_cases",
    "view_descendants",
];

/// Refuses filters and orders that the resource does not have: it has none, but for `domain`, which
/// says nothing.
///
/// # Errors
/// [`Error::Invalid`] with the live service's texts.
pub fn decode_filter(params: &Params) -> Result<(), Error> {
    lookups::order(params, &FIELDS, &[])?;
    match lookups::of(params, &FIELDS).find(|lookup| lookup.field != "domain") {
        Some(lookup) => Err(lookup.refuse()),
        None => Ok(()),
    }
}

/// One level, as detail and as the answer to a change.
pub fn encode(view: &View<'_>, level: &LocationType) -> Document {
    Document::Object(tree(view, level))
}

/// One level as an item of a list. Links are absolute: exporters join on them as texts.
pub fn tree(view: &View<'_>, level: &LocationType) -> Value {
    json!({
        "administrative": !level.shares_cases,
        "code": level.code,
        "domain": view.domain.name.as_str(),
        "id": level.number,
        "name": level.name,
        "parent": level.parent.map(|parent| url(view, parent)),
        "resource_uri": url(view, level.number),
        "shares_cases": level.shares_cases,
        "view_descendants": level.view_descendants,
    })
}

/// The absolute URL of the level with this number.
pub(super) fn url(view: &View<'_>, number: i64) -> String {
    view.detail_url(RESOURCE, &number.to_string())
}

/// A level to be created: `code`, and where wanted `name`, `parent` (the level above, by its code,
/// number or URL), `shares_cases` and `view_descendants`; `levels` are all of the domain.
///
/// # Errors
/// [`Error::Invalid`] when the body is no object.
pub fn decode_create(
    body: &Value,
    domain: &Domain,
    levels: &[LocationType],
) -> Result<NewLocationType, Error> {
    let mut edit = LocationTypeEdit::default();
    let body = values::body_object(body)?;
    if !body.contains_key("code") {
        edit.errors.push(FieldError::new("code", Problem::Required));
    }
    for (key, value) in body {
        note(key, field(key, value, &mut edit), &mut edit);
    }
    edit.parent = by_code(edit.parent, domain, levels);
    Ok(NewLocationType {
        code: edit.code,
        name: edit.name,
        parent: match edit.parent {
            Patch::Set(code) => Some(code),
            Patch::Keep | Patch::Clear => None,
        },
        shares_cases: edit.shares_cases.unwrap_or(false),
        view_descendants: edit.view_descendants.unwrap_or(false),
        errors: edit.errors,
    })
}

/// A change of a level. What cannot be changed may be repeated, so that an object can be put back;
/// `levels` are all of the domain.
///
/// # Errors
/// [`Error::Invalid`] when the body is no object.
pub fn decode_edit(
    body: &Value,
    number: i64,
    domain: &Domain,
    levels: &[LocationType],
) -> Result<LocationTypeEdit, Error> {
    let mut edit = LocationTypeEdit::default();
    let this = levels.iter().find(|level| level.number == number);
    for (key, value) in values::body_object(body)? {
        let read = match key.as_str() {
            "id" => values::same(*value == json!(number)),
            "domain" => values::same(value == domain.name.as_str()),
            "administrative" => {
                values::same(this.is_some_and(|level| *value == json!(!level.shares_cases)))
            }
            "resource_uri" => {
                values::same(view::is_path_of(value, RESOURCE, &number.to_string(), domain))
            }
            key => field(key, value, &mut edit),
        };
        note(key, read, &mut edit);
    }
    edit.parent = by_code(edit.parent, domain, levels);
    Ok(edit)
}

/// The level above by its code, where it was named by its number or by the URL that a client has read.
fn by_code(parent: Patch<String>, domain: &Domain, levels: &[LocationType]) -> Patch<String> {
    let Patch::Set(named) = parent else { return parent };
    let is_it = |level: &&LocationType| {
        let number = level.number.to_string();
        named == number || view::is_path_of(&json!(named), RESOURCE, &number, domain)
    };
    // A code may be made of digits, and comes first.
    let known = levels.iter().any(|level| level.code == named);
    let above = levels.iter().find(is_it).filter(|_| !known);
    Patch::Set(above.map_or(named.clone(), |level| level.code.clone()))
}

fn note(key: &str, read: Result<(), Problem>, edit: &mut LocationTypeEdit) {
    if let Err(problem) = read {
        edit.errors.push(FieldError::new(key, problem));
    }
}

fn field(key: &str, value: &Value, edit: &mut LocationTypeEdit) -> Result<(), Problem> {
    match key {
        "code" => edit.code = Some(values::text(value)?),
        "name" => edit.name = Some(values::text(value)?),
        "parent" => {
            edit.parent = match value {
                Value::Number(number) => Patch::Set(number.to_string()),
                value => values::patch(value)?,
            };
        }
        "shares_cases" => edit.shares_cases = Some(values::boolean(value)?),
        "view_descendants" => edit.view_descendants = Some(values::boolean(value)?),
        _ => return Err(Problem::NotEditable),
    }
    Ok(())
}
