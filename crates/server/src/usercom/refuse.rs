//! Refusals in the dialect's envelope.

use axum::{
    body::Body,
    response::{IntoResponse as _, Response},
};
use http::{HeaderValue, StatusCode, header};
use roster_model::Error;
use roster_wire::usercom;

use crate::error::ApiError;

/// A refusal as it is answered.
pub(crate) fn refuse(refusal: &ApiError) -> Response {
    match refusal {
        ApiError::UserCom(worded) => answer(worded),
        ApiError::Directory(error) => {
            let mut response = answer(&usercom::ErrorResponse::from(&**error));
            let headers = response.headers_mut();
            if let Error::Throttled(seconds) = **error {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            if let Error::Unauthenticated(_) = **error {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Token"));
            }
            response
        }
        ApiError::NoRoute => answer(&usercom::ErrorResponse::not_found()),
        ApiError::Options { .. } => StatusCode::OK.into_response(),
        other => answer(&usercom::ErrorResponse::new(other.status(), other.text())),
    }
}

fn answer(refusal: &usercom::ErrorResponse) -> Response {
    let mut response = Response::new(Body::from(usercom::write(&refusal.body)));
    *response.status_mut() = refusal.status;
    let content_type = HeaderValue::from_static(usercom::CONTENT_TYPE);
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}
