//! The fields of key forms that need parsing: expiry date and allowed addresses.

use std::net::IpAddr;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use roster_model::{Error, FieldError};

use crate::console::{extract::Form, i18n};

/// When a key expires, and the addresses that may use it (empty for all).
pub(super) struct Restrictions {
    pub(super) expires_at: Option<Timestamp>,
    pub(super) allowed_ips: Vec<IpAddr>,
}

impl Restrictions {
    /// Parses the fields `expires` (the last day of validity, in the zone) and `ips` (separated by spaces,
    /// commas, semicolons or line breaks). `prefix` is prepended to the field names.
    ///
    /// # Errors
    /// [`Error::Invalid`] for each value that cannot be parsed.
    pub(super) fn read(form: &Form, prefix: &str, zone: &TimeZone) -> Result<Self, Error> {
        let mut errors = Vec::new();
        let mut add_error = |field: &str, message: &str, text: &str| {
            let problem = i18n::message(message).arg("value", text).into();
            errors.push(FieldError::new(&format!("{prefix}{field}"), problem));
        };
        let mut expires_at = None;
        if let Some(text) = form.non_empty(&format!("{prefix}expires")) {
            match text.parse::<Date>().map(|day| end_of_day(day, zone)) {
                Ok(Some(end)) => expires_at = Some(end),
                Ok(None) => add_error("expires", "keys-error-too-late", text),
                Err(_) => add_error("expires", "keys-error-date", text),
            }
        }
        let mut allowed_ips = Vec::new();
        let is_separator = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
        let texts = form.text(&format!("{prefix}ips")).split(is_separator);
        for text in texts.filter(|text| !text.is_empty()) {
            match text.parse() {
                Ok(ip) => allowed_ips.push(ip),
                Err(_) => add_error("ips", "keys-error-address", text),
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

/// The end of a day in the zone; `None` if it is later than the last time that can be stored.
fn end_of_day(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    Some(day.tomorrow().ok()?.to_zoned(zone.clone()).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::{civil::date, tz::TimeZone};

    use super::end_of_day;

    #[test]
    fn key_expires_at_the_end_of_its_last_day() {
        for (name, expected) in
            [("UTC", "2027-01-01T00:00:00Z"), ("Africa/Nairobi", "2026-12-31T21:00:00Z")]
        {
            let zone = TimeZone::get(name).unwrap();
            let end = end_of_day(date(2026, 12, 31), &zone).map(|end| end.to_string());
            assert_eq!(end.as_deref(), Some(expected));
            assert_eq!(end_of_day(date(9999, 12, 31), &zone), None);
        }
    }
}
