//! The body of a response with field errors: a text for people, and codes and fields for programs.

use roster_model::{
    FieldError, Problem,
    limits::{MAX_LISTED_ERRORS, shorten},
};
use serde_json::{Map, Value, json};

use super::ErrorContext;
use crate::commcare::messages::text;

/// Builds the body: `error` as in the live service, `code` and `field` of the leading error, and
/// `errors` if there are several: the first [`MAX_LISTED_ERRORS`], with `error_count` if there are
/// more.
pub(super) fn envelope(all: &[FieldError], context: ErrorContext<'_>) -> Map<String, Value> {
    let leading = all.iter().find(|error| is_fatal(error, context)).or(all.first());
    let errors = &all[..all.len().min(MAX_LISTED_ERRORS)];
    let unlisted = all.len() - errors.len();
    let summary = match (leading, unlisted) {
        (Some(error), _) if is_fatal(error, context) => text(error, context),
        (_, 0) => summary(errors, context),
        (_, more) => format!("{}, and {more} more errors", summary(errors, context)),
    };
    let mut envelope = Map::new();
    let mut put = |key: &str, value: Value| {
        envelope.insert(key.to_owned(), value);
    };
    put("error", json!(summary));
    put("code", json!(leading.map_or("invalid", |error| error.problem.code())));
    if let Some(error) = leading.filter(|error| !error.field.is_empty()) {
        put("field", json!(shorten(&error.field)));
    }
    let details: Vec<Value> = errors.iter().map(|error| detail(error, context)).collect();
    match context {
        ErrorContext::WebUser => {
            let texts: Vec<String> = errors.iter().map(|error| text(error, context)).collect();
            put("errors", json!(texts));
            put("details", json!(details));
        }
        _ if errors.len() > 1 || errors.iter().any(|error| error.index.is_some()) => {
            put("errors", json!(details));
        }
        _ => {}
    }
    if unlisted > 0 {
        put("error_count", json!(all.len()));
    }
    if context == ErrorContext::GroupCreate {
        put("error_message", json!(summary));
    }
    envelope
}

/// Returns whether the live service stops at this error and reports no other.
fn is_fatal(error: &FieldError, context: ErrorContext<'_>) -> bool {
    matches!(context, ErrorContext::WorkerEdit | ErrorContext::WorkerCreate)
        && matches!(
            error.problem,
            Problem::UnknownGroups(_) | Problem::AlreadyConfirmed | Problem::ConfirmationNeedsEmail
        )
}

fn summary(errors: &[FieldError], context: ErrorContext<'_>) -> String {
    let texts: Vec<String> = errors.iter().map(|error| text(error, context)).collect();
    let joined = texts.join(", ");
    match context {
        // The live service has no prefix for an error of the whole body.
        ErrorContext::WorkerEdit if errors.iter().any(|error| !error.field.is_empty()) => {
            format!("The request resulted in the following errors: {joined}")
        }
        ErrorContext::WorkerCreate if errors.len() > 1 => {
            format!("The request resulted in the following errors: {joined}")
        }
        _ => joined,
    }
}

fn detail(error: &FieldError, context: ErrorContext<'_>) -> Value {
    let mut detail = json!({
        "field": shorten(&error.field),
        "code": error.problem.code(),
        "message": text(error, context),
    });
    if let (Some(index), Some(map)) = (error.index, detail.as_object_mut()) {
        map.insert("index".to_owned(), Value::from(index));
    }
    detail
}
