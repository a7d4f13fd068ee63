//! Companies.

mod request;
mod response;

pub use request::{
    decode_edit, decode_member, decode_remove_attribute, decode_set_attribute,
    decode_set_attributes,
};
pub use response::encode;
