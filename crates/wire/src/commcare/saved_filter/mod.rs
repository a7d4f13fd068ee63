//! Saved filters of the list of workers. The live service has none.

mod request;
mod response;

pub use request::{decode, parse_query};
pub use response::{encode, tree};

/// The name of the resource in paths.
pub const RESOURCE: &str = "saved_filter";
