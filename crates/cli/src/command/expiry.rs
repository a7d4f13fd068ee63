//! Expiry dates on the command line.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Parses a day, which means its start in UTC, or an instant.
pub(super) fn instant(text: &str) -> Result<Timestamp, String> {
    if let Ok(day) = Date::strptime("%Y-%m-%d", text) {
        let too_late = "is too late; leave the option out for a key that does not expire";
        let start = day.to_zoned(TimeZone::UTC).map_err(|_| too_late.to_owned())?;
        return Ok(start.timestamp());
    }
    text.parse().map_err(|_| {
        "must be a day such as 2027-01-31 or an instant such as 2027-01-31T12:00:00Z".to_owned()
    })
}

/// An instant in a list, or `never`.
pub(super) fn or_never(at: Option<Timestamp>) -> String {
    at.map_or_else(|| "never".to_owned(), |at| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::instant;

    #[test]
    fn a_day_is_its_beginning_and_an_instant_itself() {
        assert_eq!(instant("2027-01-31").unwrap().to_string(), "2027-01-31T00:00:00Z");
        assert_eq!(
            instant("2027-01-31T12:00:00+02:00").unwrap().to_string(),
            "2027-01-31T10:00:00Z"
        );
        assert!(instant("2027-01-31T12:00:00").is_err(), "the time zone is missing");
        assert!(instant("9999-12-31").unwrap_err().contains("too late"));
        assert!(instant("tomorrow").unwrap_err().contains("2027-01-31"));
    }
}
