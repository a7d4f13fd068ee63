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

/// Whether a fault is that another transaction came between: then the same may succeed when it is
/// done again from its beginning.
pub fn others_came_between(fault: &Fault) -> bool {
    let Fault::Busy(Some(cause)) = fault else { return false };
    let cause = cause.downcast_ref::<Error>();
    cause.is_some_and(|cause| *cause.kind() == ErrorKind::Serialization)
}
