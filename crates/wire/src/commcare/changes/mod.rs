//! The changes feed. The live service has none.

mod request;
mod response;

pub(super) use request::parse_since;
pub use request::{ChangesRequest, decode};
pub use response::encode;
pub(super) use response::tree;
