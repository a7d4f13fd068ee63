//! What forms say of keys in writing: until when, and from where.

use std::net::IpAddr;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use roster_model::{Error, FieldError, Problem};

use crate::console::form::Form;

/// The end of a key and the addresses that it may be used from.
pub(super) struct Bounds {
    pub(super) expires_at: Option<Timestamp>,
    pub(super) allowed_ips: Vec<IpAddr>,
}

impl Bounds {
    /// What a form says in its fields `expires`, the last day on which the key is good (UTC), and
    /// `ips`, addresses with blanks, commas or line ends between. `prefix` is before their names.
    pub(super) fn read(form: &Form, prefix: &str) -> Result<Self, Error> {
        let mut errors = Vec::new();
        let mut error = |field: &str, text: String| {
            errors.push(FieldError::new(&format!("{prefix}{field}"), Problem::Other(text)));
        };
        let mut expires_at = None;
        if let Some(text) = form.given(&format!("{prefix}expires")) {
            expires_at = end_of(text);
            if expires_at.is_none() {
                error("expires", format!("'{text}' is not a day such as 2027-01-31"));
            }
        }
        let mut allowed_ips = Vec::new();
        let separated = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
        let texts = form.text(&format!("{prefix}ips")).split(separated);
        for text in texts.filter(|text| !text.is_empty()) {
            match text.parse() {
                Ok(ip) => allowed_ips.push(ip),
                Err(_) => error("ips", format!("'{text}' is not an address such as 192.0.2.7")),
            }
        }
        if errors.is_empty() {
            Ok(Self { expires_at, allowed_ips })
        } else {
            Err(Error::Invalid(errors))
        }
    }
}

/// The instant at which a day has ended, in UTC.
fn end_of(day: &str) -> Option<Timestamp> {
    let next = day.parse::<Date>().ok()?.tomorrow().ok()?;
    Some(next.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::end_of;

    #[test]
    fn a_key_is_good_until_its_last_day_has_ended() {
        let end = end_of("2026-12-31").map(|end| end.to_string());
        assert_eq!(end.as_deref(), Some("2027-01-01T00:00:00Z"));
        assert_eq!(end_of("31.12.2026"), None);
    }
}
