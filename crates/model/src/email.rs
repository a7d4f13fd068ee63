//! E-mail addresses, and case folding for comparisons.

use crate::Problem;

/// An e-mail address as sent, without surrounding white space. Addresses are compared without case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// The maximum length, in bytes (RFC 5321, 4.5.3.1.3, without the angle brackets).
    pub const MAX_BYTES: usize = 254;

    /// Parses an address; blank text is `None`.
    ///
    /// # Errors
    /// [`Problem::Email`] if the text is not a valid address.
    pub fn parse(text: &str) -> Result<Option<Self>, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let options =
            email_address::Options::default().without_display_text().without_domain_literal();
        let valid = text.len() <= Self::MAX_BYTES
            && !text.chars().any(|c| c.is_control() || c.is_whitespace())
            && email_address::EmailAddress::parse_with_options(text, options).is_ok();
        if valid { Ok(Some(Self(text.to_owned()))) } else { Err(Problem::Email(text.to_owned())) }
    }

    /// Wraps a valid address from the store, without a check.
    pub fn new_unchecked(text: String) -> Self {
        Self(text)
    }

    /// Returns the address as sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the address in lower case, for comparisons.
    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}

/// Converts a text to lower case, for comparisons. SQLite and PostgreSQL fold case differently, so
/// the store compares texts that are folded here.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}
