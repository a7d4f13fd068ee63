//! Standard fields under the names and labels that clients use.

use std::borrow::Cow;

use roster_model::{FieldError, Problem, StandardField, Subject};
use serde_json::Map;

use super::Body;

/// Renames the standard fields that a body has under a label, such as `First name`. The errors are
/// those of fields that the body has under two names with different values.
pub(super) fn with_standard_names(
    body: &Body,
    subject: Subject,
) -> (Cow<'_, Body>, Vec<FieldError>) {
    let is_renamed = |name: &String| standard_name(subject, name).is_some_and(|new| new != name);
    if !body.fields.keys().any(is_renamed) {
        return (Cow::Borrowed(body), Vec::new());
    }
    let mut errors = Vec::new();
    let mut fields = Map::new();
    for (sent, value) in &body.fields {
        let name = standard_name(subject, sent).unwrap_or(sent);
        if sent == name {
            fields.insert(name.to_owned(), value.clone());
            continue;
        }
        match body.fields.get(name).or_else(|| fields.get(name)) {
            Some(other) if other != value => {
                errors.push(FieldError::new(sent, Problem::SentTwice(name.to_owned())));
            }
            Some(_) => {}
            None => drop(fields.insert(name.to_owned(), value.clone())),
        }
    }
    (Cow::Owned(Body { fields, form: body.form }), errors)
}

/// Checks that a request may set these fields one by one: read-only fields are rejected, which a whole
/// record may contain.
pub(super) fn read_only_errors(body: &Body, subject: Subject) -> Vec<FieldError> {
    let read_only =
        |name: &&String| StandardField::find(subject, name).is_some_and(|field| !field.writable);
    let found = body.fields.keys().filter(read_only);
    found.map(|name| FieldError::new(name, Problem::NotEditable)).collect()
}

fn standard_name(subject: Subject, name: &str) -> Option<&'static str> {
    StandardField::find(subject, name).map(|field| field.name)
}
