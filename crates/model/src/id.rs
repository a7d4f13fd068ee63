//! Identities: of domains, and of the things in them.

use std::fmt;

use jiff::Timestamp;

use crate::Problem;

/// The name of a domain: CommCare's project space, User.com's application.
///
/// `[a-z0-9][a-z0-9-]{0,62}`; it appears in URLs and in the host part of usernames.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DomainName(String);

impl DomainName {
    /// Takes `text` as a domain name.
    ///
    /// # Errors
    /// [`Problem::DomainName`] when a character or the length is not allowed.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let allowed = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
        let well_formed =
            (1..=63).contains(&text.len()) && !text.starts_with('-') && text.bytes().all(allowed);
        if well_formed { Ok(Self(text.to_owned())) } else { Err(Problem::DomainName) }
    }

    /// A name read back from the store, which only holds well-formed ones.
    pub fn new_unchecked(text: String) -> Self {
        Self(text)
    }

    /// The name as text.
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
/// 32 lower-case hexadecimal digits when made here; kept as it was when imported: any text of 1 to
/// 126 characters without control characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(String);

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Id {
    /// The longest identity, in characters.
    pub const MAX_CHARS: usize = 126;

    /// Takes `text` as an identity, or `None` when nothing can have it.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = !text.is_empty()
            && text.chars().count() <= Self::MAX_CHARS
            && !text.chars().any(char::is_control);
        well_formed.then(|| Self(text.to_owned()))
    }

    /// The identity made of an instant and 16 random bytes: a UUID of version 7 (RFC 9562), in 32
    /// hexadecimal digits without hyphens.
    ///
    /// What is made later has the greater identity, so indexes by identity grow at their end: one
    /// that grows everywhere has as many pages written as there are rows.
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

    /// An identity read back from the store, which only holds well-formed ones.
    pub fn new_unchecked(text: String) -> Self {
        Self(text)
    }

    /// The identity as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identity as owned text.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
