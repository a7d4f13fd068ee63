//! The parts of a request that affect the encoding of its response.

use super::Version;

/// The context of an encoder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The version of the response.
    pub version: Version,
    /// The absolute URL of the request without its query, with a slash at the end. Links to other
    /// pages begin with it.
    pub address: String,
}
