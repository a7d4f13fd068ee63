//! Events: what people did, as clients tell it.

use jiff::Timestamp;
use serde_json::Value;

use crate::FieldError;

/// A sort of event; it comes into being by its first occurrence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The number by which clients know it; per domain, never reused.
    pub number: i64,
    /// Its name, unique in the domain.
    pub name: String,
    /// When it was first told.
    pub created_at: Timestamp,
}

impl Event {
    /// The longest name, in characters.
    pub const MAX_NAME: usize = 255;
}

/// One time that an event happened to a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Occurrence {
    /// The number by which clients know it; per domain, never reused.
    pub number: i64,
    /// Which event, by number.
    pub event: i64,
    /// The event's name.
    pub name: String,
    /// To whom, by number.
    pub person: i64,
    /// When it happened, as the client told.
    pub at: Timestamp,
    /// What the client told about it: any JSON, `null` for nothing.
    pub data: Value,
}

/// An occurrence to be taken down.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewOccurrence {
    /// `name`: the event's name; it must be there.
    pub name: Option<String>,
    /// `timestamp`: when it happened; now when absent.
    pub at: Option<Timestamp>,
    /// `data`: any JSON.
    pub data: Value,
    /// What was wrong with the request itself.
    pub errors: Vec<FieldError>,
}

/// An occurrence that was taken down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurred {
    /// The number of the event.
    pub event: i64,
    /// The number of the occurrence.
    pub occurrence: i64,
    /// Whether it is the first occurrence of an event with that name.
    pub created: bool,
}
