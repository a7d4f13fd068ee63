//! The API documentation as a web page. It loads nothing from other servers, so it works offline.

use std::sync::LazyLock;

use axum::response::{IntoResponse, Response};
use http::header;

use super::openapi;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page may load its own files only.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      img-src data:; base-uri 'none'; frame-ancestors 'none'";

/// `GET /docs/`.
pub(crate) async fn page() -> Response {
    asset("text/html; charset=utf-8", PAGE)
}

/// `GET /docs/page.css`.
pub(crate) async fn style() -> Response {
    asset("text/css; charset=utf-8", STYLE)
}

/// `GET /docs/page.js`.
pub(crate) async fn script() -> Response {
    asset("text/javascript; charset=utf-8", SCRIPT)
}

/// `GET /openapi.json`.
pub(crate) async fn document() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(|| openapi::CORE.to_string());
    json(&TEXT)
}

/// `GET /openapi-all.json`.
pub(crate) async fn whole_document() -> Response {
    static TEXT: LazyLock<String> = LazyLock::new(|| openapi::WHOLE.to_string());
    json(&TEXT)
}

fn json(text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, text).into_response()
}

fn asset(content_type: &'static str, text: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, text).into_response()
}
