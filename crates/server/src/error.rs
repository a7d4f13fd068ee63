//! Why a request does not get what it asks for, before a dialect has put it into words.

use std::{error::Error as Cause, sync::Arc};

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use roster_model::{AuthFailure, Error, IdempotencyConflict};
use roster_wire::{commcare, usercom};

/// The reason of an answer that is no success. As a response it is a status and itself, carried
/// in the extensions; the `word_refusals` layer gives it the body and headers of the dialect.
#[derive(Clone, Debug)]
pub(crate) enum ApiError {
    /// A error of meaning.
    Directory(Arc<Error>),
    /// A error that a resource of the CommCare dialect has its own words for.
    CommCare(Box<commcare::ErrorResponse>),
    /// A refusal that the User.com dialect has its own words for.
    UserCom(Box<usercom::ErrorResponse>),
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

impl ApiError {
    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Directory(error) => status_of(error),
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

    /// The stable name of the reason, for programs; a error of meaning is named by its dialect.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Directory(error) => code_of(error),
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
            Self::Directory(error) => error.to_string(),
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

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        log(&error);
        Self::Directory(Arc::new(error))
    }
}

impl From<usercom::ErrorResponse> for ApiError {
    fn from(refusal: usercom::ErrorResponse) -> Self {
        Self::UserCom(Box::new(refusal))
    }
}

impl From<commcare::ErrorResponse> for ApiError {
    fn from(refusal: commcare::ErrorResponse) -> Self {
        Self::CommCare(Box::new(refusal))
    }
}

/// What is our own error is told to whoever runs the server, with all its causes; the client
/// only learns that there was one.
pub(crate) fn log(error: &Error) {
    match error {
        Error::Internal(cause) => tracing::error!(error = causes(&**cause), "internal error"),
        Error::TransactionConflict(cause) | Error::Unavailable(Some(cause)) => {
            tracing::warn!(error = causes(&**cause), "store unavailable");
        }
        _ => {}
    }
}

fn causes(error: &dyn Cause) -> String {
    let mut told = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        told.push_str(": ");
        told.push_str(&cause.to_string());
        next = cause.source();
    }
    told
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::NotFound { .. } => StatusCode::NOT_FOUND,
        Error::Unauthenticated(AuthFailure::KeyUnreadable) | Error::Invalid(_) => {
            StatusCode::BAD_REQUEST
        }
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
        Error::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
        Error::IdempotencyConflict(IdempotencyConflict::Mismatch) => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Error::IdempotencyConflict(_) => StatusCode::CONFLICT,
        Error::Throttled(_) => StatusCode::TOO_MANY_REQUESTS,
        Error::TransactionConflict(_) | Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn code_of(error: &Error) -> &'static str {
    match error {
        Error::NotFound { .. } => "not_found",
        Error::Invalid(errors) => errors.first().map_or("invalid", |error| error.problem.code()),
        Error::Forbidden(_) => "forbidden",
        Error::Unauthenticated(_) => "not_authenticated",
        Error::PreconditionFailed => "stale",
        Error::IdempotencyConflict(_) => "repeated",
        Error::Throttled(_) => "throttled",
        Error::TransactionConflict(_) | Error::Unavailable(_) => "unavailable",
        Error::Internal(_) => "internal_error",
    }
}
