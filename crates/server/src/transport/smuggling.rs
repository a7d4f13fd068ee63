//! Rejects ambiguous request framing, which request smuggling relies on.
//!
//! hyper accepts two ambiguities. For a request with both `Content-Length` and `Transfer-Encoding`
//! it drops the length and closes the connection afterwards, as RFC 9112 section 6.3 allows; that
//! section also allows to reject the request. And it accepts header lines that end with a bare LF,
//! which other parsers take as a part of the line. A handler sees neither, so the raw bytes of the
//! request heads are inspected.

use http::{HeaderMap, header};

/// The raw bytes of request heads, as far as they are known.
#[derive(Default)]
pub(super) struct RawHeads {
    bytes: Vec<u8>,
}

/// The most bytes to buffer. No accepted head is longer.
const MAX_BUFFERED: usize = 80 * 1024;

impl RawHeads {
    /// Appends received bytes. Bytes outside of a head belong to a body, or to a head whose start is
    /// unknown; they clear the buffer.
    pub(super) fn push(&mut self, bytes: &[u8], in_head: bool) {
        if in_head && self.bytes.len() + bytes.len() <= MAX_BUFFERED {
            self.bytes.extend_from_slice(bytes);
        } else {
            self.bytes.clear();
        }
    }

    /// Removes the head of the request with these headers.
    ///
    /// Returns false when the body has two possible ends, when a line does not end with CRLF, or
    /// when the request is chunked and its head is not known as a whole.
    pub(super) fn take(&mut self, headers: &HeaderMap) -> bool {
        let end = head_end(&self.bytes);
        let head = self.bytes.get(..end.unwrap_or_default()).unwrap_or_default();
        let is_chunked = headers.contains_key(header::TRANSFER_ENCODING);
        let is_unambiguous = all_lines_end_with_crlf(head)
            && (!is_chunked || (end.is_some() && !has_content_length(head)));
        let body = if is_chunked { None } else { content_length(headers) };
        match (end, body) {
            // The next bytes in the buffer are the head of a pipelined request.
            (Some(end), Some(body)) if end + body <= self.bytes.len() => {
                self.bytes.drain(..end + body);
            }
            _ => self.bytes.clear(),
        }
        is_unambiguous
    }
}

/// The index after the empty line that ends a head.
fn head_end(bytes: &[u8]) -> Option<usize> {
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

fn all_lines_end_with_crlf(head: &[u8]) -> bool {
    let mut lines = head.split(|byte| *byte == b'\n');
    // After the last LF there is no line.
    lines.next_back();
    lines.all(|line| line.ends_with(b"\r"))
}

fn has_content_length(head: &[u8]) -> bool {
    head.split(|byte| *byte == b'\n').any(|line| {
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
        name.trim_ascii().eq_ignore_ascii_case(b"content-length")
    })
}

fn content_length(headers: &HeaderMap) -> Option<usize> {
    let Some(value) = headers.get(header::CONTENT_LENGTH) else { return Some(0) };
    value.to_str().ok()?.trim().parse().ok()
}
