//! The cursor in `meta.next`, which continues a list exactly where a page ends.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// The position after an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The offset in the same link.
    pub(super) offset: u64,
    /// The sort key of the last item before the position.
    pub(super) after: String,
}

impl Cursor {
    /// Encodes the cursor with characters that need no escaping in a URL.
    pub(super) fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}:{}", self.offset, self.after))
    }

    /// Decodes a cursor, or returns `None` if [`Cursor::encode`] cannot have produced it.
    pub(super) fn decode(token: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (offset, after) = text.split_once(':')?;
        if after.contains('\0') {
            return None;
        }
        Some(Self { offset: offset.parse().ok()?, after: after.to_owned() })
    }
}
