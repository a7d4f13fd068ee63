//! Multipart forms (RFC 7578). Files are ignored.

use super::BadBody;

/// Parses a multipart body and returns its text fields, in order.
///
/// # Errors
/// [`BadBody::Malformed`] if the content type has no boundary, or the body ends early.
pub(super) fn parse(content_type: &str, bytes: &[u8]) -> Result<Vec<(String, String)>, BadBody> {
    let boundary =
        boundary(content_type).ok_or_else(|| malformed("Invalid boundary in multipart"))?;
    let delimiter = format!("--{boundary}");
    let mut rest = after_delimiter(bytes, delimiter.as_bytes())?;
    let closing = format!("\r\n{delimiter}");
    let mut pairs = Vec::new();
    while !rest.starts_with(b"--") {
        let part = rest.strip_prefix(b"\r\n").ok_or_else(truncated)?;
        let end = find(part, closing.as_bytes()).ok_or_else(truncated)?;
        pairs.extend(field(&part[..end]));
        rest = &part[end + closing.len()..];
    }
    Ok(pairs)
}

fn boundary(content_type: &str) -> Option<&str> {
    let text = content_type
        .split(';')
        .filter_map(|part| part.trim().split_once('='))
        .find(|(name, _)| name.eq_ignore_ascii_case("boundary"))
        .map(|(_, value)| value.trim_matches('"'))?;
    (1..=70).contains(&text.len()).then_some(text)
}

fn after_delimiter<'a>(bytes: &'a [u8], delimiter: &[u8]) -> Result<&'a [u8], BadBody> {
    let at = find(bytes, delimiter).ok_or_else(truncated)?;
    Ok(&bytes[at + delimiter.len()..])
}

/// Returns the name and the text of a part, or `None` for a file or a part without a name.
fn field(part: &[u8]) -> Option<(String, String)> {
    let split = find(part, b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&part[..split]).into_owned();
    let disposition = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then_some(value)
    })?;
    if parameter(disposition, "filename").is_some() {
        return None;
    }
    let name = parameter(disposition, "name")?;
    Some((name, String::from_utf8_lossy(&part[split + 4..]).into_owned()))
}

/// Returns a parameter of a header value. Clients escape only the quotation mark, as `%22`.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    let (_, value) = header
        .split(';')
        .skip(1)
        .filter_map(|part| part.trim().split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))?;
    Some(value.trim().trim_matches('"').replace("%22", "\""))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn truncated() -> BadBody {
    malformed("Unexpected end of the body")
}

fn malformed(reason: &str) -> BadBody {
    BadBody::Malformed(format!("Multipart form parse error - {reason}"))
}
