//! Segments: kept by the service from rules of its own. There are none here.

use roster_model::{Error, Page};
use serde_json::Value;

use super::call::Call;
use crate::reply::ApiResult;

/// `GET segments/`.
pub(super) async fn list(call: Call) -> ApiResult {
    call.page(async |_| Ok(Page { items: Vec::new(), total: 0, next: None }), Value::clone).await
}

/// `GET segments/:id/` and `GET segments/:id/users/`.
pub(super) async fn missing(_: Call) -> ApiResult {
    Err(Error::not_found("segment").into())
}
