//! Cursors (RFC 9865): the position where a page ended, bound to the list that it belongs to.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use roster_model::scim::Position;

/// Encodes a position of the list with this fingerprint.
pub(super) fn encode(position: &Position, list: u64) -> String {
    let key = position.key.as_ref().map_or_else(|| "-".to_owned(), |key| format!("+{key}"));
    // An id has no line break.
    URL_SAFE_NO_PAD.encode(format!("{list:016x}\n{}\n{key}", position.id))
}

/// Decodes a cursor; `None` if it is not one of this list.
pub(super) fn decode(token: &str, list: u64) -> Option<Position> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
    let mut parts = text.splitn(3, '\n');
    let (fingerprint, id, key) = (parts.next()?, parts.next()?, parts.next()?);
    if fingerprint != format!("{list:016x}") || text.contains('\0') {
        return None;
    }
    let key = match key.split_at_checked(1)? {
        ("-", "") => None,
        ("+", key) => Some(key.to_owned()),
        _ => return None,
    };
    Some(Position { key, id: id.to_owned() })
}

/// The fingerprint of a list: FNV-1a, which every build computes alike.
pub(super) fn fingerprint(parts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

#[cfg(test)]
mod tests {
    use roster_model::scim::Position;

    use super::{decode, encode, fingerprint};

    #[test]
    fn cursor_belongs_to_one_list() {
        let position = Position { key: Some("a\nb".to_owned()), id: "7".to_owned() };
        let list = fingerprint(&["demo", "User"]);
        let token = encode(&position, list);
        assert_eq!(decode(&token, list), Some(position));
        assert_eq!(decode(&token, fingerprint(&["other", "User"])), None);
        assert_eq!(decode("x", list), None);
    }
}
