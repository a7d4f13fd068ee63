//! Webhooks. The live service has none.

mod payload;
mod request;
mod response;

pub use payload::event;
pub use request::{decode, decode_since};
pub use response::{delivery_tree, encode, encode_delivery, tree};

/// The name of the resource in paths.
pub const RESOURCE: &str = "webhook";
