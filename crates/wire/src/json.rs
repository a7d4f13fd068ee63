//! JSON with the byte layout of the live services, and a parser with a limited depth.

use std::io;

use serde::Serialize;
use serde_json::{
    Value,
    ser::{Formatter, Serializer},
};

/// The maximum depth of arrays and objects in a request.
pub const MAX_DEPTH: usize = 64;

/// A body is malformed JSON, or nests deeper than [`MAX_DEPTH`]. The text is the one of the parser.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BadJson(String);

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
/// [`BadJson`] if `bytes` are malformed or nest deeper than [`MAX_DEPTH`].
pub fn parse(bytes: &[u8]) -> Result<Value, BadJson> {
    if depth(bytes) > MAX_DEPTH {
        return Err(BadJson(format!("nested deeper than {MAX_DEPTH} levels")));
    }
    serde_json::from_slice(bytes).map_err(|error| BadJson(error.to_string()))
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
