//! The error of a request, before a dialect renders it.

use std::{error::Error as Cause, sync::Arc};

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use roster_model::{AuthFailure, Error, IdempotencyConflict};
use roster_wire::{commcare, scim, usercom};

/// Why a request failed. As a response it has its status, and carries itself in the extensions; a
/// middleware replaces it by the body and the headers of the dialect.
#[derive(Clone, Debug)]
pub(crate) enum ApiError {
    /// An error of the directory.
    Directory(Arc<Error>),
    /// An error with a text of its own in the CommCare dialect.
    CommCare(Box<commcare::ErrorResponse>),
    /// An error with a text of its own in the User.com dialect.
    UserCom(Box<usercom::ErrorResponse>),
    /// An error with a text of its own in the SCIM dialect.
    Scim(Box<scim::ErrorResponse>),
    /// No route has this path.
    NoRoute,
    /// The path does not have this method.
    Method {
        /// The methods that it has, as in `Allow`.
        allowed: String,
    },
    /// An OPTIONS request. Not an error, but rendered by the dialect like one.
    Options {
        /// The methods of the path, as in `Allow`.
        allowed: String,
    },
    /// The `Accept` header is invalid.
    Accept,
    /// The body ended early, or is framed wrongly.
    BodyBroken,
    /// The body is too large.
    BodyTooLarge,
    /// The body was sent too slowly.
    BodyTooSlow,
    /// The request target is too long.
    UriTooLong,
    /// The header is too large.
    HeadTooLarge,
    /// There is not exactly one `Host`, as HTTP/1.1 requires.
    Host,
    /// `Host` is not a host name or address.
    HostInvalid,
    /// The body is compressed, or encoded otherwise.
    ContentEncoding,
    /// The end of the body is ambiguous.
    Framing,
    /// A form of the console without the token of this session, or from another origin.
    FormForeign,
    /// A defect of the server, logged where it occurred.
    Internal,
}

impl ApiError {
    /// The status of the response.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Directory(error) => status_of(error),
            Self::CommCare(response) => response.status,
            Self::UserCom(response) => response.status,
            Self::Scim(response) => response.status,
            Self::Options { .. } => StatusCode::OK,
            Self::NoRoute => StatusCode::NOT_FOUND,
            Self::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::Accept | Self::BodyBroken | Self::Host | Self::HostInvalid | Self::Framing => {
                StatusCode::BAD_REQUEST
            }
            Self::ContentEncoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyTooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::UriTooLong => StatusCode::URI_TOO_LONG,
            Self::HeadTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::FormForeign => StatusCode::FORBIDDEN,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code for programs.
    pub(crate) fn code(&self) -> &str {
        match self {
            Self::Directory(error) => code_of(error),
            Self::CommCare(response) => response.code(),
            Self::UserCom(_) => "refused",
            Self::Scim(response) => response.scim_type.unwrap_or("refused"),
            Self::Options { .. } => "ok",
            Self::NoRoute => "not_found",
            Self::Method { .. } => "method_not_allowed",
            Self::Accept => "accept_invalid",
            Self::BodyBroken => "body_broken",
            Self::BodyTooLarge => "body_too_large",
            Self::BodyTooSlow => "request_timeout",
            Self::UriTooLong => "uri_too_long",
            Self::HeadTooLarge => "headers_too_large",
            Self::Host | Self::HostInvalid | Self::Framing => "request_invalid",
            Self::ContentEncoding => "content_encoding_unsupported",
            Self::FormForeign => "form_foreign",
            Self::Internal => "internal_error",
        }
    }

    /// The text for people.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Directory(error) => error.to_string(),
            // Only for the log; the dialect has its own text.
            Self::CommCare(response) => response.code().to_owned(),
            Self::UserCom(response) => response.body.to_string(),
            Self::Scim(response) => response.detail.clone(),
            Self::Options { allowed } => allowed.clone(),
            Self::NoRoute => "There is no resource at this address.".to_owned(),
            Self::Method { allowed } => format!("Method not allowed. Allowed: {allowed}."),
            Self::Accept => "Invalid Accept header".to_owned(),
            Self::BodyBroken => "The body cannot be read.".to_owned(),
            Self::BodyTooLarge => "The body is too large.".to_owned(),
            Self::BodyTooSlow => "The body was sent too slowly.".to_owned(),
            Self::UriTooLong => "The address is too long.".to_owned(),
            Self::HeadTooLarge => "The header is too large.".to_owned(),
            Self::Host => "Exactly one Host header is required.".to_owned(),
            Self::HostInvalid => {
                "The Host header must be a host name or address, with an optional port.".to_owned()
            }
            Self::ContentEncoding => {
                "Send the body without a Content-Encoding; it is not decompressed.".to_owned()
            }
            Self::Framing => {
                "The end of the request is ambiguous. End lines with CR and LF, and do not send \
                 Content-Length and Transfer-Encoding together."
                    .to_owned()
            }
            Self::FormForeign => "This form has expired. Reload the page and try again.".to_owned(),
            Self::Internal => "Internal error. Details are in the server log.".to_owned(),
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
    fn from(response: usercom::ErrorResponse) -> Self {
        Self::UserCom(Box::new(response))
    }
}

impl From<scim::ErrorResponse> for ApiError {
    fn from(response: scim::ErrorResponse) -> Self {
        Self::Scim(Box::new(response))
    }
}

impl From<commcare::ErrorResponse> for ApiError {
    fn from(response: commcare::ErrorResponse) -> Self {
        Self::CommCare(Box::new(response))
    }
}

/// Logs an error of the server with its causes, which the client does not get.
pub(crate) fn log(error: &Error) {
    match error {
        Error::Internal(cause) => tracing::error!(error = with_causes(&**cause), "internal error"),
        Error::TransactionConflict(cause) | Error::Unavailable(Some(cause)) => {
            tracing::warn!(error = with_causes(&**cause), "store unavailable");
        }
        _ => {}
    }
}

fn with_causes(error: &dyn Cause) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
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
        Error::IdempotencyConflict(_) | Error::LastAdmin(_) => StatusCode::CONFLICT,
        Error::HistoryChanged => StatusCode::GONE,
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
        Error::HistoryChanged => "history_changed",
        Error::LastAdmin(_) => "last_admin",
        Error::Throttled(_) => "throttled",
        Error::TransactionConflict(_) | Error::Unavailable(_) => "unavailable",
        Error::Internal(_) => "internal_error",
    }
}
