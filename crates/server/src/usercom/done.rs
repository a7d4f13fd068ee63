//! ResponseCache of the actions that have nothing to say.

use http::{Method, StatusCode};
use serde_json::json;

use super::call::Call;
use crate::reply::Reply;

/// Nothing: 204 for DELETE, an empty 200 for anything else.
pub(super) fn done(method: &Method) -> Reply {
    if *method == Method::DELETE { Reply::no_content() } else { Reply::empty(StatusCode::OK) }
}

/// `{"status": "ok"}`.
pub(super) fn status_ok() -> Reply {
    Call::reply(&json!({ "status": "ok" }))
}
