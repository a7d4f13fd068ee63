//! What an error of the store means to a caller.

use roster_model::Fault;
use roster_store::{Error, ErrorKind};

/// The meaning of a store's error, where the caller has none of its own for it.
pub fn fault(error: Error) -> Fault {
    match error.kind() {
        ErrorKind::Unreachable | ErrorKind::Serialization | ErrorKind::Full => {
            Fault::Busy(Some(Box::new(error)))
        }
        _ => Fault::Broken(Box::new(error)),
    }
}
