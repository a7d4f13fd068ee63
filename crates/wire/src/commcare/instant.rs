//! Instants in ISO 8601, in UTC and without a zone.

use jiff::{Timestamp, civil::DateTime, fmt::temporal::DateTimePrinter, tz::TimeZone};

const SIX_DECIMALS: DateTimePrinter = DateTimePrinter::new().precision(Some(6));

/// Formats an instant with six decimals, for example `2026-03-02T09:15:00.123456`.
pub(super) fn format(instant: Timestamp) -> String {
    let mut text = SIX_DECIMALS.timestamp_to_string(&instant);
    // Removes the `Z`.
    text.pop();
    text
}

/// Formats an instant with six decimals and the zone, for example `2026-03-02T09:15:00.123456Z`.
pub(super) fn format_utc(instant: Timestamp) -> String {
    SIX_DECIMALS.timestamp_to_string(&instant)
}

/// Parses an ISO 8601 instant or date. The default zone is UTC; a date means its midnight.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    // `DateTime` ignores an offset, but a text that still has one is malformed.
    let naive: DateTime = text.parse().ok()?;
    let has_offset = text.get(10..).is_some_and(|time| time.contains(['+', '-', 'Z', 'z', '[']));
    if has_offset {
        return None;
    }
    naive.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// Parses a query parameter as [`parse`] does. An unescaped plus has become a space.
pub(super) fn parse_param(text: &str) -> Option<Timestamp> {
    parse(text).or_else(|| {
        let (time, offset) = text.rsplit_once(' ')?;
        parse(&format!("{time}+{offset}"))
    })
}
