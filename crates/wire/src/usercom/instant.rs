//! Instants as the dialect writes and reads them.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde_json::Value;

/// `2018-10-29T20:00:32.471199Z`; the fraction is left out when it is zero, and only then.
pub(super) fn write(instant: Timestamp) -> String {
    let format = match instant.subsec_nanosecond() / 1000 {
        0 => "%Y-%m-%dT%H:%M:%SZ",
        _ => "%Y-%m-%dT%H:%M:%S.%6fZ",
    };
    instant.strftime(format).to_string()
}

/// The years that can be written with four digits, which are those that Python knows.
const YEARS: std::ops::RangeInclusive<i16> = 1..=9999;

/// An ISO 8601 instant (without a zone it is UTC), or seconds since 1970 as clients send them.
pub(super) fn read(value: &Value) -> Option<Timestamp> {
    let instant = parse(value)?;
    YEARS.contains(&instant.to_zoned(TimeZone::UTC).year()).then_some(instant)
}

fn parse(value: &Value) -> Option<Timestamp> {
    let text = match value {
        Value::String(text) => text.trim(),
        Value::Number(number) => return of_seconds(number.as_f64()?),
        _ => return None,
    };
    text.parse().ok().or_else(|| of_naive(text)).or_else(|| of_seconds(text.parse().ok()?))
}

/// The instant so many seconds after 1970.
fn of_seconds(seconds: f64) -> Option<Timestamp> {
    let duration = jiff::SignedDuration::try_from_secs_f64(seconds).ok()?;
    let instant = Timestamp::from_duration(duration).ok()?;
    Timestamp::from_microsecond(instant.as_microsecond()).ok()
}

fn of_naive(text: &str) -> Option<Timestamp> {
    let naive: DateTime = text.parse().ok()?;
    // A date-time would ignore an offset, which was read above or is malformed.
    let has_offset = text.get(10..).is_some_and(|time| time.contains(['+', '-', 'Z', 'z', '[']));
    if has_offset {
        return None;
    }
    naive.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}
