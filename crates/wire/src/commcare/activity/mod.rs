//! Submissions of workers, which an outside system reports so that activity can be counted.

mod request;
mod response;

pub use request::{MAX_SUBMISSIONS, decode};
pub use response::encode;
