//! Search of mobile workers and web users.

mod query;
mod request;
mod response;

pub use query::decode_query;
pub use request::{BulkFields, decode_fields};
pub use response::{encode, tree};

/// The name of the resource in paths.
pub const RESOURCE: &str = "bulk-user";

/// The keys of a user, in the order of responses.
const FIELDS: [&str; 7] =
    ["email", "first_name", "id", "last_name", "phone_numbers", "resource_uri", "username"];
