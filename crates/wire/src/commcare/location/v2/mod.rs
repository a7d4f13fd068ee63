//! Version 2: read and write.

mod filter;
mod request;
mod response;

pub use filter::decode_filter;
pub use request::{MAX_ITEMS, decode_create, decode_edit, decode_items};
pub use response::{encode, encode_items, tree};
