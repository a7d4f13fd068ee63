//! Requests about webhooks.

use roster_model::{
    ChangeCursor, Domain, Error, FieldError, Problem, Webhook, WebhookEdit, WebhookPayload,
};
use serde_json::{Value, json};

use super::{RESOURCE, response};
use crate::{
    Params,
    commcare::{changes, values, view},
};

/// Decodes a webhook to create or, if there is a `present` one, a change of it: `url`, `kinds`,
/// `payload`, `active` and `description`. Read-only fields must have their present value.
///
/// # Errors
/// [`Error::Invalid`] if the body is not an object. Invalid fields are in [`WebhookEdit::errors`].
pub fn decode(
    body: &Value,
    domain: &Domain,
    present: Option<&Webhook>,
) -> Result<WebhookEdit, Error> {
    let mut edit = WebhookEdit::default();
    for (key, value) in values::body_object(body)? {
        let result = match key.as_str() {
            "id" => values::read_only(present.is_some_and(|it| value == it.id.as_str())),
            "paused_reason" => {
                values::read_only(present.is_some_and(|it| *value == json!(it.paused_reason)))
            }
            "created_at" => values::read_only(
                present.is_some_and(|it| *value == json!(response::created_at(it))),
            ),
            "resource_uri" => values::read_only(
                present.is_some_and(|it| view::is_path_of(value, RESOURCE, it.id.as_str(), domain)),
            ),
            key => set_field(key, value, &mut edit),
        };
        if let Err(problem) = result {
            edit.errors.push(FieldError::new(key, problem));
        }
    }
    Ok(edit)
}

/// Decodes the parameter `since` of a replay.
///
/// # Errors
/// [`Error::Invalid`] if it is missing or invalid.
pub fn decode_since(params: &Params) -> Result<ChangeCursor, Error> {
    let since = params.non_empty("since");
    let since = since.ok_or_else(|| Error::invalid_field("since", Problem::Required))?;
    changes::parse_since(since)
}

fn set_field(key: &str, value: &Value, edit: &mut WebhookEdit) -> Result<(), Problem> {
    match key {
        "url" => edit.url = Some(values::text(value)?.trim().to_owned()),
        "kinds" => edit.kinds = Some(values::texts(value)?),
        "payload" => {
            let text = values::text(value)?;
            let payload = WebhookPayload::parse(&text).ok_or(Problem::UnknownChoice(text))?;
            edit.payload = Some(payload);
        }
        "active" => edit.active = Some(values::boolean(value)?),
        "description" => edit.description = Some(values::text_or_empty(value)?),
        _ => return Err(Problem::NotEditable),
    }
    Ok(())
}
