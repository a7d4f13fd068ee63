//! Groups.

mod request;
mod response;

pub use request::decode;
pub use response::{encode, writable};
