//! Error responses (RFC 7644, 3.12).

use http::StatusCode;
use roster_model::{AuthFailure, Error, FieldError, IdempotencyConflict, Problem};
use serde_json::{Value, json};

const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// The response to a request that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorResponse {
    /// The status.
    pub status: StatusCode,
    /// The keyword of the error, where the RFC has one.
    pub scim_type: Option<&'static str>,
    /// The text for people.
    pub detail: String,
    /// The stable code for programs, where the other dialects have one and the RFC does not.
    pub code: Option<&'static str>,
}

impl ErrorResponse {
    /// Creates a response without a keyword.
    pub fn new(status: StatusCode, detail: &str) -> Self {
        Self { status, scim_type: None, detail: detail.to_owned(), code: None }
    }

    fn bad_request(scim_type: &'static str, detail: &str) -> Self {
        let scim_type = Some(scim_type);
        Self { scim_type, ..Self::new(StatusCode::BAD_REQUEST, detail) }
    }

    /// 400: the body is malformed.
    pub fn invalid_syntax(detail: &str) -> Self {
        Self::bad_request("invalidSyntax", detail)
    }

    /// 400: a value is missing or has the wrong type.
    pub fn invalid_value(detail: &str) -> Self {
        Self::bad_request("invalidValue", detail)
    }

    /// 400: the filter is malformed or names an unknown attribute.
    pub fn invalid_filter(detail: &str) -> Self {
        Self::bad_request("invalidFilter", detail)
    }

    /// 400: the path of a `PATCH` operation is malformed or names an unknown attribute.
    pub fn invalid_path(detail: &str) -> Self {
        Self::bad_request("invalidPath", detail)
    }

    /// 400: the path of a `PATCH` operation selects nothing.
    pub fn no_target(detail: &str) -> Self {
        Self::bad_request("noTarget", detail)
    }

    /// 400: the attribute is read-only or required.
    pub fn mutability(detail: &str) -> Self {
        Self::bad_request("mutability", detail)
    }

    /// 400: the cursor is not one of this list (RFC 9865).
    pub fn invalid_cursor() -> Self {
        Self::bad_request(
            "invalidCursor",
            "The cursor does not belong to this list. Use a cursor with the filter, the order and the \
             domain of the request that returned it.",
        )
    }

    /// 400: `count` is no number (RFC 9865).
    pub fn invalid_count(detail: &str) -> Self {
        Self::bad_request("invalidCount", detail)
    }

    /// 404.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "The resource does not exist.")
    }

    /// 413: a bulk request has too many operations.
    pub fn too_large(detail: &str) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    }

    /// 415.
    pub fn unsupported_media_type() -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "The body must be application/scim+json or application/json.",
        )
    }

    /// The body.
    pub fn body(&self) -> Value {
        let mut body = json!({ "schemas": [ERROR], "status": self.status.as_u16().to_string() });
        if let Some(scim_type) = self.scim_type {
            body["scimType"] = scim_type.into();
        }
        body["detail"] = self.detail.as_str().into();
        if let Some(code) = self.code {
            body["code"] = code.into();
        }
        body
    }
}

impl From<&Error> for ErrorResponse {
    fn from(error: &Error) -> Self {
        let plain = |status, text: String| Self::new(status, &text);
        match error {
            Error::NotFound { .. } => Self::not_found(),
            Error::Invalid(errors) => invalid(errors),
            Error::Forbidden(denial) => plain(StatusCode::FORBIDDEN, sentence(&denial.to_string())),
            Error::Unauthenticated(AuthFailure::KeyUnreadable) => {
                plain(StatusCode::BAD_REQUEST, "The API key cannot be read.".to_owned())
            }
            Error::Unauthenticated(AuthFailure::NoCredentials) => plain(
                StatusCode::UNAUTHORIZED,
                "Credentials are required: send an API key as a Bearer token.".to_owned(),
            ),
            Error::Unauthenticated(AuthFailure::KeyRequired) => plain(
                StatusCode::UNAUTHORIZED,
                "This account uses two-factor authentication: use an API key instead of the password."
                    .to_owned(),
            ),
            Error::Unauthenticated(_) => {
                plain(StatusCode::UNAUTHORIZED, "The credentials are wrong.".to_owned())
            }
            Error::PreconditionFailed => {
                plain(StatusCode::PRECONDITION_FAILED, sentence(&error.to_string()))
            }
            Error::IdempotencyConflict(conflict) => idempotency_conflict(*conflict),
            Error::HistoryChanged => plain(StatusCode::GONE, sentence(&error.to_string())),
            Error::LastAdmin(_) => plain(StatusCode::CONFLICT, sentence(&error.to_string())),
            Error::Throttled(_) => {
                plain(StatusCode::TOO_MANY_REQUESTS, sentence(&error.to_string()))
            }
            Error::TransactionConflict(_) | Error::Unavailable(_) => {
                plain(StatusCode::SERVICE_UNAVAILABLE, sentence(&error.to_string()))
            }
            Error::Internal(_) => plain(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Internal error. Details are in the server log.".to_owned(),
            ),
        }
    }
}

fn idempotency_conflict(conflict: IdempotencyConflict) -> ErrorResponse {
    let (status, code, detail) = match conflict {
        IdempotencyConflict::Mismatch => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotency_key_reused",
            "This Idempotency-Key was used for a different request. Use a new key.",
        ),
        IdempotencyConflict::InProgress | IdempotencyConflict::Completed => (
            StatusCode::CONFLICT,
            "idempotency_in_flight",
            "A request with this Idempotency-Key is in progress. Try again later.",
        ),
    };
    ErrorResponse { code: Some(code), ..ErrorResponse::new(status, detail) }
}

/// One response for all errors of a request: the first that has a keyword of its own decides.
fn invalid(errors: &[FieldError]) -> ErrorResponse {
    let texts: Vec<String> = errors.iter().map(text).collect();
    let detail = texts.join(" ");
    let is_taken =
        |error: &FieldError| matches!(error.problem, Problem::Taken(_) | Problem::UsernameTaken(_));
    let parameter = errors.iter().find(|error| matches!(error.field.as_str(), "filter" | "sortBy"));
    if let Some(error) = parameter {
        return match error.problem {
            Problem::TooMany(limit) => ErrorResponse::bad_request(
                "tooMany",
                &format!(
                    "The request needs more than {limit} resources to be read. Add a condition on id, \
                     userName, externalId, emails.value, phoneNumbers.value, groups.value or meta, or \
                     leave out sortBy."
                ),
            ),
            _ => ErrorResponse::invalid_filter(&detail),
        };
    }
    if errors.iter().any(is_taken) {
        let scim_type = Some("uniqueness");
        return ErrorResponse { scim_type, ..ErrorResponse::new(StatusCode::CONFLICT, &detail) };
    }
    if errors.iter().any(|error| error.problem == Problem::NotEditable) {
        return ErrorResponse::mutability(&detail);
    }
    ErrorResponse::invalid_value(&detail)
}

fn text(error: &FieldError) -> String {
    let field = match error.field.as_str() {
        "user_data" => "customData",
        "primary_location" => "primaryLocation",
        "first_name" => "name.givenName",
        "last_name" => "name.familyName",
        "email" => "emails",
        "language" => "preferredLanguage",
        field => field,
    };
    let problem = error.problem.to_string();
    let problem = problem.trim_end_matches('.');
    if field.is_empty() { sentence(problem) } else { format!("{field}: {problem}.") }
}

/// The text with a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).chain(['.']).collect()
}
