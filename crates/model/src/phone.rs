//! Phone numbers.

use std::borrow::Cow;

use crate::Problem;

/// A phone number: 1 to 20 digits, without a leading plus.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// Why a text is not a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneProblem {
    /// It contains characters other than digits and separators.
    #[error("use digits, with blanks, '-', '.', '(' and ')' as separators")]
    Characters,
    /// It has no digit, or more than 20.
    #[error("it must have 1 to 20 digits")]
    Length,
    /// It begins with a minus sign.
    #[error("it begins with a minus sign")]
    Negative,
    /// It is a number with decimals.
    #[error("it has decimals: format the column as text")]
    Decimals,
    /// It is in scientific notation, which has lost digits.
    #[error("it is in scientific notation: format the column as text")]
    Exponent,
    /// It contains two numbers.
    #[error("it contains two numbers: use a column for each")]
    Several,
    /// It has a trunk zero after the country code, as in `+44 (0)7700`.
    #[error("leave out the '(0)' after the country code")]
    TrunkZero,
}

/// Groups of at least this many digits, separated by blanks, are numbers of their own.
const NUMBER_DIGITS: usize = 7;

/// The first code points of the decimal digits 0 to 9 of the scripts in use (Unicode category Nd).
const ZEROS: [u32; 52] = [
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
    0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
    0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0xFF10, 0x104A0, 0x10D30, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0,
    0x11650, 0x116C0, 0x11730, 0x118E0, 0x1E140, 0x1E950,
];

impl Phone {
    /// Parses a phone number. Blanks, `-`, `.`, `(`, `)` and one leading `+` are removed, and so are
    /// invisible marks and the decimal tail `.0` or `.00` that spreadsheets add. Digits of other
    /// scripts become ASCII digits. Cleaning never turns one number into another.
    ///
    /// # Errors
    /// [`Problem::Phone`] with the cause.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        match digits_of(text) {
            Ok(digits) => Ok(Self(digits)),
            Err(cause) => Err(Problem::Phone(text.to_owned(), cause)),
        }
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
        if digits.starts_with('0') { digits.into() } else { ["+", digits].concat().into() }
    }
}

fn digits_of(text: &str) -> Result<String, PhoneProblem> {
    let text: String = text.chars().filter(|c| !is_invisible(*c)).map(plain).collect();
    let text = text.trim();
    if text.trim_start_matches(|c: char| c == '(' || c.is_whitespace()).starts_with('-') {
        return Err(PhoneProblem::Negative);
    }
    if text.chars().any(|c| matches!(c, '\n' | '\r' | '\u{0B}' | '\u{2028}' | '\u{2029}')) {
        return Err(PhoneProblem::Several);
    }
    let text = without_decimals(text)?;
    check_exponent(text)?;
    if is_several(text) {
        return Err(PhoneProblem::Several);
    }
    let is_separator = |c: char| matches!(c, '-' | '.' | '(' | ')') || c.is_whitespace();
    let bare: String = text.chars().filter(|c| !is_separator(*c)).collect();
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if compact.find("(0)").is_some_and(|position| position > 0) {
        return Err(PhoneProblem::TrunkZero);
    }
    let digits = bare.strip_prefix('+').unwrap_or(&bare);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PhoneProblem::Characters);
    }
    if (1..=20).contains(&digits.len()) { Ok(digits.to_owned()) } else { Err(PhoneProblem::Length) }
}

/// Removes the decimal tail of a whole number. A single dot is a decimal point, not a separator, before
/// one or two digits and after a number that is complete without the tail.
fn without_decimals(text: &str) -> Result<&str, PhoneProblem> {
    let in_brackets = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let text = in_brackets.map_or(text, str::trim);
    let Some((whole, tail)) = text.split_once('.') else { return Ok(text) };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = whole.bytes().filter(u8::is_ascii_digit).count();
    // A second decimal tail, not a group of digits.
    if digits >= NUMBER_DIGITS && tail.split('.').all(|group| group == "0") && tail.contains('.') {
        return Err(PhoneProblem::Decimals);
    }
    if digits == 0 || !is_number(tail) || (tail.len() > 2 && digits < NUMBER_DIGITS) {
        return Ok(text);
    }
    if tail.bytes().all(|byte| byte == b'0') { Ok(whole) } else { Err(PhoneProblem::Decimals) }
}

/// Rejects `2.78E+10`: the spreadsheet has rounded it.
fn check_exponent(text: &str) -> Result<(), PhoneProblem> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else { return Ok(()) };
    let is_mantissa = mantissa.bytes().all(|byte| byte.is_ascii_digit() || b".,+".contains(&byte));
    let is_exponent = exponent.bytes().all(|byte| byte.is_ascii_digit() || b"+-".contains(&byte));
    let has_digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let is_both = is_mantissa && is_exponent && has_digits(mantissa) && has_digits(exponent);
    if is_both { Err(PhoneProblem::Exponent) } else { Ok(()) }
}

