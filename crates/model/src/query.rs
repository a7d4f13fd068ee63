//! Filters of a list of workers.

use jiff::Timestamp;

/// Filters of a list of workers. All that are set must match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct WorkerFilter {
    /// Deactivated workers instead of active ones.
    pub archived: bool,
    /// The identity of a group that the worker is a member of.
    pub group: Option<String>,
    /// The username, with or without the host; compared without case.
    pub username: Option<String>,
    /// Search text. Each of its words must be the beginning of a word of the name, username, e-mail
    /// or phone.
    pub search: Option<String>,
    /// The e-mail address; compared without case.
    pub email: Option<String>,
    /// A phone number of the worker.
    pub phone: Option<String>,
    /// The identity of a location that the worker is assigned to.
    pub location: Option<String>,
    /// Whether `location` includes the locations below it.
    pub include_descendants: bool,
    /// Changed at or after this instant.
    pub modified_since: Option<Timestamp>,
    /// The name of the role.
    pub role: Option<String>,
}
