//! Custom attributes: definitions and values.

mod request;
mod response;
mod values;

pub use request::decode_create;
pub use response::encode;
pub(super) use response::encode_values;
pub(super) use values::{attributes_in, change_of};
pub use values::{decode_name, decode_set, decode_set_many};
