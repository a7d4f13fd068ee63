//! Operations that change many people, in several transactions.
//!
//! The embedded store has one writer, so a transaction over thousands of people makes the writes of all
//! domains wait. Such an operation is judged as a whole first; then each transaction changes at most
//! [`TURN`] people. What is accepted is completed: if the process ends, or the client gives up the request,
//! another process carries out the rest ([`Directory::complete_accepted_changes_regularly`]).
//!
//! [`Directory::complete_accepted_changes_regularly`]: crate::Directory::complete_accepted_changes_regularly

mod deletion;
mod left_over;

use roster_model::Error;
use roster_store::accepted_change::AcceptedChange;

use crate::unit_of_work::WriteTx;
pub(crate) use deletion::{Deletion, delete, end_deletion, resume};
pub(crate) use left_over::on_behalf_of;

/// How many people one transaction changes.
pub(crate) const TURN: usize = 200;

/// The most attempts of a transaction that conflicts with another one. Transactions that are committed
/// must not be repeated with the request.
const MAX_ATTEMPTS: usize = 4;

/// The result of a transaction.
pub(crate) enum Turn<T> {
    /// More follow.
    Part,
    /// There is no more to do.
    Last(T),
}

/// An operation in several transactions.
pub(crate) trait InTurns {
    /// The result of the whole operation.
    type Done;

    /// Runs the next transaction. It changes `self` only after its commit, so that it can be repeated.
    async fn turn(&mut self) -> Result<Turn<Self::Done>, Error>;
}

/// Runs the transactions of an operation.
///
/// # Errors
/// The first error of a transaction. Those before it stay.
pub(crate) async fn run<O: InTurns>(operation: &mut O) -> Result<O::Done, Error> {
    let mut attempts = 0;
    loop {
        match operation.turn().await {
            Ok(Turn::Last(done)) => return Ok(done),
            Ok(Turn::Part) => attempts = 0,
            Err(Error::TransactionConflict(_)) if attempts < MAX_ATTEMPTS => attempts += 1,
            Err(error) => return Err(error),
        }
    }
}

/// A change that `tx` accepts.
pub(crate) fn accepted_by(tx: &WriteTx) -> AcceptedChange {
    AcceptedChange {
        seq: tx.state.seq,
        accepted_at: tx.now,
        actor: tx.actor.clone(),
        via: tx.via().to_owned(),
    }
}
