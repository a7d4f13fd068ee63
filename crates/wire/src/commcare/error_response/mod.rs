//! Error responses: status, headers and body.

mod envelope;

use http::StatusCode;
use roster_model::{AuthFailure, Denial, Error, IdempotencyConflict, WireMode};
use serde_json::{Map, Value};

use super::{Document, messages};
use crate::{
    BadXml, Format,
    json::{BadJson, InexactNumber, MAX_VALUES},
};

/// The kind of request that failed. The live service has different texts and bodies for the same
/// problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorContext<'a> {
    /// A request without texts of its own.
    General,
    /// Listing the workers of the domain with this name.
    WorkerList(&'a str),
    /// Creating a worker.
    WorkerCreate,
    /// Changing a worker.
    WorkerEdit,
    /// `activate/` and `deactivate/` of a worker or web user, and deleting a group.
    Action,
    /// Creating a group.
    GroupCreate,
    /// Any other request about groups.
    Group,
    /// A request about locations.
    Location,
    /// A request about web users.
    WebUser,
}

/// The `WWW-Authenticate` header of a 401. The server adds the nonce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Challenge {
    /// Digest and Basic: the request has no credentials, or some of another scheme.
    Any,
    /// Basic.
    Basic,
    /// Digest.
    Digest {
        /// The credentials are correct, but the nonce has expired. The client can retry without
        /// asking the user (RFC 7616, 3.3).
        stale: bool,
    },
}

/// The response to a request that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorResponse {
    /// The status.
    pub status: StatusCode,
    /// The challenge of a 401.
    pub challenge: Option<Challenge>,
    /// `Retry-After` in seconds. Only a 429 has it, because clients take any other response with
    /// this header for a page of data.
    pub retry_after: Option<u64>,
    envelope: Map<String, Value>,
}

/// The text of every error for which the live service has no specific text.
const GENERIC: &str = "Sorry, this request could not be processed. Please try again later.";

