//! The usernames of a domain, for user pickers in other programs.

mod response;

pub use response::tree;

/// The name of the resource in paths.
pub const RESOURCE: &str = "domain_usernames";
