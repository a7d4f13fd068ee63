//! Segments: kept by the service from rules of its own. There are none here.

use roster_model::{Fault, Page};
use serde_json::Value;

use super::call::Call;
use crate::reply::Answer;

/// `GET segments/`.
pub(super) async fn list(call: Call) -> Answer {
    call.page(async |_| Ok(Page { items: Vec::new(), total: 0, next: None }), Value::clone).await
}

/// `GET segments/:id/` and `GET segments/:id/users/`.
pub(super) async fn missing(_: Call) -> Answer {
    Err(Fault::missing("segment").into())
}
