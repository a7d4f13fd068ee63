//! What was refused: the status, what headers go with it, and the envelope.

mod errors;

use http::StatusCode;
use roster_model::{AuthFailure, Denial, Error, IdempotencyConflict, WireMode};
use serde_json::{Map, Value};

use super::Document;
use crate::Format;

/// What was being done: the live service has different words and envelopes for the same problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion<'a> {
    /// Anything without words of its own.
    Plain,
    /// Listing workers of the domain of this name.
    WorkerList(&'a str),
    /// Creating a worker.
    WorkerCreate,
    /// Changing a worker.
    WorkerEdit,
    /// A worker's or web user's `activate/` and `deactivate/`, and deleting a group.
    Action,
    /// Creating a group.
    GroupCreate,
    /// Anything else with groups.
    Group,
    /// Anything with locations.
    Location,
    /// Anything with web users.
    WebUser,
}

/// Which `WWW-Authenticate` goes with a 401. The nonce is the server's to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Challenge {
    /// A Digest and a Basic challenge: nothing was tried, or something without a challenge of its
    /// own.
    Any,
    /// A Basic challenge.
    Basic,
    /// A Digest challenge.
    Digest {
        /// The credentials were right, but the nonce is spent: a client may repeat unasked.
        stale: bool,
    },
}

/// A request that was not carried out, as it is answered.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorResponse {
    /// The status.
    pub status: StatusCode,
    /// Which challenge goes with it, on a 401.
    pub challenge: Option<Challenge>,
    /// `Retry-After` in seconds, on a 429 and nowhere else: a client takes any answer that has it
    /// for a page of data.
    pub retry_after: Option<u64>,
    envelope: Map<String, Value>,
}

/// The one text of everything that falls to the live service's catch-all.
const CANNED: &str = "Sorry, this request could not be processed. Please try again later.";

impl ErrorResponse {
    /// The answer to a fault.
    pub fn of(error: &Error, occasion: Occasion<'_>) -> Self {
        match error {
            Error::NotFound { what } => {
                let told = format!("There is no such {what}.");
                let refusal = Self::new(StatusCode::NOT_FOUND, "not_found", &told);
                if occasion == Occasion::Action { refusal.canned() } else { refusal }
            }
            Error::Invalid(errors) => {
                Self::enveloped(StatusCode::BAD_REQUEST, errors::envelope(errors, occasion))
            }
            Error::Forbidden(Denial::OutsideLocations) if occasion == Occasion::Action => {
                Self::new(StatusCode::BAD_REQUEST, "outside_locations", "No Permission.")
            }
            Error::Forbidden(denial) => Self::denied(denial),
            Error::Unauthenticated(failure) => Self::unauthenticated(*failure),
            Error::PreconditionFailed => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "changed_meanwhile",
                "It has changed since you read it. Read it again, then decide.",
            ),
            Error::IdempotencyConflict(repetition) => Self::repeated(*repetition),
            Error::Throttled(seconds) => {
                let told = format!("Too many requests. Try again in {seconds} s.");
                let refusal = Self::new(StatusCode::TOO_MANY_REQUESTS, "throttled", &told);
                Self { retry_after: Some(*seconds), ..refusal }
            }
            Error::TransactionConflict(_) | Error::Unavailable(_) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "The directory cannot answer just now. Try again.",
            ),
            Error::Internal(_) => {
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", CANNED).canned()
            }
        }
    }

    /// 400: a body that is not of its type.
    pub(super) fn bad_body(bad: &dyn std::error::Error) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "body_invalid", &bad.to_string())
    }

    /// 415: a body of a type that is not read.
    pub fn unsupported_type() -> Self {
        let told = "Send application/json or application/xml.";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", told).canned()
    }

    /// Any other refusal, in the same envelope.
    pub fn new(status: StatusCode, code: &str, told: &str) -> Self {
        let envelope = Map::from_iter([
            ("error".to_owned(), Value::from(told)),
            ("code".to_owned(), Value::from(code)),
        ]);
        Self::enveloped(status, envelope)
    }

    /// The stable name of what is wrong.
    pub fn code(&self) -> &str {
        self.envelope.get("code").and_then(Value::as_str).unwrap_or_default()
    }

    /// The body.
    pub fn body(&self, format: Format, mode: WireMode) -> Vec<u8> {
        Document::Response(Value::Object(self.envelope.clone())).write(format, mode)
    }

    /// The envelope as a tree, for requests that tell several verdicts in one answer.
    pub fn tree(&self) -> Value {
        Value::Object(self.envelope.clone())
    }

    /// The `Content-Type` of the body: as live, JSON goes without a charset here.
    pub fn content_type(format: Format) -> &'static str {
        match format {
            Format::Json => "application/json",
            Format::Xml => format.content_type(),
        }
    }

    fn enveloped(status: StatusCode, envelope: Map<String, Value>) -> Self {
        Self { status, challenge: None, retry_after: None, envelope }
    }

    /// The same, with live's catch-all text in the key where live has it.
    fn canned(mut self) -> Self {
        self.envelope.insert("error_message".to_owned(), Value::from(CANNED));
        self
    }

    fn denied(denial: &Denial) -> Self {
        let (code, permission) = match denial {
            Denial::NotAMember => ("not_a_member", None),
            Denial::MobileWorker => ("mobile_worker", None),
            Denial::PermissionMissing(name) => ("permission_missing", Some(*name)),
            Denial::KeyOfAnotherDomain => ("key_of_another_project", None),
            Denial::KeyLacksPermission(name) => ("key_permission_missing", Some(*name)),
            Denial::OutsideLocations => ("outside_locations", None),
        };
        let mut refusal = Self::new(StatusCode::FORBIDDEN, code, &denial.to_string());
        if let Some(permission) = permission {
            refusal.envelope.insert("permission".to_owned(), Value::from(permission));
        }
        refusal
    }

    fn repeated(repetition: IdempotencyConflict) -> Self {
        match repetition {
            IdempotencyConflict::Mismatch => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency_key_reused",
                "This Idempotency-Key was used for another request. Choose a new one.",
            ),
            IdempotencyConflict::InProgress | IdempotencyConflict::Completed => Self::new(
                StatusCode::CONFLICT,
                "idempotency_in_flight",
                "A request with this Idempotency-Key is being carried out. Try again.",
            ),
        }
    }

    fn unauthenticated(failure: AuthFailure) -> Self {
        let (challenge, code, told) = match failure {
            AuthFailure::NoCredentials => {
                (Challenge::Any, "unauthenticated", "Authorization Required")
            }
            AuthFailure::Basic => {
                (Challenge::Basic, "credentials_invalid", "Wrong username or password.")
            }
            AuthFailure::KeyUnreadable => {
                let told = "Bad HTTP_AUTHORIZATION header: send ApiKey username:key.";
                return Self::new(StatusCode::BAD_REQUEST, "credentials_unreadable", told);
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
        let refusal = Self::new(StatusCode::UNAUTHORIZED, code, told);
        Self { challenge: Some(challenge), ..refusal }
    }
}
