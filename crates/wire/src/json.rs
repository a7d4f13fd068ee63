//! JSON with the byte layout of the live services, and a parser with a limited depth.

use std::io;

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

/// Why a body is rejected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadJson {
    /// Malformed JSON, or nested deeper than [`MAX_DEPTH`]. The text is the one of the parser.
    #[error("{0}")]
    Malformed(String),
    /// More than [`MAX_VALUES`] values and keys.
    #[error("more than {MAX_VALUES} values")]
    TooManyValues,
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
/// [`BadJson`].
pub fn parse(bytes: &[u8]) -> Result<Value, BadJson> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let shape = shape(bytes);
    if shape.depth > MAX_DEPTH {
        return Err(BadJson::Malformed(format!("nested deeper than {MAX_DEPTH} levels")));
    }
    if shape.values > MAX_VALUES {
        return Err(BadJson::TooManyValues);
    }
    serde_json::from_slice(bytes).map_err(|error| BadJson::Malformed(error.to_string()))
}

/// The size of a tree.
struct Shape {
    /// How deep the brackets nest.
    depth: usize,
    /// The number of values and keys, as far as separators show it.
    values: usize,
}

/// Returns the shape of the brackets and separators outside strings. The check runs before parsing, so
/// that no deep or large tree is built.
fn shape(bytes: &[u8]) -> Shape {
    let (mut depth, mut deepest, mut values) = (0_usize, 0, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in bytes {
        match (in_string, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => in_string = !in_string,
            (false, b'[' | b'{') => {
                depth += 1;
                deepest = deepest.max(depth);
                values += 1;
            }
            (false, b',' | b':') => values += 1,
            (false, b']' | b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Shape { depth: deepest, values }
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