impl ErrorResponse {
    /// Builds the response to an error.
    pub fn from_error(error: &Error, context: ErrorContext<'_>) -> Self {
        match error {
            Error::NotFound { what } => {
                let message = format!("There is no such {what}.");
                let response = Self::new(StatusCode::NOT_FOUND, "not_found", &message);
                if context == ErrorContext::Action { response.with_generic() } else { response }
            }
            Error::Invalid(errors) => {
                Self::with_envelope(StatusCode::BAD_REQUEST, envelope::envelope(errors, context))
            }
            Error::Forbidden(Denial::OutsideLocations) if context == ErrorContext::Action => {
                Self::new(StatusCode::BAD_REQUEST, "outside_locations", "No Permission.")
            }
            Error::Forbidden(denial) => Self::forbidden(denial),
            Error::Unauthenticated(failure) => Self::unauthenticated(*failure),
            Error::PreconditionFailed => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "changed_meanwhile",
                "The resource has changed since you read it. Read it again and retry.",
            ),
            Error::IdempotencyConflict(conflict) => Self::idempotency_conflict(*conflict),
            Error::HistoryChanged => Self::new(
                StatusCode::GONE,
                "history_changed",
                "The history has changed since this cursor was returned. Read all records again, \
                 then continue from the changes feed's present end.",
            ),
            Error::LastAdmin(_) => {
                let response = Self::new(StatusCode::CONFLICT, "last_admin", &error.to_string());
                if context == ErrorContext::Action { response.with_generic() } else { response }
            }
            Error::Throttled(seconds) => {
                let message = format!("Too many requests. Try again in {seconds} s.");
                let response = Self::new(StatusCode::TOO_MANY_REQUESTS, "throttled", &message);
                Self { retry_after: Some(*seconds), ..response }
            }
            Error::TransactionConflict(_) | Error::Unavailable(_) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "The service is temporarily unavailable. Try again.",
            ),
            Error::Internal(_) => {
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", GENERIC).with_generic()
            }
        }
    }

    /// Builds a 400 for malformed JSON.
    pub(super) fn bad_json(error: &BadJson) -> Self {
        match error {
            BadJson::Malformed(_) => {
                Self::new(StatusCode::BAD_REQUEST, "body_invalid", messages::BAD_JSON)
            }
            BadJson::TooManyValues => Self::too_many_values(),
            BadJson::Number(number) => Self::inexact_number(number),
        }
    }

    /// Builds a 400 for malformed XML.
    pub(super) fn bad_xml(error: &BadXml) -> Self {
        match error {
            BadXml::Malformed => {
                Self::new(StatusCode::BAD_REQUEST, "body_invalid", messages::BAD_XML)
            }
            BadXml::TooManyValues => Self::too_many_values(),
            BadXml::Number(number) => Self::inexact_number(number),
        }
    }

    fn inexact_number(number: &InexactNumber) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "number_inexact", &format!("{number}."))
    }

    /// Builds a 400 for a body with too many values.
    fn too_many_values() -> Self {
        let message = format!("The body must not have more than {MAX_VALUES} values.");
        Self::new(StatusCode::BAD_REQUEST, "too_many", &message)
    }

    /// Builds a 415.
    pub(super) fn unsupported_media_type() -> Self {
        let message = "Send application/json or application/xml.";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", message)
            .with_generic()
    }

    /// Builds any other error response. `code` is for programs, `message` is for people.
    pub fn new(status: StatusCode, code: &str, message: &str) -> Self {
        let envelope = Map::from_iter([
            ("error".to_owned(), Value::from(message)),
            ("code".to_owned(), Value::from(code)),
        ]);
        Self::with_envelope(status, envelope)
    }

    /// Returns the stable code of the error.
    pub fn code(&self) -> &str {
        self.envelope.get("code").and_then(Value::as_str).unwrap_or_default()
    }

    /// Serializes the body.
    pub fn body(&self, format: Format, mode: WireMode) -> Vec<u8> {
        Document::Response(Value::Object(self.envelope.clone())).write(format, mode)
    }

    /// Returns the body as an object, for responses that contain several results.
    pub fn tree(&self) -> Value {
        Value::Object(self.envelope.clone())
    }

    /// Returns the `Content-Type` of the body. As in the live service, JSON errors have no charset.
    pub fn content_type(format: Format) -> &'static str {
        match format {
            Format::Json => "application/json",
            Format::Xml => format.content_type(),
        }
    }

    fn with_envelope(status: StatusCode, envelope: Map<String, Value>) -> Self {
        Self { status, challenge: None, retry_after: None, envelope }
    }

    /// Adds the generic text, in the key that the live service has for it.
    fn with_generic(mut self) -> Self {
        self.envelope.insert("error_message".to_owned(), Value::from(GENERIC));
        self
    }

    fn forbidden(denial: &Denial) -> Self {
        let (code, permission) = match denial {
            Denial::NotAMember => ("not_a_member", None),
            Denial::MobileWorker => ("mobile_worker", None),
            Denial::PermissionMissing(name) => ("permission_missing", Some(*name)),
            Denial::KeyOfAnotherDomain => ("key_of_another_project", None),
            Denial::KeyLacksPermission(name) => ("key_permission_missing", Some(*name)),
            Denial::OutsideLocations => ("outside_locations", None),
            Denial::MemberHasMoreRights => ("member_has_more_rights", None),
            Denial::QuotaExceeded(_) => ("quota_exceeded", None),
            Denial::PasswordNotConfirmed => ("password_not_confirmed", None),
            Denial::NotOperator => ("not_an_operator", None),
        };
        let mut response = Self::new(StatusCode::FORBIDDEN, code, &denial.to_string());
        if let Some(permission) = permission {
            response.envelope.insert("permission".to_owned(), Value::from(permission));
        }
        response
    }

    fn idempotency_conflict(conflict: IdempotencyConflict) -> Self {
        match conflict {
            IdempotencyConflict::Mismatch => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency_key_reused",
                "This Idempotency-Key was used for a different request. Use a new key.",
            ),
            IdempotencyConflict::InProgress | IdempotencyConflict::Completed => Self::new(
                StatusCode::CONFLICT,
                "idempotency_in_flight",
                "A request with this Idempotency-Key is in progress. Try again.",
            ),
        }
    }

    fn unauthenticated(failure: AuthFailure) -> Self {
        let (challenge, code, message) = match failure {
            AuthFailure::NoCredentials => {
                (Challenge::Any, "unauthenticated", "Authorization Required")
            }
            AuthFailure::Basic => {
                (Challenge::Basic, "credentials_invalid", "Wrong username or password.")
            }
            AuthFailure::KeyRequired => (
                Challenge::Basic,
                "api_key_required",
                "This account uses two-factor authentication: use an API key instead of the password.",
            ),
            AuthFailure::KeyUnreadable => {
                let message = "Bad HTTP_AUTHORIZATION header: send ApiKey username:key.";
                return Self::new(StatusCode::BAD_REQUEST, "credentials_unreadable", message);
            }
            AuthFailure::Digest => (
                Challenge::Digest { stale: false },
                "credentials_invalid",
                "Wrong username or password.",
            ),
            AuthFailure::DigestStale => {
                (Challenge::Digest { stale: true }, "nonce_stale", "The nonce is no longer valid.")
            }
            AuthFailure::Key
            | AuthFailure::Bearer
            | AuthFailure::Token
            | AuthFailure::TokenEmpty
            | AuthFailure::TokenBlanks => (
                Challenge::Any,
                "credentials_invalid",
                "Username or API Key is incorrect, expired or deactivated",
            ),
        };
        let response = Self::new(StatusCode::UNAUTHORIZED, code, message);
        Self { challenge: Some(challenge), ..response }
    }
}
