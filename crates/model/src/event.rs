//! Events: what people did, as reported by clients of the User.com API.

use jiff::Timestamp;
use serde_json::Value;

use crate::FieldError;

/// A type of event. The first occurrence with a new name creates it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The number in the User.com API: unique in the domain, never reused.
    pub number: i64,
    /// The name, unique in the domain.
    pub name: String,
    /// When the first occurrence was recorded.
    pub created_at: Timestamp,
}

impl Event {
    /// The maximum length of a name, in characters.
    pub const MAX_NAME: usize = 255;
}

/// One occurrence of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// The number in the User.com API: unique in the domain, never reused.
    pub number: i64,
    /// The number of the event.
    pub event: i64,
    /// The name of the event.
    pub name: String,
    /// The number of the person.
    pub person: i64,
    /// When it happened, according to the client.
    pub at: Timestamp,
    /// Data from the client: any JSON, `null` without data.
    pub data: Value,
}

/// An occurrence to record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewOccurrence {
    /// `name`: the name of the event; required.
    pub name: Option<String>,
    /// `timestamp`: when it happened; `None` for now.
    pub at: Option<Timestamp>,
    /// `data`: any JSON.
    pub data: Value,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}

/// The numbers of a recorded occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurred {
    /// The number of the event.
    pub event: i64,
    /// The number of the occurrence.
    pub occurrence: i64,
    /// Whether the occurrence created the event.
    pub created: bool,
}
