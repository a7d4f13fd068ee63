//! What was refused: the status, what headers go with it, and the envelope.

use http::StatusCode;
use roster_model::{AuthFailure, Denial, Fault, Flaw, Problem, WireMode};
use serde_json::{Map, Value, json};

use super::Document;
use super::text::text;
use crate::{BadAccept, Format};

/// What was being done: the live service has different words and envelopes for the same problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion<'a> {
    /// Anything without words of its own.
    Plain,
    /// Listing workers of the domain of this name.
    WorkerList(&'a str),
    /// Creating a worker.
    WorkerCreate,
    /// Changing a worker; the fields of the request in its order (`WorkerEdit::order`).
    WorkerEdit(&'a [String]),
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
pub struct Refusal {
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

impl Refusal {
    /// The answer to a fault.
    pub fn of(fault: &Fault, occasion: Occasion<'_>) -> Self {
        match fault {
            Fault::Missing { what } => {
                let told = format!("There is no such {what}.");
                let refusal = Self::new(StatusCode::NOT_FOUND, "not_found", &told);
                if occasion == Occasion::Action { refusal.canned() } else { refusal }
            }
            Fault::Invalid(flaws) => Self::invalid(flaws, occasion),
            Fault::Denied(denial) => Self::denied(denial),
            Fault::Unauthenticated(failure) => Self::unauthenticated(*failure),
            Fault::Stale => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "changed_meanwhile",
                "It has changed since you read it. Read it again, then decide.",
            ),
            Fault::Throttled(seconds) => {
                let told = format!("Too many requests. Try again in {seconds} s.");
                let refusal = Self::new(StatusCode::TOO_MANY_REQUESTS, "throttled", &told);
                Self { retry_after: Some(*seconds), ..refusal }
            }
            Fault::Busy(_) => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "The directory cannot answer just now. Try again.",
            ),
            Fault::Broken(_) => {
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", CANNED).canned()
            }
        }
    }

    /// 400: an `Accept` header that cannot be read. Answered in JSON.
    pub fn bad_accept(bad: BadAccept) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "accept_invalid", &bad.to_string())
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
        Self { status, challenge: None, retry_after: None, envelope }
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

    fn invalid(flaws: &[Flaw], occasion: Occasion<'_>) -> Self {
        let flaws = in_order(flaws, occasion);
        let told = summary(&flaws, occasion);
        // The flaw that the summary tells alone is the one that names the code.
        let leading = flaws.iter().find(|flaw| aborts(flaw, occasion)).or(flaws.first());
        let code = leading.map_or("invalid", |flaw| flaw.problem.code());
        let mut refusal = Self::new(StatusCode::BAD_REQUEST, code, &told);
        if let Some(flaw) = leading.filter(|flaw| !flaw.field.is_empty()) {
            refusal.envelope.insert("field".to_owned(), Value::from(flaw.field.as_str()));
        }
        let details: Vec<Value> = flaws.iter().map(|flaw| detail(flaw, occasion)).collect();
        match occasion {
            Occasion::WebUser => {
                let texts: Vec<String> = flaws.iter().map(|flaw| text(flaw, occasion)).collect();
                refusal.envelope.insert("errors".to_owned(), Value::from(texts));
                refusal.envelope.insert("details".to_owned(), Value::from(details));
            }
            _ if flaws.len() > 1 || flaws.iter().any(|flaw| flaw.index.is_some()) => {
                refusal.envelope.insert("errors".to_owned(), Value::from(details));
            }
            _ => {}
        }
        if occasion == Occasion::GroupCreate {
            refusal.envelope.insert("error_message".to_owned(), Value::from(told));
        }
        refusal
    }
}

/// Flaws of an edit are told in the order of the request's fields, locations last.
fn in_order<'a>(flaws: &'a [Flaw], occasion: Occasion<'_>) -> Vec<&'a Flaw> {
    let mut ordered: Vec<&Flaw> = flaws.iter().collect();
    if let Occasion::WorkerEdit(order) = occasion {
        let place = |flaw: &&Flaw| {
            let of_locations =
                matches!(flaw.field.as_str(), "primary_location" | "locations" | "location");
            let place = order.iter().position(|field| *field == flaw.field);
            (of_locations, place.unwrap_or(order.len()))
        };
        ordered.sort_by_key(place);
    }
    ordered
}

/// Whether live gives up the whole request over this flaw, telling it alone.
fn aborts(flaw: &Flaw, occasion: Occasion<'_>) -> bool {
    matches!(occasion, Occasion::WorkerEdit(_) | Occasion::WorkerCreate)
        && matches!(
            flaw.problem,
            Problem::UnknownGroups(_) | Problem::AlreadyConfirmed | Problem::ConfirmationNeedsEmail
        )
}

fn summary(flaws: &[&Flaw], occasion: Occasion<'_>) -> String {
    if let Some(flaw) = flaws.iter().find(|flaw| aborts(flaw, occasion)) {
        return text(flaw, occasion);
    }
    let texts: Vec<String> = flaws.iter().map(|flaw| text(flaw, occasion)).collect();
    let joined = texts.join(", ");
    match occasion {
        // What is wrong with the body as a whole was never a field's error.
        Occasion::WorkerEdit(_) if flaws.iter().any(|flaw| !flaw.field.is_empty()) => {
            format!("The request resulted in the following errors: {joined}")
        }
        Occasion::WorkerCreate if flaws.len() > 1 => {
            format!("The request resulted in the following errors: {joined}")
        }
        _ => joined,
    }
}

fn detail(flaw: &Flaw, occasion: Occasion<'_>) -> Value {
    let mut detail = json!({
        "field": flaw.field,
        "code": flaw.problem.code(),
        "message": text(flaw, occasion),
    });
    if let (Some(index), Some(map)) = (flaw.index, detail.as_object_mut()) {
        map.insert("index".to_owned(), Value::from(index));
    }
    detail
}
