//! Users.

mod request;
mod response;

pub use request::{decode, decode_patched};
pub use response::{encode, writable};