/// Whether two parts between separators are numbers of their own.
fn is_several(text: &str) -> bool {
    let count_digits = |part: &str| part.chars().filter(char::is_ascii_digit).count();
    let long = |parts: &mut dyn Iterator<Item = &str>| {
        parts.filter(|part| count_digits(part) >= NUMBER_DIGITS).count() > 1
    };
    long(&mut text.split(|c: char| !c.is_ascii_digit()))
        || long(&mut text.split_whitespace())
        || long(&mut text.split(['/', ';', ',', '|', '&', '(', ')', '\t']))
        || long(&mut text.split("  "))
        || long(&mut text.split(" - "))
        || text.matches('+').count() > 1
        || is_repeated_grouping(text)
}

/// Whether the groups of digits between blanks are those of two numbers, as in
/// `07 82 33 44 55 07 82 33 44 56`: they are more digits than a number has (E.164), or the second half
/// is grouped as the first one.
fn is_repeated_grouping(text: &str) -> bool {
    const MAX_DIGITS: usize = 15;
    if !text.contains(char::is_whitespace) {
        return false;
    }
    let groups = text.split(|c: char| !c.is_ascii_digit()).map(str::len);
    let groups: Vec<usize> = groups.filter(|length| *length > 0).collect();
    let digits: usize = groups.iter().sum();
    let (first, second) = groups.split_at(groups.len() / 2);
    digits > MAX_DIGITS || (first == second && digits >= 2 * NUMBER_DIGITS)
}

/// ASCII digits, hyphens and plus signs for their variants.
fn plain(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
        '\u{FF0B}' => '+',
        '\u{FF08}' => '(',
        '\u{FF09}' => ')',
        '\u{FF0E}' | '\u{66B}' => '.',
        _ => {
            let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&(c as u32)));
            zero.and_then(|zero| char::from_digit(c as u32 - zero, 10)).unwrap_or(c)
        }
    }
}

/// Whether a character has no shape: soft hyphens, zero-width characters, directions, variation
/// selectors.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::{Phone, PhoneProblem};
    use crate::Problem;

    #[test]
    fn numbers_are_cleaned() {
        for (text, digits) in [
            ("+502 (533) 113-99", "50253311399"),
            ("0770.900.123", "0770900123"),
            ("555.0000", "5550000"),
            ("27820000006.0", "27820000006"),
            ("+27820000006.00", "27820000006"),
            ("٠٧٧٠٠٩٠٠١٢٣", "07700900123"),
            ("०७७००९००१२३", "07700900123"),
            ("\u{202A}+44 7700 900123\u{202C}", "447700900123"),
            ("0770\u{A0}090\u{200B}0123\u{FEFF}", "07700900123"),
            ("0770\u{2011}0900123", "07700900123"),
            ("27 820 000 006.0", "27820000006"),
            ("27820000006.000", "27820000006"),
            ("٢٧٨٢٠٠٠٠٠٠٦٫٠", "27820000006"),
            ("0770  090 0123", "07700900123"),
            ("(0)7700 900123", "07700900123"),
            ("(+44) 7700 900123", "447700900123"),
            ("12345678901234567890", "12345678901234567890"),
            ("7", "7"),
            ("( 27820000006.0)", "27820000006"),
            ("07 82 33 44 55", "0782334455"),
        ] {
            assert_eq!(Phone::parse(text).map(|phone| phone.0), Ok(digits.to_owned()), "{text:?}");
        }
    }

    #[test]
    fn other_texts_are_rejected_with_the_cause() {
        for (text, cause) in [
            ("-5", PhoneProblem::Negative),
            ("( -5)", PhoneProblem::Negative),
            ("27820000006.0.0", PhoneProblem::Decimals),
            ("07 82 33 44 55 07 82 33 44 56", PhoneProblem::Several),
            ("555 0100 555 0101", PhoneProblem::Several),
            ("\u{2212}27820000006", PhoneProblem::Negative),
            ("27820000006.5", PhoneProblem::Decimals),
            ("27 820 000 006.5", PhoneProblem::Decimals),
            ("27820000006.125", PhoneProblem::Decimals),
            ("2.782E+10", PhoneProblem::Exponent),
            ("2782e7", PhoneProblem::Exponent),
            ("0770090012 0770090013", PhoneProblem::Several),
            ("0770090012\n0770090013", PhoneProblem::Several),
            ("077 009\n0012", PhoneProblem::Several),
            ("0770090012 / 0770090013", PhoneProblem::Several),
            ("0770090012;0770090013", PhoneProblem::Several),
            ("+447700900123+447700900124", PhoneProblem::Several),
            ("0770090012-0770090013", PhoneProblem::Several),
            ("077 009 0012   077 009 0013", PhoneProblem::Several),
            ("077 009 0012 (077 009 0013)", PhoneProblem::Several),
            ("44 (0)7700 900123", PhoneProblem::TrunkZero),
            ("+44 (0)7700 900123", PhoneProblem::TrunkZero),
            ("0044 (0) 7700 900123", PhoneProblem::TrunkZero),
            ("", PhoneProblem::Length),
            ("123456789012345678901", PhoneProblem::Length),
            ("077x", PhoneProblem::Characters),
            ("27820000006,0", PhoneProblem::Characters),
        ] {
            assert_eq!(Phone::parse(text), Err(Problem::Phone(text.to_owned(), cause)), "{text:?}");
        }
    }
}
