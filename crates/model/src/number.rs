//! Numbers in requests.

/// The number of significant digits that are enough to compare with any 64-bit float exactly.
const MAX_DIGITS: usize = 800;

/// Returns whether a JSON number keeps its value when it is stored: an integer of 64 bits, or a decimal
/// that a 64-bit float gives back with the same digits. `18446744073709551616` and `1e-400` do not, and
/// `-0` loses its sign. Other texts are no numbers.
pub fn is_exact_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        let fits = text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok();
        return fits && text != "-0";
    }
    let (Ok(float), Some((significant, exponent))) = (text.parse::<f64>(), scientific(digits))
    else {
        return false;
    };
    if significant.is_empty() || float == 0.0 {
        return significant.is_empty();
    }
    if !float.is_finite() || significant.len() > MAX_DIGITS {
        return false;
    }
    // The shortest text of a float is not always its value rounded to so many digits.
    let float = float.abs();
    let sent = Some((significant.as_str(), exponent));
    let is_sent = |text: String| {
        let shown = scientific(&text);
        shown.as_ref().map(|(significant, exponent)| (significant.as_str(), *exponent)) == sent
    };
    is_sent(format!("{float:e}")) || is_sent(format!("{float:.*e}", significant.len() - 1))
}

/// The significant digits of a decimal, and the exponent of the first one. A decimal of zero has none.
fn scientific(digits: &str) -> Option<(String, i64)> {
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (digits, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    if !all.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let leading_zeros = all.bytes().take_while(|b| *b == b'0').count();
    let significant = all.trim_matches('0').to_owned();
    let position = i64::try_from(whole.len()).ok()? - 1 - i64::try_from(leading_zeros).ok()?;
    Some((significant, exponent.checked_add(position)?))
}

#[cfg(test)]
mod tests {
    use super::is_exact_number;

    #[test]
    fn numbers_that_are_stored_with_all_digits_are_exact() {
        for exact in [
            "0",
            "7",
            "-7",
            "18446744073709551615",
            "-9223372036854775808",
            "0.0",
            "-0.0",
            "0e5",
            "1.5",
            "1.50",
            "100.0",
            "1e3",
            "2.5E-3",
            "0.1",
            "3.141592653589793",
            "1e300",
            "5e-324",
            "0.30000000000000004",
            "9007199254740993",
            "1.7976931348623157e308",
            "0.1000000000000000055511151231257827021181583404541015625",
        ] {
            assert!(is_exact_number(exact), "{exact}");
        }
        for inexact in [
            "-0",
            "18446744073709551616",
            "-9223372036854775809",
            "1e-400",
            "1e400",
            "1e999999999999",
            "123456789012345678901234567890",
            "0.1234567890123456789",
            "9007199254740993.0",
            "2e-324",
        ] {
            assert!(!is_exact_number(inexact), "{inexact}");
        }
        for other in ["", "-", "x", "+7", ".5", "1e", "1.2.3", "nan", "inf", "0x10", "1_000"] {
            assert!(!is_exact_number(other), "{other}");
        }
    }
}
