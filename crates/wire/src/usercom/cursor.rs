//! The cursor in the link to another page.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use roster_model::Start;

/// The start of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The number of items before the start when the link was created.
    pub(super) before: u64,
    /// The start.
    pub(super) start: Start,
}

impl Cursor {
    /// Encodes the cursor with characters that need no escaping in a URL.
    pub(super) fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(match &self.start {
            Start::After(key) => format!("{}:{key}", self.before),
            Start::Offset(_) => self.before.to_string(),
        })
    }

    /// Decodes a cursor, or returns `None` if [`Cursor::encode`] cannot have produced it.
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
