//! What workers submit, as far as it is counted.

use jiff::Timestamp;

/// A form that a worker submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The identity of the form: each counts once.
    pub instance_id: String,
    /// Who submitted it.
    pub user_id: String,
    /// When it arrived; now when absent.
    pub received_on: Option<Timestamp>,
    /// When it was completed.
    pub completed_on: Option<Timestamp>,
}

/// The four counts of `extras=true`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct ActivityCounts {
    /// Received in the last 30 days.
    pub submitted_last_30: i64,
    /// Completed in the last 30 days.
    pub completed_last_30: i64,
    /// Received in the calendar month (UTC) before this one, the first instant of this one included.
    pub submitted_last_month: i64,
    /// Completed in that month.
    pub completed_last_month: i64,
}

/// What a day did to the number of people. Days are counted from 1 January 1970, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct DayOfPeople {
    /// The day.
    pub day: i64,
    /// How many came into being.
    pub created: i64,
    /// How many were deleted.
    pub deleted: i64,
}

/// What workers submitted on a day. Days are counted from 1 January 1970, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct DayOfActivity {
    /// The day.
    pub day: i64,
    /// How many forms arrived.
    pub submissions: i64,
    /// How many workers they came from.
    pub workers: i64,
}
