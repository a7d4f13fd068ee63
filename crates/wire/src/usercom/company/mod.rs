//! Companies.

mod request;
mod response;

pub use request::{decode_edit, decode_member};
pub use response::encode;
