//! Phone numbers.

use std::borrow::Cow;

use crate::Problem;

/// A phone number: 1 to 20 digits, without a leading plus.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// Parses a phone number. White space, `-`, `.`, `(`, `)` and one leading `+` are removed.
    ///
    /// # Errors
    /// [`Problem::Phone`] unless 1 to 20 digits remain.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let significant = |c: &char| !matches!(c, '-' | '.' | '(' | ')') && !c.is_whitespace();
        let bare: String = text.chars().filter(significant).collect();
        let digits = bare.strip_prefix('+').unwrap_or(&bare);
        let well_formed =
            (1..=20).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if well_formed { Ok(Self(digits.to_owned())) } else { Err(Problem::Phone(text.to_owned())) }
    }

    /// Wraps valid digits from the store, without a check.
    pub fn new_unchecked(digits: String) -> Self {
        Self(digits)
    }

    /// Returns the digits.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// Returns the number in international format: `+` before the digits, unless they begin with 0.
    pub fn international(&self) -> String {
        Self::international_from_digits(&self.0).into_owned()
    }

    /// Returns the digits of a number in the format of [`Phone::international`].
    pub fn international_from_digits(digits: &str) -> Cow<'_, str> {
        if digits.starts_with('0') { digits.into() } else { format!("+{digits}").into() }
    }
}
