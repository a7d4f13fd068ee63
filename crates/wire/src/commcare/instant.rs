//! Instants as the dialect writes them: ISO 8601 in UTC without a zone.

use jiff::{Timestamp, civil::DateTime, fmt::temporal::DateTimePrinter, tz::TimeZone};

/// `2026-03-02T09:15:00.123456`: always with six decimals.
pub(super) fn write(instant: Timestamp) -> String {
    let mut text = SIX_DECIMALS.timestamp_to_string(&instant);
    // It says that it is UTC, which the dialect does not.
    text.pop();
    text
}

const SIX_DECIMALS: DateTimePrinter = DateTimePrinter::new().precision(Some(6));

/// An ISO 8601 day or instant; without a zone it is UTC, a day is its beginning.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    // What has an offset was read above or is malformed: a date-time would ignore it.
    let naive: DateTime = text.parse().ok()?;
    let has_offset = text.get(10..).is_some_and(|time| time.contains(['+', '-', 'Z', 'z', '[']));
    if has_offset {
        return None;
    }
    naive.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// [`read`] in a query, where a plus that was not escaped has become a blank.
pub(super) fn read_param(text: &str) -> Option<Timestamp> {
    read(text).or_else(|| {
        let (time, offset) = text.rsplit_once(' ')?;
        read(&format!("{time}+{offset}"))
    })
}
