//! Instants, as pages tell them: in UTC, since the server does not know where its readers are.

use jiff::{Timestamp, tz::TimeZone};

/// An instant to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment(Timestamp);

impl Moment {
    /// The instant `at`, to show.
    pub(super) fn of(at: &Timestamp) -> Self {
        Self(*at)
    }

    /// For people: `21 Nov 2026, 20:15 UTC`.
    pub(super) fn told(&self) -> String {
        self.0.to_zoned(TimeZone::UTC).strftime("%-d %b %Y, %H:%M UTC").to_string()
    }

    /// The day alone: `21 Nov 2026`.
    pub(super) fn day(&self) -> String {
        self.0.to_zoned(TimeZone::UTC).strftime("%-d %b %Y").to_string()
    }

    /// The day, for names that are sorted: `2026-11-21`.
    pub(super) fn date(&self) -> String {
        self.0.to_zoned(TimeZone::UTC).strftime("%Y-%m-%d").to_string()
    }

    /// For machines.
    pub(super) fn exact(&self) -> String {
        self.0.to_string()
    }
}
