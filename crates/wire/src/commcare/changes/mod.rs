//! The changes feed. The live service has none.

mod request;
mod response;

pub use request::{ChangesRequest, decode, parse_since};
pub use response::encode;
pub(super) use response::tree;
