//! Why a request does not get what it asks for, before a dialect has put it into words.

use std::{error::Error, sync::Arc};

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use roster_model::{AuthFailure, Fault, Repetition};
use roster_wire::{commcare, usercom};

/// The reason of an answer that is no success. As a response it is a status and itself, carried
/// in the extensions; the `word_refusals` layer gives it the body and headers of the dialect.
#[derive(Clone, Debug)]
pub(crate) enum Refusal {
    /// A fault of meaning.
    Fault(Arc<Fault>),
    /// A fault that a resource of the CommCare dialect has its own words for.
    CommCare(Box<commcare::Refusal>),
    /// A refusal that the User.com dialect has its own words for.
    UserCom(Box<usercom::Refusal>),
    /// There is nothing at this path.
    NoRoute,
    /// The path has other methods: these.
    Method {
        /// In the order in which they are told.
        allowed: String,
    },
    /// The same question, asked with OPTIONS.
    Options {
        /// In the order in which they are told.
        allowed: String,
    },
    /// The `Accept` header cannot be read.
    Accept,
    /// The body ended too early, or is framed wrongly.
    BodyBroken,
    /// The body is too large.
    BodyTooLarge,
    /// The body did not come in time.
    BodyTooSlow,
    /// The target is too long.
    UriTooLong,
    /// The header lines are too many.
    HeadTooLarge,
    /// HTTP/1.1 asks for exactly one `Host`.
    Host,
    /// It is not certain where the body ends.
    Framing,
    /// A form of the console that was not sent by a page of this session.
    FormForeign,
    /// Something of ours broke; it was logged where it did.
    Internal,
}

impl Refusal {
    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Fault(fault) => status_of(fault),
            Self::CommCare(refusal) => refusal.status,
            Self::UserCom(refusal) => refusal.status,
            Self::Options { .. } => StatusCode::OK,
            Self::NoRoute => StatusCode::NOT_FOUND,
            Self::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::Accept | Self::BodyBroken | Self::Host | Self::Framing => StatusCode::BAD_REQUEST,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyTooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::UriTooLong => StatusCode::URI_TOO_LONG,
            Self::HeadTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::FormForeign => StatusCode::FORBIDDEN,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable name of the reason, for programs; a fault of meaning is named by its dialect.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Fault(fault) => code_of(fault),
            Self::CommCare(refusal) => refusal.code(),
            Self::UserCom(_) => "refused",
            Self::Options { .. } => "ok",
            Self::NoRoute => "not_found",
            Self::Method { .. } => "method_not_allowed",
            Self::Accept => "accept_invalid",
            Self::BodyBroken => "body_broken",
            Self::BodyTooLarge => "body_too_large",
            Self::BodyTooSlow => "request_timeout",
            Self::UriTooLong => "uri_too_long",
            Self::HeadTooLarge => "headers_too_large",
            Self::Host | Self::Framing => "request_invalid",
            Self::FormForeign => "form_foreign",
            Self::Internal => "internal_error",
        }
    }

    /// The reason in words.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Fault(fault) => fault.to_string(),
            // Its words are its own; these are for a log at most.
            Self::CommCare(refusal) => refusal.code().to_owned(),
            Self::UserCom(refusal) => refusal.body.to_string(),
            Self::Options { allowed } => allowed.clone(),
            Self::NoRoute => "There is nothing at this address.".to_owned(),
            Self::Method { allowed } => format!("This address answers to {allowed}."),
            Self::Accept => "Invalid Accept header".to_owned(),
            Self::BodyBroken => "The body cannot be read.".to_owned(),
            Self::BodyTooLarge => "The body is too large.".to_owned(),
            Self::BodyTooSlow => "The body did not come in time.".to_owned(),
            Self::UriTooLong => "The address is too long.".to_owned(),
            Self::HeadTooLarge => "The header lines are too long.".to_owned(),
            Self::Host => "Exactly one Host header is needed.".to_owned(),
            Self::Framing => {
                "It is not certain where this request ends: lines end with CR and LF, and \
                 Content-Length and Transfer-Encoding must not be sent together."
                    .to_owned()
            }
            Self::FormForeign => "This form is no longer good. Open its page again.".to_owned(),
            Self::Internal => "Internal error. It has been logged.".to_owned(),
        }
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        log(&fault);
        Self::Fault(Arc::new(fault))
    }
}

impl From<usercom::Refusal> for Refusal {
    fn from(refusal: usercom::Refusal) -> Self {
        Self::UserCom(Box::new(refusal))
    }
}

impl From<commcare::Refusal> for Refusal {
    fn from(refusal: commcare::Refusal) -> Self {
        Self::CommCare(Box::new(refusal))
    }
}

/// What is our own fault is told to whoever runs the server, with all its causes; the client
/// only learns that there was one.
pub(crate) fn log(fault: &Fault) {
    match fault {
        Fault::Broken(cause) => tracing::error!(cause = causes(&**cause), "broken"),
        Fault::Busy(Some(cause)) => tracing::warn!(cause = causes(&**cause), "busy"),
        _ => {}
    }
}

fn causes(error: &dyn Error) -> String {
    let mut told = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        told.push_str(": ");
        told.push_str(&cause.to_string());
        next = cause.source();
    }
    told
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

fn status_of(fault: &Fault) -> StatusCode {
    match fault {
        Fault::Missing { .. } => StatusCode::NOT_FOUND,
        Fault::Unauthenticated(AuthFailure::KeyUnreadable) | Fault::Invalid(_) => {
            StatusCode::BAD_REQUEST
        }
        Fault::Denied(_) => StatusCode::FORBIDDEN,
        Fault::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
        Fault::Stale => StatusCode::PRECONDITION_FAILED,
        Fault::Repeated(Repetition::OtherRequest) => StatusCode::UNPROCESSABLE_ENTITY,
        Fault::Repeated(_) => StatusCode::CONFLICT,
        Fault::Throttled(_) => StatusCode::TOO_MANY_REQUESTS,
        Fault::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
        Fault::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn code_of(fault: &Fault) -> &'static str {
    match fault {
        Fault::Missing { .. } => "not_found",
        Fault::Invalid(flaws) => flaws.first().map_or("invalid", |flaw| flaw.problem.code()),
        Fault::Denied(_) => "forbidden",
        Fault::Unauthenticated(_) => "not_authenticated",
        Fault::Stale => "stale",
        Fault::Repeated(_) => "repeated",
        Fault::Throttled(_) => "throttled",
        Fault::Busy(_) => "unavailable",
        Fault::Broken(_) => "internal_error",
    }
}
