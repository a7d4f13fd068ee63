//! Refusals in the dialect's envelope.

use axum::{
    body::Body,
    response::{IntoResponse as _, Response},
};
use http::{HeaderValue, StatusCode, header};
use roster_model::Fault;
use roster_wire::usercom;

use crate::refusal::Refusal;

/// A refusal as it is answered.
pub(crate) fn refuse(refusal: &Refusal) -> Response {
    match refusal {
        Refusal::UserCom(worded) => answer(worded),
        Refusal::Fault(fault) => {
            let mut response = answer(&usercom::Refusal::from(&**fault));
            let headers = response.headers_mut();
            if let Fault::Throttled(seconds) = **fault {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            if let Fault::Unauthenticated(_) = **fault {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Token"));
            }
            response
        }
        Refusal::NoRoute => answer(&usercom::Refusal::not_found()),
        Refusal::Options { .. } => StatusCode::OK.into_response(),
        other => answer(&usercom::Refusal::new(other.status(), other.text())),
    }
}

fn answer(refusal: &usercom::Refusal) -> Response {
    let mut response = Response::new(Body::from(usercom::write(&refusal.body)));
    *response.status_mut() = refusal.status;
    let content_type = HeaderValue::from_static(usercom::CONTENT_TYPE);
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}
