//! The context of an encoder.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use roster_model::Domain;

/// The parts of a request that affect the encoding of its response.
#[derive(Clone, Debug)]
pub struct View {
    base: String,
}

/// The characters to escape in a path segment.
const IN_SEGMENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':').remove(b'@');

impl View {
    /// Creates the view of a request to `domain`. `origin` is the scheme and host, for example
    /// `https://roster.example.org`.
    pub fn new(origin: &str, domain: &Domain) -> Self {
        Self { base: format!("{origin}/a/{}/scim/v2", domain.name) }
    }

    /// The address of a resource below the base, for example `Users` or `Schemas/{id}`.
    pub fn address(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    /// The address of a user.
    pub fn user(&self, id: &str) -> String {
        format!("{}/Users/{}", self.base, utf8_percent_encode(id, IN_SEGMENT))
    }

    /// The address of a group.
    pub fn group(&self, id: &str) -> String {
        format!("{}/Groups/{}", self.base, utf8_percent_encode(id, IN_SEGMENT))
    }
}
