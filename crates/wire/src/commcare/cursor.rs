//! The opaque token by which `meta.next` goes on exactly where a page ended.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// Where a page goes on: after the item with this sort key, which stands before this offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The offset that the link tells beside it.
    pub(super) offset: u64,
    /// The sort key of the last item before it.
    pub(super) after: String,
}

impl Cursor {
    /// The token, of characters that need no escaping in a URL.
    pub(super) fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}:{}", self.offset, self.after))
    }

    /// What a token says; `None` when it is none of ours.
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
