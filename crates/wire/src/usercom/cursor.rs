//! The opaque token by which a list goes on.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use roster_model::Start;

/// Where a page starts, and how many items stand before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// How many items were before it when the link was made.
    pub(super) before: u64,
    /// Where it starts.
    pub(super) start: Start,
}

impl Cursor {
    /// The token, of characters that need no escaping in a URL.
    pub(super) fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(match &self.start {
            Start::After(key) => format!("{}:{key}", self.before),
            Start::Offset(_) => self.before.to_string(),
        })
    }

    /// What a token says; `None` when it is none of ours.
    pub(super) fn decode(token: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(token).ok()?).ok()?;
        let (before, key) = match text.split_once(':') {
            Some((before, key)) => (before, Some(key)),
            None => (text.as_str(), None),
        };
        if text.contains('\0') {
            return None;
        }
        let before = before.parse::<u64>().ok().filter(|before| i64::try_from(*before).is_ok())?;
        let start = key.map_or(Start::Offset(before), |key| Start::After(key.to_owned()));
        Some(Self { before, start })
    }
}
