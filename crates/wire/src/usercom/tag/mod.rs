//! Tags.

mod request;
mod response;

pub use request::{decode_name, decode_names};
pub(super) use response::encode_all;
pub use response::{encode, encode_added};
