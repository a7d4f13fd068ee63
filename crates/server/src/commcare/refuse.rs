//! Refusals in the dialect's envelope.

use axum::{
    body::Body,
    response::{IntoResponse as _, Response},
};
use http::{HeaderValue, header};
use roster_model::{Error, WireMode};
use roster_wire::{
    Format,
    commcare::{self, Occasion},
};

use crate::{
    App,
    caller::challenge,
    error::{ApiError, log},
};

/// A refusal as it is answered.
pub(crate) fn refuse(refusal: &ApiError, format: Format, app: Option<&App>) -> Response {
    match refusal {
        // The list itself is the answer, in no format at all.
        ApiError::Options { allowed } => {
            let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
            (headers, allowed.clone()).into_response()
        }
        ApiError::CommCare(worded) => answer(worded, format),
        ApiError::Directory(error) => {
            let mut response = answer(&commcare::ErrorResponse::of(error, Occasion::Plain), format);
            if let (Error::Unauthenticated(failure), Some(app)) = (&**error, app) {
                challenge::put(response.headers_mut(), *failure, &app.directory);
            }
            response
        }
        other => {
            let worded = commcare::ErrorResponse::new(other.status(), other.code(), &other.text());
            answer(&worded, format)
        }
    }
}

/// Words a error as the live service does on such an occasion.
pub(super) fn worded(occasion: Occasion<'_>) -> impl Fn(Error) -> ApiError {
    move |error| {
        // That the store is busy has one wording, and why it is decides whether to try again.
        if matches!(error, Error::TransactionConflict(_) | Error::Unavailable(_)) {
            return error.into();
        }
        log(&error);
        commcare::ErrorResponse::of(&error, occasion).into()
    }
}

fn answer(refusal: &commcare::ErrorResponse, format: Format) -> Response {
    let mut response = Response::new(Body::from(refusal.body(format, WireMode::Documented)));
    *response.status_mut() = refusal.status;
    let headers = response.headers_mut();
    let content_type = commcare::ErrorResponse::content_type(format);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Some(seconds) = refusal.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
