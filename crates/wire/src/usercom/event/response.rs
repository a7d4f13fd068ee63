//! Responses about events.

use roster_model::{Event, Occurred, Occurrence};
use serde_json::{Value, json};

use crate::usercom::{Version, View, instant};

/// Encodes an event.
pub fn encode(event: &Event) -> Value {
    json!({
        "id": event.number,
        "name": event.name,
        "created_at": instant::format(event.created_at),
    })
}

/// Encodes one occurrence of an event.
pub fn encode_occurrence(view: &View, occurrence: &Occurrence) -> Value {
    let user = match view.version {
        Version::V1 => "client",
        Version::V2 => "user_id",
    };
    json!({
        "id": occurrence.number,
        user: occurrence.person,
        "timestamp": instant::format(occurrence.at),
        "items": if occurrence.data.is_null() { json!({}) } else { occurrence.data.clone() },
        "event": occurrence.name,
        "event_id": occurrence.event,
    })
}

/// Encodes the response to a new occurrence: the event, and whether it is new.
pub fn encode_created(occurred: Occurred) -> Value {
    json!({ "id": occurred.event, "created": occurred.created })
}
