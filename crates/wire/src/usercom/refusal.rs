//! What a refusal looks like: one table from [`Error`] to status and body.

use http::StatusCode;
use roster_model::{AuthFailure, Error, FieldError, IdempotencyConflict, Problem};
use serde_json::{Map, Value, json};

use super::{BadBody, NotAcceptable, texts};

/// A refused request.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorResponse {
    /// The status.
    pub status: StatusCode,
    /// The body: `{"detail": ...}`, or `{"errors": {...}}` for flaws of fields.
    pub body: Value,
}

impl ErrorResponse {
    /// A refusal with a text that is not about a field.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self { status, body: json!({ "detail": detail.into() }) }
    }

    /// There is no such thing, nor page.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "Not found.")
    }

    /// The route does not know the method.
    pub fn method(method: &str) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, format!("Method \"{method}\" not allowed."))
    }
}

impl From<&Error> for ErrorResponse {
    fn from(error: &Error) -> Self {
        match error {
            Error::NotFound { .. } => Self::not_found(),
            Error::Invalid(errors) if nothing_to_search(errors) => {
                Self::new(StatusCode::BAD_REQUEST, "Invalid search parameters.")
            }
            Error::Invalid(errors) => {
                Self { status: StatusCode::BAD_REQUEST, body: error_object(errors) }
            }
            Error::Forbidden(_) => Self::new(
                StatusCode::FORBIDDEN,
                "You do not have permission to perform this action.",
            ),
            Error::Unauthenticated(why) => Self::new(StatusCode::UNAUTHORIZED, credentials(*why)),
            Error::PreconditionFailed => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "The object was changed since it was read.",
            ),
            Error::IdempotencyConflict(repetition) => repeated(*repetition),
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
    fn from(refused: NotAcceptable) -> Self {
        Self::new(StatusCode::NOT_ACCEPTABLE, refused.to_string())
    }
}

fn nothing_to_search(errors: &[FieldError]) -> bool {
    errors.iter().any(|error| error.problem == Problem::NothingToSearch)
}

/// The flaws by field, those of a list's items by their index.
fn error_object(errors: &[FieldError]) -> Value {
    let mut fields = Map::new();
    for error in errors {
        let field = if error.field.is_empty() { "non_field_errors" } else { &error.field };
        let told = fields.entry(field).or_insert_with(|| match error.index {
            Some(_) => json!({}),
            None => json!([]),
        });
        let message = Value::from(texts::message(error));
        match (told, error.index) {
            (Value::Object(items), Some(index)) => {
                items.insert(index.to_string(), Value::Array(vec![message]));
            }
            (Value::Array(messages), _) => messages.push(message),
            _ => {}
        }
    }
    json!({ "errors": fields })
}

/// The service knows no such keys: these have the codes that the CommCare dialect tells.
fn repeated(repetition: IdempotencyConflict) -> ErrorResponse {
    let (status, code, detail) = match repetition {
        IdempotencyConflict::Mismatch => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotency_key_reused",
            "This Idempotency-Key was used for another request.",
        ),
        IdempotencyConflict::InProgress | IdempotencyConflict::Completed => (
            StatusCode::CONFLICT,
            "idempotency_in_flight",
            "A request with this Idempotency-Key is being carried out, try again later.",
        ),
    };
    ErrorResponse { status, body: json!({ "detail": detail, "code": code }) }
}

fn credentials(why: AuthFailure) -> &'static str {
    match why {
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
