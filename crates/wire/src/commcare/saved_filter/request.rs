//! Requests that save a filter.

use roster_model::{Error, FieldError, Problem, SavedFilterEdit, WorkerFilter};
use serde_json::Value;

use crate::{
    Params,
    commcare::{user, values},
    params,
};

/// The filters of the list of workers.
const FILTERS: [&str; 10] = [
    "archived",
    "group",
    "username",
    "search",
    "email",
    "phone",
    "location",
    "include_descendants",
    "modified_since",
    "role",
];

/// Parameters of the list that select a page or a format: they are dropped.
const DROPPED: [&str; 5] = ["limit", "offset", "cursor", "extras", "format"];

/// Decodes `name` and `query`, the text after the `?` of the list of workers. The read-only keys `id`
/// and `resource_uri` are ignored, so that a client can send back what it read.
///
/// # Errors
/// [`Error::Invalid`] if the body is not an object. Invalid fields are in
/// [`SavedFilterEdit::errors`].
pub fn decode(body: &Value) -> Result<SavedFilterEdit, Error> {
    let mut edit = SavedFilterEdit::default();
    for (key, value) in values::body_object(body)? {
        let result = match key.as_str() {
            "name" => values::text(value).map(|text| edit.name = Some(text)),
            "query" => values::text(value)
                .and_then(|text| filters_of(&text))
                .map(|query| edit.query = Some(query)),
            "id" | "resource_uri" => Ok(()),
            _ => Err(Problem::UnknownFields(vec![key.clone()])),
        };
        edit.errors.extend(result.err().map(|problem| FieldError::new(key, problem)));
    }
    Ok(edit)
}

/// Decodes the query of a saved filter.
///
/// # Errors
/// [`Error::Invalid`] for an invalid value.
pub fn parse_query(query: &str) -> Result<WorkerFilter, Error> {
    user::decode_filter(&Params::parse(query))
}

/// The filters of a query, encoded.
fn filters_of(text: &str) -> Result<String, Problem> {
    let query = text.trim().trim_start_matches('?');
    let params = Params::parse(query);
    let mut filters = Vec::new();
    for (name, value) in params.iter() {
        if FILTERS.contains(&name) {
            // A form sends the filters that are not set.
            filters.extend((!value.is_empty()).then_some((name, value)));
        } else if !DROPPED.contains(&name) {
            return Err(Problem::Other(reject(name)));
        }
    }
    match user::decode_filter(&params) {
        Ok(_) => Ok(params::encode(&filters)),
        Err(error) => Err(Problem::Other(error.to_string())),
    }
}

fn reject(name: &str) -> String {
    match name {
        "api_key" => "must not contain credentials".to_owned(),
        _ => format!("unknown filter '{name}' (possible filters: {})", FILTERS.join(", ")),
    }
}
