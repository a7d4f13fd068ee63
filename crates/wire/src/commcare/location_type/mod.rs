//! Location types. The live service has them read-only; writing them is an extension.

mod filter;
mod request;
mod response;

pub use filter::check_filters;
pub use request::{decode_create, decode_edit};
pub(super) use response::url;
pub use response::{encode, tree};

/// The name of the resource in paths.
pub const RESOURCE: &str = "location_type";
