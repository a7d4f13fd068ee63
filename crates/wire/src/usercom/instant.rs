//! Instants.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use roster_model::UsercomFields;
use serde_json::Value;

/// The years of Python's `datetime`.
const YEARS: std::ops::RangeInclusive<i16> = 1..=9999;

/// Formats an instant, for example `2018-10-29T20:00:32.471199Z`. A fraction of zero is omitted.
pub(super) fn format(instant: Timestamp) -> String {
    UsercomFields::instant_text(instant)
}

/// Parses an ISO 8601 instant, with UTC as the default zone, or seconds since 1970.
pub(super) fn parse(value: &Value) -> Option<Timestamp> {
    let instant = match value {
        Value::String(text) => parse_text(text.trim()),
        Value::Number(number) => from_seconds(number.as_f64()?),
        _ => None,
    }?;
    YEARS.contains(&instant.to_zoned(TimeZone::UTC).year()).then_some(instant)
}

fn parse_text(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| parse_naive(text)).or_else(|| from_seconds(text.parse().ok()?))
}

/// Converts seconds since 1970, rounded down to microseconds.
fn from_seconds(seconds: f64) -> Option<Timestamp> {
    let duration = jiff::SignedDuration::try_from_secs_f64(seconds).ok()?;
    let instant = Timestamp::from_duration(duration).ok()?;
    Timestamp::from_microsecond(instant.as_microsecond()).ok()
}

fn parse_naive(text: &str) -> Option<Timestamp> {
    let naive: DateTime = text.parse().ok()?;
    // `DateTime` ignores an offset, but a text that still has one is malformed.
    let has_offset = text.get(10..).is_some_and(|time| time.contains(['+', '-', 'Z', 'z', '[']));
    if has_offset {
        return None;
    }
    naive.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}
