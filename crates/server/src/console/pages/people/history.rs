//! Entries of the change log as text.

use roster_model::{Change, Channel};

use crate::console::{
    components::DisplayTime,
    extract::Auth,
    i18n::{message, text},
    pages::history::field_label,
};

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
    pub(crate) fn new(auth: &Auth, change: &Change) -> Self {
        let verb = match change.kind.rsplit_once('.').map(|(_, verb)| verb) {
            Some("created") => text("people-event-created"),
            Some("updated") => text("people-event-updated"),
            Some("deleted") => text("people-event-deleted"),
            _ => change.kind.clone(),
        };
        let fields: Vec<String> = change.fields.iter().map(|name| field_label(name)).collect();
        let text = if fields.is_empty() {
            verb
        } else {
            let text = message("people-event-fields").arg("event", verb);
            text.arg("fields", fields.join(", ")).to_string()
        };
        let channel = channel_label(&change.via);
        Self {
            at: auth.time(&change.at),
            text,
            source: message("people-event-source")
                .arg("user", &change.actor)
                .arg("channel", channel)
                .to_string(),
        }
    }
}

/// The label of a channel.
pub(crate) fn channel_label(via: &str) -> String {
    let Some(channel) = Channel::parse(via) else {
        return via.to_owned();
    };
    text(match channel {
        Channel::CommCare => "people-channel-commcare",
        Channel::UserCom => "people-channel-usercom",
        Channel::Scim => "people-channel-scim",
        Channel::Console => "people-channel-console",
        Channel::Import => "people-channel-import",
        Channel::Cli => "people-channel-cli",
        Channel::Server => "people-channel-server",
    })
}
