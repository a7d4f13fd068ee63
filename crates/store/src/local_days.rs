//! Days of a time zone in statements.

use jiff::{Timestamp, tz::TimeZone};

use crate::Value;

/// Microseconds per day.
const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// The differences of a time zone from UTC in a period. A statement computes days from them, because
/// neither engine is asked for time zones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalDays {
    /// The difference at the beginning of the period, in microseconds.
    first: i64,
    /// The instants at which clocks are changed, with the change in microseconds.
    shifts: Vec<(Timestamp, i64)>,
}

impl LocalDays {
    /// The days of a zone between two instants.
    pub fn new(zone: &TimeZone, from: Timestamp, until: Timestamp) -> Self {
        let first = difference(zone, from);
        let mut before = first;
        let mut shifts = Vec::new();
        for transition in zone.following(from).take_while(|it| it.timestamp() <= until) {
            let after = difference(zone, transition.timestamp());
            if after != before {
                shifts.push((transition.timestamp(), after - before));
            }
            before = after;
        }
        Self { first, shifts }
    }

    /// The SQL expression of the day of `column`, a positive instant, as days since 1970-01-01, and its
    /// values. Its parameters are numbered from `next`.
    pub(crate) fn day_of(&self, column: &str, next: usize) -> (String, Vec<Value<'static>>) {
        let mut terms = vec![column.to_owned(), format!("${next}")];
        let mut values: Vec<Value<'static>> = vec![self.first.into()];
        for (at, change) in &self.shifts {
            let number = next + values.len();
            terms.push(format!(
                "CASE WHEN {column} >= ${number} THEN CAST(${} AS BIGINT) ELSE 0 END",
                number + 1
            ));
            values.extend([Value::from(*at), Value::from(*change)]);
        }
        let day = next + values.len();
        values.push(DAY.into());
        (format!("({}) / ${day}", terms.join(" + ")), values)
    }
}

/// The difference from UTC at an instant, in microseconds.
fn difference(zone: &TimeZone, at: Timestamp) -> i64 {
    i64::from(zone.to_offset(at).seconds()) * 1_000_000
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, tz::TimeZone};

    use super::LocalDays;

    #[test]
    fn clock_changes_of_the_period_are_found() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let days = |zone: &str| {
            let zone = TimeZone::get(zone).unwrap();
            LocalDays::new(&zone, at("2025-11-22T00:00:00Z"), at("2026-11-21T20:15:00Z"))
        };
        let hour = 3_600_000_000;
        assert_eq!(days("UTC"), LocalDays { first: 0, shifts: vec![] });
        assert_eq!(days("Africa/Nairobi"), LocalDays { first: 3 * hour, shifts: vec![] });
        let shifts = vec![(at("2026-03-29T01:00:00Z"), hour), (at("2026-10-25T01:00:00Z"), -hour)];
        assert_eq!(days("Europe/Berlin"), LocalDays { first: hour, shifts });
    }
}
