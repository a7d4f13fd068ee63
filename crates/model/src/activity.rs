//! Form submissions of workers, and counts by day.

use jiff::Timestamp;

/// A form that a worker submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The identity of the form. Each form counts once.
    pub instance_id: String,
    /// The identity of the worker.
    pub user_id: String,
    /// When the server received the form; `None` for now.
    pub received_on: Option<Timestamp>,
    /// When the worker completed the form.
    pub completed_on: Option<Timestamp>,
}

/// The four counts that the CommCare API returns for `extras=true`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct ActivityCounts {
    /// Forms received in the last 30 days.
    pub submitted_last_30: i64,
    /// Forms completed in the last 30 days.
    pub completed_last_30: i64,
    /// Forms received in the previous calendar month (UTC), up to and including the first instant of
    /// the present month.
    pub submitted_last_month: i64,
    /// Forms completed in the same period.
    pub completed_last_month: i64,
}

impl ActivityCounts {
    /// The counts with their names in the API.
    pub fn named(self) -> [(&'static str, i64); 4] {
        [
            ("completed_last_30", self.completed_last_30),
            ("completed_last_month", self.completed_last_month),
            ("submitted_last_30", self.submitted_last_30),
            ("submitted_last_month", self.submitted_last_month),
        ]
    }
}

/// How the number of people changed on one day. Days are counted from 1 January 1970, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct DayOfPeople {
    /// The day.
    pub day: i64,
    /// How many people were created.
    pub created: i64,
    /// How many people were deleted.
    pub deleted: i64,
}

/// The submissions of one day. Days are counted from 1 January 1970, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct DayOfActivity {
    /// The day.
    pub day: i64,
    /// How many forms were received.
    pub submissions: i64,
    /// How many workers submitted them.
    pub workers: i64,
}
