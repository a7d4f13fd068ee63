//! JSON bytes: written as the live services write them, read within limits.

use std::io;

use serde::Serialize;
use serde_json::{
    Value,
    ser::{Formatter, Serializer},
};

/// How deep arrays and objects of a request may nest.
pub const MAX_DEPTH: usize = 64;

/// A body that is no JSON, or nests deeper than [`MAX_DEPTH`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Request is not valid JSON.")]
pub struct BadJson;

/// `value` with `", "` and `": "` as separators, everything beyond ASCII as it is, and no line end.
pub fn write(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1024);
    append(&mut bytes, value);
    bytes
}

/// The same, behind what is there.
pub(crate) fn append(bytes: &mut Vec<u8>, value: &Value) {
    // Writing a tree of our own into memory has nothing to fail on.
    let _ = value.serialize(&mut Serializer::with_formatter(bytes, Spaced));
}

/// A text, behind what is there.
pub(crate) fn write_text(bytes: &mut Vec<u8>, text: &str) {
    let plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
    // All of it is looked at, which takes less time than to look for the first.
    if text.bytes().fold(true, |all, byte| all & plain(byte)) {
        bytes.reserve(text.len() + 2);
        bytes.push(b'"');
        bytes.extend_from_slice(text.as_bytes());
        bytes.push(b'"');
        return;
    }
    let _ = text.serialize(&mut Serializer::with_formatter(bytes, Spaced));
}

/// The value that `bytes` hold. Of a key that occurs twice the last one counts.
///
/// # Errors
/// [`BadJson`] when they are no JSON text, or nest too deeply.
pub fn read(bytes: &[u8]) -> Result<Value, BadJson> {
    if depth(bytes) > MAX_DEPTH {
        return Err(BadJson);
    }
    serde_json::from_slice(bytes).map_err(|_| BadJson)
}

/// How deep the brackets outside of strings nest; measured first, so that no deep tree is built.
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

/// The separators of Python's writer.
struct Spaced;

impl Formatter for Spaced {
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
