//! Responses with usernames.

use roster_model::{Id, Username};
use serde_json::{Value, json};

/// Converts a username into an item of a list. The host part is omitted.
pub fn tree(id: &Id, username: &Username) -> Value {
    json!({ "user_id": id.as_str(), "user_name": username.short() })
}
