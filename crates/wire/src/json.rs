//! JSON with the byte layout of the live services, and a parser with a limited depth.

use std::io;

use serde::Serialize;
use serde_json::{
    Value,
    ser::{Formatter, Serializer},
};

/// The maximum depth of arrays and objects in a request.
pub const MAX_DEPTH: usize = 64;

/// Why a body is rejected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadJson {
    /// It is malformed JSON, or nests deeper than [`MAX_DEPTH`]. The text is the one of the parser.
    #[error("{0}")]
    Malformed(String),
    /// An integer does not fit 64 bits. A parser would round it.
    #[error("an integer has too many digits; send it as a string")]
    InexactInteger,
}

/// Writes `value` with the separators `", "` and `": "`. Characters beyond ASCII are not escaped.
pub fn write(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1024);
    append(&mut bytes, value);
    bytes
}

/// Appends `value` to `bytes`, as [`write()`] does.
pub(crate) fn append(bytes: &mut Vec<u8>, value: &Value) {
    // Writing a tree to memory cannot fail.
    let _ = value.serialize(&mut Serializer::with_formatter(bytes, PythonFormatter));
}

/// Appends a JSON string to `bytes`.
pub(crate) fn write_text(bytes: &mut Vec<u8>, text: &str) {
    let plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
    // Without an early exit the loop is vectorized, which is faster.
    if text.bytes().fold(true, |all, byte| all & plain(byte)) {
        bytes.reserve(text.len() + 2);
        bytes.push(b'"');
        bytes.extend_from_slice(text.as_bytes());
        bytes.push(b'"');
        return;
    }
    let _ = text.serialize(&mut Serializer::with_formatter(bytes, PythonFormatter));
}

/// Parses JSON. Of a repeated key the last value counts.
///
/// # Errors
/// [`BadJson`] if `bytes` are malformed, nest deeper than [`MAX_DEPTH`] or have an integer that would
/// be rounded.
pub fn parse(bytes: &[u8]) -> Result<Value, BadJson> {
    if depth(bytes) > MAX_DEPTH {
        return Err(BadJson::Malformed(format!("nested deeper than {MAX_DEPTH} levels")));
    }
    let value =
        serde_json::from_slice(bytes).map_err(|error| BadJson::Malformed(error.to_string()))?;
    if has_inexact_integer(bytes) { Err(BadJson::InexactInteger) } else { Ok(value) }
}

/// Whether JSON has an integer that does not fit 64 bits.
pub(crate) fn has_inexact_integer(bytes: &[u8]) -> bool {
    /// The number of digits that always fit.
    const FITTING: usize = 18;
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let is_long = |run: &[u8]| run.len() > FITTING && run.iter().all(u8::is_ascii_digit);
    // Most documents have no long run of digits.
    if !bytes.chunk_by(|a, b| is_digit(a) == is_digit(b)).any(is_long) {
        return false;
    }
    let (mut in_string, mut escaped) = (false, false);
    let mut number = Vec::new();
    for byte in bytes.iter().chain(b" ") {
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E') => {
                number.push(*byte);
                continue;
            }
            _ => {}
        }
        if is_inexact(&std::mem::take(&mut number)) {
            return true;
        }
    }
    false
}

fn is_inexact(number: &[u8]) -> bool {
    let digits = number.strip_prefix(b"-").unwrap_or(number);
    let text = str::from_utf8(number).unwrap_or_default();
    !digits.is_empty()
        && digits.iter().all(u8::is_ascii_digit)
        && text.parse::<u64>().is_err()
        && text.parse::<i64>().is_err()
}

/// Returns the depth of the brackets outside strings. The check runs before parsing, so that no
/// deep tree is built.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in bytes {
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b'[' | b'{') => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            (false, b']' | b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// The separators of Python's `json.dumps`.
struct PythonFormatter;

impl Formatter for PythonFormatter {
    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::{BadJson, parse};

    #[test]
    fn integer_that_would_be_rounded_is_rejected() {
        for text in [
            "123456789012345678901234567890",
            "[1, -99999999999999999999]",
            r#"{"a\"b": {"n": 18446744073709551616}}"#,
        ] {
            assert_eq!(parse(text.as_bytes()), Err(BadJson::InexactInteger), "{text}");
        }
        for text in [
            "18446744073709551615",
            "-9223372036854775808",
            r#"["123456789012345678901234567890", "\\"]"#,
            "0.123456789012345678901",
            "1e30",
        ] {
            assert!(parse(text.as_bytes()).is_ok(), "{text}");
        }
    }
}
