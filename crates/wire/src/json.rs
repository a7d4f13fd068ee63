//! JSON with the byte layout of the live services, and a parser with a limited depth.

use std::{io, ops::Range};

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
    let shape = Shape::new(bytes);
    if shape.depth <= MAX_DEPTH && shape.values > MAX_VALUES {
        return Err(BadJson::TooManyValues);
    }
    let Some(number) = shape.inexact.first() else { return shape.parse(bytes) };
    // The parser rejects some of these numbers itself, so the rest is checked without them.
    shape.parse_quoted(bytes)?;
    Err(number.error(bytes).into())
}

/// Parses JSON of another server, which cannot be asked to send a number as a string: a number that
/// would lose digits becomes a string.
///
/// # Errors
/// [`BadJson::Malformed`].
pub(crate) fn parse_keeping_digits(bytes: &[u8]) -> Result<Value, BadJson> {
    let shape = Shape::new(bytes);
    if shape.inexact.is_empty() { shape.parse(bytes) } else { shape.parse_quoted(bytes) }
}

/// What one pass over a body finds outside strings, before it is parsed: a parsed tree has no depth limit
/// and no longer shows the digits of its numbers.
#[derive(Default)]
struct Shape {
    /// The depth of the brackets.
    depth: usize,
    /// The number of values and keys, as far as separators show it.
    values: usize,
    /// The numbers that would lose digits, in order.
    inexact: Vec<FoundNumber>,
}

/// The position of a number, and of the key before it.
struct FoundNumber {
    key: Range<usize>,
    number: Range<usize>,
}

impl FoundNumber {
    fn error(&self, bytes: &[u8]) -> InexactNumber {
        let text = |range: &Range<usize>| String::from_utf8_lossy(&bytes[range.clone()]);
        InexactNumber::new(&text(&self.key), &text(&self.number))
    }
}

impl Shape {
    fn new(bytes: &[u8]) -> Self {
        let mut shape = Self::default();
        let mut depth = 0_usize;
        let (mut last_string, mut key) = (0..0, 0..0);
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'"' => {
                    let end = at + string_end(&bytes[at..]);
                    last_string = at + 1..end;
                    at = end;
                }
                b':' => {
                    key = last_string.clone();
                    shape.values += 1;
                }
                b',' => shape.values += 1,
                b'[' | b'{' => {
                    depth += 1;
                    shape.values += 1;
                    shape.depth = shape.depth.max(depth);
                }
                b']' | b'}' => depth = depth.saturating_sub(1),
                b'-' | b'0'..=b'9' => {
                    let is_part = |b: &&u8| b.is_ascii_digit() || b"+-.eE".contains(b);
                    let end = at + bytes[at..].iter().take_while(is_part).count();
                    let text = str::from_utf8(&bytes[at..end]).unwrap_or_default();
                    if !is_exact_number(text) {
                        shape.inexact.push(FoundNumber { key: key.clone(), number: at..end });
                    }
                    at = end - 1;
                }
                _ => {}
            }
            at += 1;
        }
        shape
    }

    /// Parses the body with its inexact numbers as strings.
    fn parse_quoted(&self, bytes: &[u8]) -> Result<Value, BadJson> {
        let mut quoted = Vec::with_capacity(bytes.len() + 2 * self.inexact.len());
        let mut end = 0;
        for found in &self.inexact {
            quoted.extend_from_slice(&bytes[end..found.number.start]);
            quoted.push(b'"');
            quoted.extend_from_slice(&bytes[found.number.clone()]);
            quoted.push(b'"');
            end = found.number.end;
        }
        quoted.extend_from_slice(&bytes[end..]);
        self.parse(&quoted)
    }

    fn parse(&self, bytes: &[u8]) -> Result<Value, BadJson> {
        if self.depth > MAX_DEPTH {
            return Err(BadJson::Malformed(format!("nested deeper than {MAX_DEPTH} levels")));
        }
        serde_json::from_slice(bytes).map_err(|error| BadJson::Malformed(error.to_string()))
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
