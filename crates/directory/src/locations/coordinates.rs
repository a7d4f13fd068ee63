//! Coordinates: degrees as decimal numbers, stored with ten decimals as in the live service.

use roster_model::Problem;

/// The largest latitude, north or south.
pub(super) const MAX_LATITUDE: u16 = 90;
/// The largest longitude, east or west.
pub(super) const MAX_LONGITUDE: u16 = 180;

const DECIMALS: i32 = 10;
const UNIT: i64 = 10_i64.pow(10);
/// Longer numbers are rejected.
const MAX_DIGITS: usize = 30;

/// Converts degrees as sent to the stored form, with ten decimals.
pub(super) fn canonical(text: &str, limit: u16) -> Result<String, Problem> {
    let within = |number: &i64| number.abs() <= i64::from(limit) * UNIT;
    let number = parse(text).filter(within);
    number.map(format).ok_or_else(|| Problem::Degrees { value: text.to_owned(), limit })
}

/// Parses a decimal number, with or without an exponent, to units of 1e-10, rounded.
pub(super) fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    let (unsigned, negative) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i16>().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let valid = digits.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || digits.len() > MAX_DIGITS || !valid {
        return None;
    }
    let shift = DECIMALS + i32::from(exponent) - i32::try_from(fraction.len()).ok()?;
    let number = shifted(digits.parse().ok()?, shift)?;
    i64::try_from(if negative { -number } else { number }).ok()
}

/// `number` times ten to the power of `shift`, rounded half up.
fn shifted(number: i128, shift: i32) -> Option<i128> {
    if number == 0 {
        return Some(0);
    }
    let Some(power) = 10_i128.checked_pow(shift.unsigned_abs()) else {
        return (shift < 0).then_some(0);
    };
    if shift < 0 { Some((number + power / 2) / power) } else { number.checked_mul(power) }
}

fn format(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let number = number.unsigned_abs();
    let unit = UNIT.unsigned_abs();
    format!("{sign}{}.{:010}", number / unit, number % unit)
}

#[cfg(test)]
mod tests {
    use super::{MAX_LATITUDE, MAX_LONGITUDE, canonical, parse};

    #[test]
    fn stored_degrees_have_ten_decimals() {
        for (sent, stored) in [
            ("9.082", "9.0820000000"),
            ("31", "31.0000000000"),
            ("-0.5", "-0.5000000000"),
            ("+.25", "0.2500000000"),
            ("-0", "0.0000000000"),
            ("11.12345678912", "11.1234567891"),
            ("1.99999999995", "2.0000000000"),
            ("1e-7", "0.0000001000"),
            ("1.2E1", "12.0000000000"),
            ("1e-400", "0.0000000000"),
            (" 90 ", "90.0000000000"),
        ] {
            assert_eq!(canonical(sent, MAX_LATITUDE).as_deref(), Ok(stored), "{sent}");
        }
        assert_eq!(canonical("-180", MAX_LONGITUDE).as_deref(), Ok("-180.0000000000"));
    }

    #[test]
    fn other_texts_are_rejected() {
        for sent in
            ["", ".", "-", "north", "9,5", "90.0000000001", "1e400", "0x10", "NaN", "1e", "--1"]
        {
            assert!(canonical(sent, MAX_LATITUDE).is_err(), "{sent}");
        }
    }

    #[test]
    fn parsed_degrees_compare_as_numbers() {
        assert!(parse("-10.5") < parse("-9") && parse("9") < parse("10.5"));
        assert_eq!(parse("0"), Some(0));
    }
}
