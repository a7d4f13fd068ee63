//! Errors of paths outside the dialects, as JSON.

use axum::response::{IntoResponse as _, Response};
use http::header;
use serde_json::json;

use crate::error::ApiError;

/// Renders an error as `{"error": ..., "code": ...}`.
pub(crate) fn render(error: &ApiError) -> Response {
    if let ApiError::Options { .. } = error {
        return error.status().into_response();
    }
    let body = json!({ "error": error.text(), "code": error.code() });
    let headers = [(header::CONTENT_TYPE, "application/json")];
    (error.status(), headers, body.to_string()).into_response()
}
