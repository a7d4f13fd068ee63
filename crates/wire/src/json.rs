//! JSON with the byte layout of the live services, and a parser with a limited depth.

use std::io;

use roster_model::is_exact_number;
use serde::Serialize;
use serde_json::{
    Value,
    ser::{Formatter, Serializer},
};

/// The maximum depth of arrays and objects in a request.
pub const MAX_DEPTH: usize = 64;

/// The maximum number of values and keys in a request. It bounds the memory of the parsed body, which
/// a body of many small values exceeds by far.
pub const MAX_VALUES: usize = 100_000;

/// Why a body cannot be parsed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadJson {
    /// The body is malformed JSON, or nests deeper than [`MAX_DEPTH`]. Has the text of the parser.
    #[error("{0}")]
    Malformed(String),
    /// The body has more than [`MAX_VALUES`] values and keys.
    #[error("more than {MAX_VALUES} values")]
    TooManyValues,
    /// A number would lose digits.
    #[error(transparent)]
    Number(#[from] InexactNumber),
}

/// A number in a body would lose digits: see [`roster_model::is_exact_number`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{key}': the number {number} cannot be stored with all its digits; send it as a string")]
pub struct InexactNumber {
    /// The key of the number, or of the list that has it.
    pub key: String,
    /// The number as sent, shortened.
    pub number: String,
}

impl InexactNumber {
    /// The maximum length of a number in a message, in characters.
    const MAX_SHOWN: usize = 40;

    /// Builds the error for the number of a key.
    pub(crate) fn new(key: &str, number: &str) -> Self {
        let mut shown: String = number.chars().take(Self::MAX_SHOWN).collect();
        if shown.len() < number.len() {
            shown.push_str("...");
        }
        Self { key: key.to_owned(), number: shown }
    }
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

/// Parses JSON. A byte order mark before it is skipped. Of a repeated key the last value counts.
///
/// # Errors
/// [`BadJson`] if `bytes` are malformed, nest deeper than [`MAX_DEPTH`] or have more than
/// [`MAX_VALUES`] values, or a number in them would lose digits.
pub fn parse(bytes: &[u8]) -> Result<Value, BadJson> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut scanner = Scanner::default();
    scanner.scan(bytes);
    if scanner.deepest > MAX_DEPTH {
        return Err(BadJson::Malformed(format!("nested deeper than {MAX_DEPTH} levels")));
    }
    if scanner.values > MAX_VALUES {
        return Err(BadJson::TooManyValues);
    }
    let value =
        serde_json::from_slice(bytes).map_err(|error| BadJson::Malformed(error.to_string()))?;
    scanner.inexact.map_or(Ok(value), |number| Err(number.into()))
}

/// What a pass over the bytes finds outside strings: the depth of the brackets and the number of
/// values, so that no deep or large tree is built, and a number that a parsed tree would not show.
#[derive(Default)]
struct Scanner {
    deepest: usize,
    /// The number of values and keys, as far as separators show it.
    values: usize,
    inexact: Option<InexactNumber>,
}

impl Scanner {
    fn scan(&mut self, bytes: &[u8]) {
        let mut depth = 0_usize;
        let (mut last_string, mut key): (&[u8], &[u8]) = (b"", b"");
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            match rest[0] {
                b'"' => {
                    let end = string_end(rest);
                    last_string = &rest[1..end.max(1)];
                    at += end;
                }
                b':' => {
                    key = last_string;
                    self.values += 1;
                }
                b',' => self.values += 1,
                b'[' | b'{' => {
                    depth += 1;
                    self.values += 1;
                    self.deepest = self.deepest.max(depth);
                }
                b']' | b'}' => depth = depth.saturating_sub(1),
                b'-' | b'0'..=b'9' => {
                    let is_part = |b: &&u8| b.is_ascii_digit() || b"+-.eE".contains(b);
                    let length = rest.iter().take_while(is_part).count();
                    let number = str::from_utf8(&rest[..length]).unwrap_or_default();
                    if self.inexact.is_none() && !is_exact_number(number) {
                        let key = String::from_utf8_lossy(key);
                        self.inexact = Some(InexactNumber::new(&key, number));
                    }
                    at += length - 1;
                }
                _ => {}
            }
            at += 1;
        }
    }
}

/// Returns the position of the quotation mark that ends the string at the start of `bytes`, or of their
/// end.
fn string_end(bytes: &[u8]) -> usize {
    let mut escaped = false;
    for (at, byte) in bytes.iter().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at,
            _ => {}
        }
    }
    bytes.len()
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
