//! Preconditions of a write (RFC 9110, 13.1.1: `If-Match`).

use roster_model::Error;

use crate::revision::Revision;

/// What must hold for the resource that a request is about to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// The resource exists.
    Exists,
    /// The resource has one of these revisions, in the form of [`Revision::as_str`].
    RevisionIn(Vec<String>),
}

impl Precondition {
    /// Compares the precondition with the current revision of an existing resource.
    ///
    /// # Errors
    /// [`Error::PreconditionFailed`].
    pub(super) fn evaluate(&self, current: &Revision) -> Result<(), Error> {
        match self {
            Self::RevisionIn(revisions) if !revisions.iter().any(|read| current.matches(read)) => {
                Err(Error::PreconditionFailed)
            }
            _ => Ok(()),
        }
    }
}
