//! Times as pages show them.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

use crate::console::i18n::{self, FormatTime};

/// A time to display.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DisplayTime(Timestamp);

impl DisplayTime {
    /// Wraps a timestamp.
    pub(crate) fn new(at: &Timestamp) -> Self {
        Self(*at)
    }

    /// Date and time, such as `21 Nov 2026, 20:15 UTC`.
    pub(crate) fn date_time(&self) -> String {
        i18n::date_time(self)
    }

    /// The date, such as `21 Nov 2026`.
    pub(crate) fn date(&self) -> String {
        i18n::date(self)
    }

    /// The date for file names, such as `2026-11-21`.
    pub(crate) fn iso_date(&self) -> String {
        self.utc().strftime("%Y-%m-%d").to_string()
    }

    /// The timestamp in RFC 3339, for the `datetime` attribute.
    pub(crate) fn rfc3339(&self) -> String {
        self.0.to_string()
    }
}

impl FormatTime for DisplayTime {
    fn utc(&self) -> DateTime {
        self.0.to_zoned(TimeZone::UTC).datetime()
    }
}
