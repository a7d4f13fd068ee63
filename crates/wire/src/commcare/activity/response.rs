//! The response to submissions.

use serde_json::json;

use crate::commcare::Document;

/// Encodes the numbers of submissions that are new and that were already counted.
pub fn encode(accepted: u64, repeated: u64) -> Document {
    Document::Response(json!({ "accepted": accepted, "repeated": repeated }))
}
