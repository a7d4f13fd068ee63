//! Times as pages show them, and days as pages read them.

use jiff::{Timestamp, Zoned, civil::Date, tz::TimeZone};

use crate::console::i18n;

/// A time to display, in the time zone of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DisplayTime(Zoned);

impl DisplayTime {
    /// A time in this zone.
    pub(crate) fn new(at: &Timestamp, zone: &TimeZone) -> Self {
        Self(at.to_zoned(zone.clone()))
    }

    /// A time in UTC, for pages outside a domain.
    pub(crate) fn in_utc(at: &Timestamp) -> Self {
        Self::new(at, &TimeZone::UTC)
    }

    /// Date and time, such as `21 Nov 2026, 20:15 UTC`.
    pub(crate) fn date_time(&self) -> String {
        i18n::date_time(&self.0)
    }

    /// The date, such as `21 Nov 2026`.
    pub(crate) fn date(&self) -> String {
        i18n::date(self.0.date())
    }

    /// The date for file names, such as `2026-11-21`.
    pub(crate) fn iso_date(&self) -> String {
        self.0.date().to_string()
    }

    /// The timestamp in RFC 3339 and UTC, for the `datetime` attribute.
    pub(crate) fn rfc3339(&self) -> String {
        self.0.timestamp().to_string()
    }

    /// The name of the zone, with its difference from UTC at this time: `Africa/Nairobi, UTC+03:00`.
    pub(crate) fn zone(&self) -> String {
        match self.0.time_zone().iana_name() {
            None | Some("UTC") => "UTC".to_owned(),
            Some(name) => format!("{name}, UTC{}", self.0.strftime("%:z")),
        }
    }
}

/// The first instant of a day in a zone: where clocks skip midnight, the first one after it. No time is
/// later or earlier than those that can be stored.
pub(crate) fn start_of_day(day: Date, zone: &TimeZone) -> Timestamp {
    let limit = if day.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    day.to_zoned(zone.clone()).map_or(limit, |start| start.timestamp())
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::Date, tz::TimeZone};

    use super::{DisplayTime, start_of_day};

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    #[test]
    fn times_are_those_of_the_zone() {
        let at: Timestamp = "2026-11-21T22:15:00Z".parse().unwrap();
        for (name, text, title) in [
            ("UTC", "21 Nov 2026, 22:15 UTC", "UTC"),
            ("Africa/Nairobi", "22 Nov 2026, 01:15 EAT", "Africa/Nairobi, UTC+03:00"),
            ("Asia/Kolkata", "22 Nov 2026, 03:45 IST", "Asia/Kolkata, UTC+05:30"),
            // Zones without an abbreviation have their difference from UTC.
            ("America/Sao_Paulo", "21 Nov 2026, 19:15 UTC-03:00", "America/Sao_Paulo, UTC-03:00"),
        ] {
            let shown = DisplayTime::new(&at, &zone(name));
            assert_eq!((shown.date_time().as_str(), shown.zone().as_str()), (text, title));
            assert_eq!(shown.rfc3339(), "2026-11-21T22:15:00Z");
        }
        let shown = DisplayTime::new(&at, &zone("Africa/Nairobi"));
        assert_eq!(
            (shown.date().as_str(), shown.iso_date().as_str()),
            ("22 Nov 2026", "2026-11-22")
        );
    }

    #[test]
    fn daylight_saving_time_is_that_of_the_day() {
        for (at, text) in [
            ("2026-10-25T00:30:00Z", "25 Oct 2026, 02:30 CEST"),
            ("2026-10-25T01:30:00Z", "25 Oct 2026, 02:30 CET"),
        ] {
            let shown = DisplayTime::new(&at.parse().unwrap(), &zone("Europe/Berlin"));
            assert_eq!(shown.date_time(), text);
        }
    }

    #[test]
    fn days_begin_with_their_first_instant() {
        for (name, day, start) in [
            ("UTC", "2026-11-21", "2026-11-21T00:00:00Z"),
            ("Africa/Nairobi", "2026-11-21", "2026-11-20T21:00:00Z"),
            // Clocks go from 0:00 to 1:00, so that the day begins at 1:00.
            ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),
            // Clocks go from 1:00 to 0:00: the day has two midnights.
            ("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"),
            // Samoa left out a day, which ends as it begins.
            ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),
            ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"),
        ] {
            let day: Date = day.parse().unwrap();
            assert_eq!(start_of_day(day, &zone(name)).to_string(), start, "{name} {day}");
        }
        assert_eq!(start_of_day(Date::MAX, &zone("America/Los_Angeles")), Timestamp::MAX);
        assert_eq!(start_of_day(Date::MIN, &zone("Africa/Nairobi")), Timestamp::MIN);
    }
}
