//! Creation and change of many workers in one request, with a result for each. The live service has
//! no such request.

mod request;
mod response;

pub use request::{BulkWrite, MAX_ROWS, RowKind, decode};
pub use response::encode;
