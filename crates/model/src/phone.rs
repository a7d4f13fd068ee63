//! Phone numbers.

use std::borrow::Cow;

use crate::Problem;

/// A phone number: 1 to 20 digits, without the leading plus.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// Takes `text` as a number: blanks, `-`, `.`, `(`, `)` and one leading `+` are dropped.
    ///
    /// # Errors
    /// [`Problem::Phone`] when anything but 1 to 20 digits is left.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let decoration = |c: &char| !matches!(c, '-' | '.' | '(' | ')') && !c.is_whitespace();
        let bare: String = text.chars().filter(decoration).collect();
        let digits = bare.strip_prefix('+').unwrap_or(&bare);
        let well_formed =
            (1..=20).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if well_formed { Ok(Self(digits.to_owned())) } else { Err(Problem::Phone(text.to_owned())) }
    }

    /// A number read back from the store.
    pub fn new_unchecked(digits: String) -> Self {
        Self(digits)
    }

    /// The digits alone.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The number as it is dialled from abroad: `+` before the digits, unless they begin with 0.
    pub fn international(&self) -> String {
        Self::dialled(&self.0).into_owned()
    }

    /// [`Phone::international`] of the number with these digits.
    pub fn dialled(digits: &str) -> Cow<'_, str> {
        if digits.starts_with('0') { digits.into() } else { format!("+{digits}").into() }
    }
}
