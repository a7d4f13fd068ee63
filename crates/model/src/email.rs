//! E-mail addresses, and the folding by which texts are compared.

use crate::Problem;

/// An e-mail address, kept as it was sent, trimmed; compared without case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    /// The longest address, in bytes (RFC 5321, 4.5.3.1.3, less the angle brackets).
    pub const MAX_BYTES: usize = 254;

    /// Takes `text` as an address; blank text is none.
    ///
    /// # Errors
    /// [`Problem::Email`] when no mail could go there.
    pub fn parse(text: &str) -> Result<Option<Self>, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let options =
            email_address::Options::default().without_display_text().without_domain_literal();
        let plausible = text.len() <= Self::MAX_BYTES
            && !text.chars().any(|c| c.is_control() || c.is_whitespace())
            && email_address::EmailAddress::parse_with_options(text, options).is_ok();
        if plausible {
            Ok(Some(Self(text.to_owned())))
        } else {
            Err(Problem::Email(text.to_owned()))
        }
    }

    /// An address read back from the store.
    pub fn new_unchecked(text: String) -> Self {
        Self(text)
    }

    /// The address as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address by which it is compared.
    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}

/// Text without case, the same on every engine: engines fold differently, so they compare texts
/// that were folded here.
pub fn fold(text: &str) -> String {
    text.to_lowercase()
}
