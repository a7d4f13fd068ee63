//! Failures of the store.

use std::{error::Error as Cause, fmt, sync::Arc};

/// A failure of the store.
///
/// It has a kind, so that the caller can decide, and a cause for the log. Neither contains a stored
/// or bound value, because values are personal data.
#[derive(Clone, Debug)]
pub struct Error {
    kind: ErrorKind,
    text: String,
    cause: Option<Arc<dyn Cause + Send + Sync>>,
}

/// The kinds of failures that callers distinguish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// A row with this key exists. Holds the columns of the key, as `people.domain,
    /// people.custom_id`, or the constraint's name where the engine reports no columns.
    Unique(String),
    /// A row references a missing row, or is referenced and cannot be deleted.
    ForeignKey,
    /// A concurrent transaction got in the way: the same work can succeed when it is retried.
    Serialization,
    /// The engine does not respond, or not in time.
    Unreachable,
    /// A newer version of Roster wrote the store.
    Newer,
    /// The stored data is invalid.
    Corrupt,
    /// The disk is full.
    Full,
    /// Any other failure: a defect, or a wrong configuration.
    Other,
}

impl Error {
    /// Creates an error with this text.
    pub(crate) fn new(kind: ErrorKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), cause: None }
    }

    /// Creates an error with a cause.
    pub(crate) fn caused(
        kind: ErrorKind,
        text: impl Into<String>,
        cause: impl Cause + Send + Sync + 'static,
    ) -> Self {
        Self { kind, text: text.into(), cause: Some(Arc::new(cause)) }
    }

    /// The kind of the failure.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Whether a row was rejected because `column` of `table` is in a key that is taken.
    ///
    /// Every key of a tenant table begins with the domain: ask for the other column.
    pub fn violates(&self, table: &str, column: &str) -> bool {
        let ErrorKind::Unique(key) = &self.kind else { return false };
        let wanted = |part: &str| part.split_once('.') == Some((table, column));
        key.split(", ").any(wanted)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Cause for Error {
    fn source(&self) -> Option<&(dyn Cause + 'static)> {
        self.cause.as_deref().map(|cause| cause as &(dyn Cause + 'static))
    }
}

/// Converts a store error for callers that need no special handling.
impl From<Error> for roster_model::Error {
    fn from(error: Error) -> Self {
        match error.kind() {
            ErrorKind::Serialization => Self::TransactionConflict(Box::new(error)),
            ErrorKind::Unreachable | ErrorKind::Full => Self::Unavailable(Some(Box::new(error))),
            _ => Self::Internal(Box::new(error)),
        }
    }
}
