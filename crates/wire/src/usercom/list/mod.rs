//! Lists of users.

mod request;
mod response;

pub use request::{decode_edit, decode_number};
pub use response::encode;
