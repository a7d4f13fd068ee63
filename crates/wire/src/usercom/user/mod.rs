//! Users.

pub mod bulk;
mod filter;
mod request;
mod response;

pub use filter::{Search, Shape, decode_filter};
pub use request::decode_edit;
pub(super) use response::into_object;
pub use response::{encode, encode_upserted};
