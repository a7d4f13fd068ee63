//! One-time links with which a worker sets a password.

use jiff::{SignedDuration, Timestamp};
use roster_model::{Error, Problem};
use serde_json::{Value, json};

use crate::commcare::{Document, instant, values};

/// How long a link is valid by default: 7 days.
const DEFAULT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Decodes how long the link is to be valid: `expires_in` in seconds.
///
/// # Errors
/// [`Error::Invalid`] if the value is not a whole number, or for an unknown key.
pub fn decode(body: &Value) -> Result<SignedDuration, Error> {
    let mut valid_for = DEFAULT;
    for (key, value) in values::body_object(body)? {
        if key != "expires_in" {
            return Err(Error::invalid_field(key, Problem::UnknownFields(vec![key.clone()])));
        }
        if value.is_null() {
            continue;
        }
        let seconds = match value {
            Value::String(text) => text.trim().parse().ok(),
            other => other.as_i64(),
        };
        let wrong = || Error::invalid_field(key, Problem::WrongType("a whole number of seconds"));
        valid_for = SignedDuration::from_secs(seconds.ok_or_else(wrong)?);
    }
    Ok(valid_for)
}

/// Encodes a link.
pub fn encode(url: &str, expires_at: Timestamp) -> Document {
    let expires = format!("{}Z", instant::format(expires_at));
    Document::Response(json!({ "url": url, "expires": expires }))
}
