//! Version 1: read-only, with absolute links.

mod filter;
mod response;

pub use filter::decode_filter;
pub use response::{encode, tree};
