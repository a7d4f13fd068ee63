//! Segments. Roster has none.

use roster_model::{Error, Page};
use serde_json::Value;

use super::request_context::RequestContext;
use crate::reply::ApiResult;

/// `GET segments/`.
pub(super) async fn list(request: RequestContext) -> ApiResult {
    request.page(async |_| Ok(Page { items: Vec::new(), total: 0, next: None }), Value::clone).await
}

/// `GET segments/:id/` and `GET segments/:id/users/`.
pub(super) async fn not_found(_: RequestContext) -> ApiResult {
    Err(Error::not_found("segment").into())
}
