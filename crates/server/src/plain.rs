//! Refusals outside of both dialects.

use axum::response::{IntoResponse as _, Response};
use http::header;
use serde_json::json;

use crate::error::ApiError;

/// A refusal in JSON.
pub(crate) fn refuse(refusal: &ApiError) -> Response {
    if let ApiError::Options { .. } = refusal {
        return refusal.status().into_response();
    }
    let body = json!({ "error": refusal.text(), "code": refusal.code() });
    let headers = [(header::CONTENT_TYPE, "application/json")];
    (refusal.status(), headers, body.to_string()).into_response()
}
