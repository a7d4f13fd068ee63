//! Custom attributes: definitions and values.

mod request;
mod response;
mod values;

pub use request::decode_create;
pub use response::encode;
pub(super) use response::encode_values;
pub(super) use values::{attributes_in, decode_pair, decode_removal};
