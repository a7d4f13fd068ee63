//! Levels of the location tree. The live service only shows them; writing them is ours.

use roster_model::{
    Domain, Fault, Flaw, LocationType, LocationTypeEdit, NewLocationType, Patch, Problem,
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
/// [`Fault::Invalid`] with the live service's texts.
pub fn decode_filter(params: &Params) -> Result<(), Fault> {
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

/// A level to be created: `code`, and where wanted `name`, `parent` (the code of the level above),
/// `shares_cases` and `view_descendants`.
///
/// # Errors
/// [`Fault::Invalid`] when the body is no object.
pub fn decode_create(body: &Value) -> Result<NewLocationType, Fault> {
    let mut edit = LocationTypeEdit::default();
    let body = values::body_object(body)?;
    if !body.contains_key("code") {
        edit.flaws.push(Flaw::new("code", Problem::Required));
    }
    for (key, value) in body {
        note(key, field(key, value, &mut edit), &mut edit);
    }
    Ok(NewLocationType {
        code: edit.code,
        name: edit.name,
        parent: match edit.parent {
            Patch::Set(code) => Some(code),
            Patch::Keep | Patch::Clear => None,
        },
        shares_cases: edit.shares_cases.unwrap_or(false),
        view_descendants: edit.view_descendants.unwrap_or(false),
        flaws: edit.flaws,
    })
}

/// A change of a level. What cannot be changed may be repeated, and `parent` as the URL that a
/// client has read, so that an object can be put back; `levels` are all of the domain.
///
/// # Errors
/// [`Fault::Invalid`] when the body is no object.
pub fn decode_edit(
    body: &Value,
    number: i64,
    domain: &Domain,
    levels: &[LocationType],
) -> Result<LocationTypeEdit, Fault> {
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
    let above = match &edit.parent {
        Patch::Set(parent) => levels.iter().find(|level| {
            view::is_path_of(&json!(parent), RESOURCE, &level.number.to_string(), domain)
        }),
        Patch::Keep | Patch::Clear => None,
    };
    if let Some(level) = above {
        edit.parent = Patch::Set(level.code.clone());
    }
    Ok(edit)
}

fn note(key: &str, read: Result<(), Problem>, edit: &mut LocationTypeEdit) {
    if let Err(problem) = read {
        edit.flaws.push(Flaw::new(key, problem));
    }
}

fn field(key: &str, value: &Value, edit: &mut LocationTypeEdit) -> Result<(), Problem> {
    match key {
        "code" => edit.code = Some(values::text(value)?),
        "name" => edit.name = Some(values::text(value)?),
        "parent" => edit.parent = values::patch(value)?,
        "shares_cases" => edit.shares_cases = Some(values::boolean(value)?),
        "view_descendants" => edit.view_descendants = Some(values::boolean(value)?),
        _ => return Err(Problem::NotEditable),
    }
    Ok(())
}
