//! Responses of actions that return no data.

use http::{Method, StatusCode};
use serde_json::json;

use super::request_context::RequestContext;
use crate::reply::Reply;

/// 204 for DELETE, and 200 without a body for other methods.
pub(super) fn empty(method: &Method) -> Reply {
    if *method == Method::DELETE { Reply::no_content() } else { Reply::empty(StatusCode::OK) }
}

/// `{"status": "ok"}`.
pub(super) fn status_ok() -> Reply {
    RequestContext::reply(&json!({ "status": "ok" }))
}
