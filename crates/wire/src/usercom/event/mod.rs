//! Events and their occurrences.

mod request;
mod response;

pub use request::{decode_create, decode_occurrence};
pub use response::{encode, encode_created, encode_occurrence};
