//! The changes feed. The live service has none.

mod request;
mod response;

pub use request::{ChangesRequest, decode};
pub use response::encode;
