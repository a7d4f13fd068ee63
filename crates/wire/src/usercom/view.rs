//! How an answer is to be written.

use super::Version;

/// Version and address: what the shape of an answer depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The version of the answer.
    pub version: Version,
    /// The address of the request without its query, absolute, with the slash at the end: what
    /// links to other pages begin with.
    pub address: String,
}
