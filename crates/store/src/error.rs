//! What can go wrong between us and the engine.

use std::{error::Error as Cause, fmt, sync::Arc};

/// A failure of the store.
///
/// It says which kind it is, so that the caller can decide, and carries its cause for the log.
/// Neither ever shows a stored or bound value: those are people's data.
#[derive(Clone, Debug)]
pub struct Error {
    kind: ErrorKind,
    text: String,
    cause: Option<Arc<dyn Cause + Send + Sync>>,
}

/// The kinds of failure that a caller may want to tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// A row with this key is there already. Holds the columns of the key, as
    /// `people.domain, people.custom_id`, or the constraint's name where the engine names no columns.
    Unique(String),
    /// A row refers to one that is not there, or is referred to and cannot go.
    ForeignKey,
    /// Another transaction came between: the same work may succeed when done again.
    Serialization,
    /// The engine does not answer, or not in time.
    Unreachable,
    /// The store was written by a newer Roster.
    Newer,
    /// What is stored is not what was expected there.
    Corrupt,
    /// There is no room left.
    Full,
    /// Anything else: a defect of ours or of the set-up.
    Other,
}

impl Error {
    /// A failure that `text` explains by itself.
    pub(crate) fn new(kind: ErrorKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), cause: None }
    }

    /// A failure that `cause` explains further.
    pub(crate) fn caused(
        kind: ErrorKind,
        text: impl Into<String>,
        cause: impl Cause + Send + Sync + 'static,
    ) -> Self {
        Self { kind, text: text.into(), cause: Some(Arc::new(cause)) }
    }

    /// Which kind of failure this is.
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// Whether a row was refused because `column` of `table` is in a key that is taken.
    ///
    /// Every key of a tenant table begins with the domain: ask for the column that sets it apart.
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

/// The meaning of a store error, where the caller has no other for it.
impl From<Error> for roster_model::Error {
    fn from(error: Error) -> Self {
        match error.kind() {
            ErrorKind::Serialization => Self::TransactionConflict(Box::new(error)),
            ErrorKind::Unreachable | ErrorKind::Full => Self::Unavailable(Some(Box::new(error))),
            _ => Self::Internal(Box::new(error)),
        }
    }
}
