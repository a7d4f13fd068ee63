//! Pages as answers, and what a browser is told about all of them.

use askama::Template;
use axum::response::{Html, IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use roster_model::Error;

use crate::error::ApiError;

/// What a handler of the console gives.
pub(super) type Shown = Result<Response, ApiError>;

/// Only what we serve ourselves may run or be shown, nothing inline, and nobody may put us into a
/// frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; \
                      frame-ancestors 'none'";

/// 200 with a page.
pub(super) fn page(template: &impl Template) -> Shown {
    page_with(StatusCode::OK, template)
}

/// A page with another status: 422 for a form that could not be carried out.
pub(super) fn page_with(status: StatusCode, template: &impl Template) -> Shown {
    let text = template.render().map_err(|error| Error::Internal(Box::new(error)))?;
    Ok((status, Html(text)).into_response())
}

/// Goes on to another page of ours, by GET.
pub(super) fn go_to(address: &str) -> Response {
    let Ok(address) = HeaderValue::from_str(address) else { return go_to("/") };
    (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response()
}

/// Tells the browser how to treat an answer of the console.
pub(super) fn guard(response: &mut Response) {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Forms tell their origin to us alone, by which foreign ones are known.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    headers.insert(
        "permissions-policy",
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    );
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
