//! Errors in the envelope of the dialect.

use axum::{
    body::Body,
    response::{IntoResponse as _, Response},
};
use http::{HeaderValue, StatusCode, header};
use roster_model::Error;
use roster_wire::scim::{self, ErrorResponse};

use crate::{App, auth::challenge, error::ApiError};

/// Renders an error.
pub(super) fn render(error: &ApiError, app: Option<&App>) -> Response {
    match error {
        ApiError::Scim(response) => to_response(response),
        ApiError::Directory(error) => {
            let mut response = to_response(&ErrorResponse::from(&**error));
            let headers = response.headers_mut();
            if let Error::Throttled(seconds) = **error {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            if let (Error::Unauthenticated(failure), Some(app)) = (&**error, app) {
                challenge::add(headers, *failure, &app.directory);
            }
            response
        }
        ApiError::NoRoute => to_response(&ErrorResponse::not_found()),
        ApiError::Options { .. } => StatusCode::OK.into_response(),
        other => to_response(&ErrorResponse::new(other.status(), &other.text())),
    }
}

fn to_response(error: &ErrorResponse) -> Response {
    let mut response = Response::new(Body::from(scim::write(&error.body())));
    *response.status_mut() = error.status;
    let content_type = HeaderValue::from_static(scim::CONTENT_TYPE);
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}
