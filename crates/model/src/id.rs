//! Identities of domains and of the records in them.

use std::fmt;

use jiff::Timestamp;

use crate::Problem;

/// The name of a domain, which CommCare calls a project space and User.com an application.
///
/// It matches `[a-z0-9][a-z0-9-]{0,62}`, and appears in URLs and in the host part of usernames.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DomainName(String);

impl DomainName {
    /// Parses a domain name.
    ///
    /// # Errors
    /// [`Problem::DomainName`] if a character or the length is not allowed.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let allowed = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
        let well_formed =
            (1..=63).contains(&text.len()) && !text.starts_with('-') && text.bytes().all(allowed);
        if well_formed { Ok(Self(text.to_owned())) } else { Err(Problem::DomainName) }
    }

    /// Wraps a valid name from the store, without a check.
    pub fn new_unchecked(text: String) -> Self {
        Self(text)
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The opaque identity of a person, group, location, role or web user.
///
/// Roster creates 32 lower-case hexadecimal digits. An imported identity is any text of 1 to 126
/// characters without control characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(String);

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Id {
    /// The maximum length, in characters.
    pub const MAX_CHARS: usize = 126;

    /// Parses an identity; `None` if the text is not a valid one.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = !text.is_empty()
            && text.chars().count() <= Self::MAX_CHARS
            && !text.chars().any(char::is_control);
        well_formed.then(|| Self(text.to_owned()))
    }

    /// Creates an identity from an instant and 16 random bytes: a UUID version 7 (RFC 9562), as 32
    /// hexadecimal digits without hyphens.
    ///
    /// Later identities are greater, so an index by identity grows at its end. Random identities
    /// would write a page of the index for almost every row.
    pub fn new(at: Timestamp, mut bytes: [u8; 16]) -> Self {
        use fmt::Write as _;
        let milliseconds = at.as_millisecond().to_be_bytes();
        bytes[..6].copy_from_slice(&milliseconds[2..]);
        bytes[6] = bytes[6] & 0x0f | 0x70;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let mut text = String::with_capacity(32);
        for byte in bytes {
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// Wraps a valid identity from the store, without a check.
    pub fn new_unchecked(text: String) -> Self {
        Self(text)
    }

    /// Returns the identity.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Converts the identity into a string.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
