//! Entries of the change log as text.

use roster_model::{Change, Channel};

use crate::console::components::DisplayTime;

/// A change as text.
pub(crate) struct HistoryEntry {
    /// The time of the change.
    pub(crate) at: DisplayTime,
    /// The verb and the changed fields.
    pub(crate) text: String,
    /// The user and the channel.
    pub(crate) source: String,
}

impl HistoryEntry {
    /// Describes a change.
    pub(crate) fn new(change: &Change) -> Self {
        let verb = match change.kind.rsplit_once('.').map(|(_, verb)| verb) {
            Some("created") => "Created",
            Some("updated") => "Updated",
            Some("deleted") => "Deleted",
            _ => change.kind.as_str(),
        };
        let fields: Vec<String> =
            change.fields.iter().map(|field| field.replace('_', " ")).collect();
        let text = if fields.is_empty() {
            verb.to_owned()
        } else {
            format!("{verb}: {}", fields.join(", "))
        };
        Self {
            at: DisplayTime::new(&change.at),
            text,
            source: format!("{}, {}", change.actor, channel_label(&change.via)),
        }
    }
}

/// The label of a channel.
pub(crate) fn channel_label(via: &str) -> &str {
    match Channel::parse(via) {
        Some(channel) => channel.label(),
        None => via,
    }
}
