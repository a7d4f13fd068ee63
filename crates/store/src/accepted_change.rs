//! What was accepted as a whole and takes several transactions.

use jiff::Timestamp;

use crate::{Error, Row};

/// An accepted change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedChange {
    /// The number of the last entry of the change log when it was accepted.
    pub seq: i64,
    /// When it was accepted.
    pub accepted_at: Timestamp,
    /// The name of the caller in the change log.
    pub actor: String,
    /// The channel, as in the change log.
    pub via: String,
}

/// Reads the columns `seq`, `accepted_at`, `actor` and `via`, from the column `first`.
pub(crate) fn accepted_change(row: &Row<'_>, first: usize) -> Result<AcceptedChange, Error> {
    Ok(AcceptedChange {
        seq: row.int(first)?,
        accepted_at: row.instant(first + 1)?,
        actor: row.text(first + 2)?,
        via: row.text(first + 3)?,
    })
}
