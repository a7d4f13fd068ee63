//! Web users of a domain.

mod filter;
mod request;
mod response;

pub use filter::{WebUserFilter, decode_filter};
pub use request::decode_edit;
pub use response::{encode, tree};

/// The name of the resource in paths.
pub const RESOURCE: &str = "web-user";
