//! Refusals in the dialect's envelope.

use axum::{
    body::Body,
    response::{IntoResponse as _, Response},
};
use http::{HeaderValue, header};
use roster_model::{Fault, WireMode};
use roster_wire::{
    Format,
    commcare::{self, Occasion},
};

use crate::{
    App,
    caller::challenge,
    refusal::{Refusal, log},
};

/// A refusal as it is answered.
pub(crate) fn refuse(refusal: &Refusal, format: Format, app: Option<&App>) -> Response {
    match refusal {
        // The list itself is the answer, in no format at all.
        Refusal::Options { allowed } => {
            let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
            (headers, allowed.clone()).into_response()
        }
        Refusal::CommCare(worded) => answer(worded, format),
        Refusal::Fault(fault) => {
            let mut response = answer(&commcare::Refusal::of(fault, Occasion::Plain), format);
            if let (Fault::Unauthenticated(failure), Some(app)) = (&**fault, app) {
                challenge::put(response.headers_mut(), *failure, &app.directory);
            }
            response
        }
        other => {
            let worded = commcare::Refusal::new(other.status(), other.code(), &other.text());
            answer(&worded, format)
        }
    }
}

/// Words a fault as the live service does on such an occasion.
pub(super) fn worded(occasion: Occasion<'_>) -> impl Fn(Fault) -> Refusal {
    move |fault| {
        // That the store is busy has one wording, and why it is decides whether to try again.
        if matches!(fault, Fault::Busy(_)) {
            return fault.into();
        }
        log(&fault);
        commcare::Refusal::of(&fault, occasion).into()
    }
}

fn answer(refusal: &commcare::Refusal, format: Format) -> Response {
    let mut response = Response::new(Body::from(refusal.body(format, WireMode::Documented)));
    *response.status_mut() = refusal.status;
    let headers = response.headers_mut();
    let content_type = commcare::Refusal::content_type(format);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Some(seconds) = refusal.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
