//! The fields of key forms that need parsing: expiry date and allowed addresses.

use std::net::IpAddr;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use roster_model::{Error, FieldError, Problem};

use crate::console::extract::Form;

/// When a key expires, and the addresses that may use it (empty for all).
pub(super) struct Restrictions {
    pub(super) expires_at: Option<Timestamp>,
    pub(super) allowed_ips: Vec<IpAddr>,
}

impl Restrictions {
    /// Parses the fields `expires` (the last day of validity, in UTC) and `ips` (separated by spaces,
    /// commas, semicolons or line breaks). `prefix` is prepended to the field names.
    ///
    /// # Errors
    /// [`Error::Invalid`] for each value that cannot be parsed.
    pub(super) fn read(form: &Form, prefix: &str) -> Result<Self, Error> {
        let mut errors = Vec::new();
        let mut add_error = |field: &str, text: String| {
            errors.push(FieldError::new(&format!("{prefix}{field}"), Problem::Other(text)));
        };
        let mut expires_at = None;
        if let Some(text) = form.non_empty(&format!("{prefix}expires")) {
            match text.parse::<Date>().map(end_of_day) {
                Ok(Some(end)) => expires_at = Some(end),
                Ok(None) => add_error(
                    "expires",
                    format!("'{text}' is too late. Leave it empty for a key that does not expire"),
                ),
                Err(_) => add_error(
                    "expires",
                    format!("'{text}' is not a date. Use the format 2027-01-31"),
                ),
            }
        }
        let mut allowed_ips = Vec::new();
        let is_separator = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
        let texts = form.text(&format!("{prefix}ips")).split(is_separator);
        for text in texts.filter(|text| !text.is_empty()) {
            match text.parse() {
                Ok(ip) => allowed_ips.push(ip),
                Err(_) => add_error(
                    "ips",
                    format!("'{text}' is not an IP address. Use the format 192.0.2.7"),
                ),
            }
        }
        if errors.is_empty() {
            Ok(Self { expires_at, allowed_ips })
        } else {
            Err(Error::Invalid(errors))
        }
    }
}

/// Renames a field of the directory to that of the form.
pub(super) fn rename_field(error: Error, field: &str, form_field: &str) -> Error {
    let Error::Invalid(errors) = error else { return error };
    let renamed = errors.into_iter().map(|error| {
        if error.field == field {
            FieldError { field: form_field.to_owned(), ..error }
        } else {
            error
        }
    });
    Error::Invalid(renamed.collect())
}

/// The end of a day in UTC; `None` if it is later than the last time that can be stored.
fn end_of_day(day: Date) -> Option<Timestamp> {
    Some(day.tomorrow().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::end_of_day;

    #[test]
    fn key_expires_at_the_end_of_its_last_day() {
        let end = end_of_day(date(2026, 12, 31)).map(|end| end.to_string());
        assert_eq!(end.as_deref(), Some("2027-01-01T00:00:00Z"));
        assert_eq!(end_of_day(date(9999, 12, 31)), None);
    }
}
