//! Groups of workers.

mod request;
mod response;

pub use request::{decode_create, decode_create_many, decode_edit};
pub use response::{encode, encode_created, encode_created_many, tree};

/// The name of the resource in paths.
pub const RESOURCE: &str = "group";
