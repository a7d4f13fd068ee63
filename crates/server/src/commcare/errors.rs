//! Errors in the envelope of the dialect.

use axum::{
    body::Body,
    response::{IntoResponse as _, Response},
};
use http::{HeaderValue, header};
use roster_model::{Error, WireMode};
use roster_wire::{
    Format, Params,
    commcare::{ErrorContext, ErrorResponse},
};

use super::request_context::choose_format;
use crate::{
    App,
    auth::challenge,
    dialect::ErrorRequest,
    error::{ApiError, log},
};

/// Renders an error, in the format that the request asks for.
pub(super) fn render(error: &ApiError, request: &ErrorRequest, app: Option<&App>) -> Response {
    let params = Params::parse(request.uri.query().unwrap_or_default());
    let format = choose_format(&params, request.accept.as_ref()).unwrap_or_default();
    match error {
        // The live service sends the list of methods as plain text.
        ApiError::Options { allowed } => {
            let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
            (headers, allowed.clone()).into_response()
        }
        ApiError::CommCare(response) => to_response(response, format),
        ApiError::Directory(error) => {
            let mut response =
                to_response(&ErrorResponse::from_error(error, ErrorContext::General), format);
            if let (Error::Unauthenticated(failure), Some(app)) = (&**error, app) {
                challenge::add(response.headers_mut(), *failure, &app.directory);
            }
            response
        }
        other => {
            let response = ErrorResponse::new(other.status(), other.code(), &other.text());
            to_response(&response, format)
        }
    }
}

/// Converts errors of one endpoint to the texts that the live service has there.
pub(super) fn map_error(context: ErrorContext<'_>) -> impl Fn(Error) -> ApiError {
    move |error| {
        // These have one text everywhere, and the retry middleware needs the variant.
        if matches!(error, Error::TransactionConflict(_) | Error::Unavailable(_)) {
            return error.into();
        }
        log(&error);
        ErrorResponse::from_error(&error, context).into()
    }
}

fn to_response(error: &ErrorResponse, format: Format) -> Response {
    let mut response = Response::new(Body::from(error.body(format, WireMode::Documented)));
    *response.status_mut() = error.status;
    let headers = response.headers_mut();
    let content_type = ErrorResponse::content_type(format);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Some(seconds) = error.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
