//! Users.

pub mod bulk;
mod filter;
mod filter_field;
mod request;
mod response;

/// The text of `chat_id`, which the service no longer has.
const CHAT_ID: &str = "Chat ID is deprecated and will be removed in future";

pub use filter::{Search, Shape, decode_filter};
pub use request::{
    decode_edit, decode_remove_attribute, decode_set_attribute, decode_set_attributes,
};
pub(super) use response::into_object;
pub use response::{encode, encode_upserted};
