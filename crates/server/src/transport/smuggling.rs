//! Detects request smuggling, which hyper does not.
//!
//! A request with both `Content-Length` and `Transfer-Encoding` can be smuggled past a proxy. hyper
//! ignores the length and closes the connection afterwards, as RFC 9112 section 6.3 allows; this
//! module rejects the request, which the RFC also allows. hyper also accepts lines that end with LF
//! only, and a proxy may not.

use http::{HeaderMap, header};

/// The received request heads, as far as they are known.
#[derive(Default)]
pub(super) struct Heads {
    bytes: Vec<u8>,
}

/// No accepted head is longer.
const MOST: usize = 80 * 1024;

impl Heads {
    /// Records received bytes. Bytes that arrive while a request is processed belong to its body,
    /// or to a head whose start is unknown: then the record is invalid.
    pub(super) fn heard(&mut self, bytes: &[u8], in_head: bool) {
        if in_head && self.bytes.len() + bytes.len() <= MOST {
            self.bytes.extend_from_slice(bytes);
        } else {
            self.bytes.clear();
        }
    }

    /// Takes the head of the request with these headers. Returns false when its body has two
    /// framings, when a line does not end with CR LF, or when it is chunked and its head was not
    /// recorded completely.
    pub(super) fn take(&mut self, headers: &HeaderMap) -> bool {
        let end = end_of_head(&self.bytes);
        let head = self.bytes.get(..end.unwrap_or_default()).unwrap_or_default();
        let chunked = headers.contains_key(header::TRANSFER_ENCODING);
        let trusted =
            ends_lines(head) && (!chunked || (end.is_some() && !names_content_length(head)));
        let body = if chunked { None } else { content_length(headers) };
        match (end, body) {
            // The rest of the buffer is the head of the next request.
            (Some(end), Some(body)) if end + body <= self.bytes.len() => {
                self.bytes.drain(..end + body);
            }
            _ => self.bytes.clear(),
        }
        trusted
    }
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    let start = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let mut line_start = start;
    loop {
        let length = bytes.get(line_start..)?.iter().position(|byte| *byte == b'\n')?;
        let line = &bytes[line_start..line_start + length];
        line_start += length + 1;
        if line.is_empty() || line == b"\r" {
            return Some(line_start);
        }
    }
}

/// Whether every line of a head ends with CR LF.
fn ends_lines(head: &[u8]) -> bool {
    let mut lines = head.split(|byte| *byte == b'\n');
    // The part after the last line is empty.
    lines.next_back();
    lines.all(|line| line.ends_with(b"\r"))
}

fn names_content_length(head: &[u8]) -> bool {
    head.split(|byte| *byte == b'\n').any(|line| {
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
        name.trim_ascii().eq_ignore_ascii_case(b"content-length")
    })
}

fn content_length(headers: &HeaderMap) -> Option<usize> {
    let Some(value) = headers.get(header::CONTENT_LENGTH) else { return Some(0) };
    value.to_str().ok()?.trim().parse().ok()
}
