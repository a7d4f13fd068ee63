//! Error responses: the table from [`Error`] to status and body.

use http::StatusCode;
use roster_model::{
    AuthFailure, Denial, Error, FieldError, IdempotencyConflict, Problem,
    limits::{MAX_LISTED_ERRORS, shorten},
};
use serde_json::{Map, Value, json};

use super::{BadBody, NotAcceptable, messages};

/// The response to a request that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorResponse {
    /// The status.
    pub status: StatusCode,
    /// The body: `{"errors": {...}}` for errors of fields, else `{"detail": ...}`.
    pub body: Value,
}

impl ErrorResponse {
    /// Builds a response with a text that is not about a field.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, body: json!({ "detail": detail.into() }) }
    }

    /// Builds a 404.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not found.")
    }

    /// Builds a 405.
    pub fn method_not_allowed(method: &str) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, format!("Method \"{method}\" not allowed."))
    }
}

impl From<&Error> for ErrorResponse {
    fn from(error: &Error) -> Self {
        match error {
            Error::NotFound { .. } => Self::not_found(),
            Error::Invalid(errors) if is_empty_search(errors) => {
                Self::new(StatusCode::BAD_REQUEST, "Invalid search parameters.")
            }
            Error::Invalid(errors) => {
                Self { status: StatusCode::BAD_REQUEST, body: field_errors(errors) }
            }
            Error::Forbidden(denial @ Denial::QuotaExceeded(_)) => {
                Self::new(StatusCode::FORBIDDEN, format!("Quota exceeded: {denial}."))
            }
            Error::Forbidden(_) => Self::new(
                StatusCode::FORBIDDEN,
                "You do not have permission to perform this action.",
            ),
            Error::Unauthenticated(failure) => {
                Self::new(StatusCode::UNAUTHORIZED, auth_failure(*failure))
            }
            Error::PreconditionFailed => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "The object was changed since it was read.",
            ),
            Error::IdempotencyConflict(conflict) => idempotency_conflict(*conflict),
            Error::HistoryChanged => Self::new(StatusCode::GONE, "The history has changed."),
            Error::LastAdmin(_) => Self::new(StatusCode::CONFLICT, error.to_string()),
            Error::Throttled(seconds) => {
                Self::new(StatusCode::TOO_MANY_REQUESTS, throttled(*seconds))
            }
            Error::TransactionConflict(_) | Error::Unavailable(_) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "Service temporarily unavailable, try again later.",
            ),
            Error::Internal(_) => {
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "A server error occurred.")
            }
        }
    }
}

impl From<&BadBody> for ErrorResponse {
    fn from(bad: &BadBody) -> Self {
        match bad {
            BadBody::Malformed(_) => Self::new(StatusCode::BAD_REQUEST, bad.to_string()),
            BadBody::MediaType(_) => Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, bad.to_string()),
            BadBody::NotAnObject(_) => Self {
                status: StatusCode::BAD_REQUEST,
                body: json!({ "errors": { "non_field_errors": [bad.to_string()] } }),
            },
        }
    }
}

impl From<NotAcceptable> for ErrorResponse {
    fn from(error: NotAcceptable) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, error.to_string())
    }
}

fn is_empty_search(errors: &[FieldError]) -> bool {
    errors.iter().any(|error| error.problem == Problem::NothingToSearch)
}

/// Groups the first [`MAX_LISTED_ERRORS`] errors by field, and those of list items by index.
/// `error_count` is the number of all errors if there are more.
fn field_errors(errors: &[FieldError]) -> Value {
    let mut fields = Map::new();
    for error in errors.iter().take(MAX_LISTED_ERRORS) {
        let field = if error.field.is_empty() { "non_field_errors" } else { &error.field };
        let texts = fields.entry(shorten(field)).or_insert_with(|| match error.index {
            Some(_) => json!({}),
            None => json!([]),
        });
        let text = Value::from(messages::text(error));
        match (texts, error.index) {
            (Value::Object(items), Some(index)) => {
                items.insert(index.to_string(), Value::Array(vec![text]));
            }
            (Value::Array(texts), _) => texts.push(text),
            _ => {}
        }
    }
    if errors.len() > MAX_LISTED_ERRORS {
        return json!({ "errors": fields, "error_count": errors.len() });
    }
    json!({ "errors": fields })
}

/// The service has no idempotency keys. The codes are those of the CommCare dialect.
fn idempotency_conflict(conflict: IdempotencyConflict) -> ErrorResponse {
    let (status, code, detail) = match conflict {
        IdempotencyConflict::Mismatch => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotency_key_reused",
            "This Idempotency-Key was used for another request.",
        ),
        IdempotencyConflict::InProgress | IdempotencyConflict::Completed => (
            StatusCode::CONFLICT,
            "idempotency_in_flight",
            "A request with this Idempotency-Key is in progress, try again later.",
        ),
    };
    ErrorResponse { status, body: json!({ "detail": detail, "code": code }) }
}

fn auth_failure(failure: AuthFailure) -> &'static str {
    match failure {
        AuthFailure::TokenEmpty => "Invalid token header. No credentials provided.",
        AuthFailure::TokenBlanks => "Invalid token header. Token string should not contain spaces.",
        AuthFailure::Token => "Invalid token.",
        _ => "Authentication credentials were not provided.",
    }
}

fn throttled(seconds: u64) -> String {
    let unit = if seconds == 1 { "second" } else { "seconds" };
    format!("Request was throttled. Expected available in {seconds} {unit}.")
}
