//! `multipart/form-data` (RFC 7578): the texts of its fields. Files are passed over.

use super::BadBody;

/// The fields of a multipart body, in order.
///
/// # Errors
/// [`BadBody::Malformed`] when the type names no boundary, or the body does not keep to it.
pub(super) fn pairs(content_type: &str, bytes: &[u8]) -> Result<Vec<(String, String)>, BadBody> {
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

/// Name and text of a part; `None` for a file, and for a part without a name.
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

/// A parameter of a header's value; clients escape only the quote, as `%22`.
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

fn malformed(why: &str) -> BadBody {
    BadBody::Malformed(format!("Multipart form parse error - {why}"))
}
