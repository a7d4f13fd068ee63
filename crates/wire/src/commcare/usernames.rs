//! Usernames of a domain, for pickers in other programs.

use roster_model::{Id, Username};
use serde_json::{Value, json};

/// The name of the resource in paths.
pub const RESOURCE: &str = "domain_usernames";

/// One worker as an item of the list: the identity, and the name without its host.
pub fn tree(id: &Id, username: &Username) -> Value {
    json!({ "user_id": id.as_str(), "user_name": username.short() })
}
