//! HTML responses, redirects and the security headers of the console.

use askama::Template;
use axum::response::{Html, IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use roster_model::Error;

use crate::error::ApiError;

/// The result of a console handler.
pub(crate) type PageResult = Result<Response, ApiError>;

/// The content security policy: own files only, nothing inline, and no framing by any page.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
                                       img-src 'self' data:; connect-src 'self'; \
                                       form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Renders a page with the status 200.
pub(crate) fn render(template: &impl Template) -> PageResult {
    render_with_status(StatusCode::OK, template)
}

/// Renders a page with another status, such as 422 for a form with errors.
pub(crate) fn render_with_status(status: StatusCode, template: &impl Template) -> PageResult {
    let html = template.render().map_err(|error| Error::Internal(Box::new(error)))?;
    Ok((status, Html(html)).into_response())
}

/// Redirects to a page of the console with the status 303, so that the browser uses GET.
pub(crate) fn redirect(url: &str) -> Response {
    let Ok(url) = HeaderValue::from_str(url) else { return redirect("/") };
    (StatusCode::SEE_OTHER, [(header::LOCATION, url)]).into_response()
}

/// Adds the security headers to a response of the console. Pages are not cached unless the handler
/// set `Cache-Control`.
pub(super) fn add_security_headers(response: &mut Response) {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Browsers send `Origin` with own forms only under this policy; `csrf` relies on it.
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
