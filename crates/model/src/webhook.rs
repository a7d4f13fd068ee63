//! Webhooks: endpoints to which the changes of a domain are sent.

use jiff::Timestamp;

use crate::{FieldError, Id, Kind};

/// An endpoint to which the changes of a domain are sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Webhook {
    /// Identity.
    pub id: Id,
    /// The address.
    pub url: String,
    /// The kinds of changes to send: `*`, `person.*` or `person.created`.
    pub kinds: Vec<String>,
    /// What is sent.
    pub payload: WebhookPayload,
    /// Whether changes are sent. While it is not, they wait.
    pub active: bool,
    /// A description for people.
    pub description: String,
    /// Why the server paused the endpoint; `None` for an endpoint that it did not pause.
    pub paused_reason: Option<String>,
    /// When the endpoint was created.
    pub created_at: Timestamp,
}

impl Webhook {
    /// The maximum number of webhooks of a domain.
    pub const MAX_PER_DOMAIN: usize = 20;
    /// The maximum length of [`Webhook::url`], in characters.
    pub const MAX_URL: usize = 2_000;
    /// The maximum length of [`Webhook::description`], in characters.
    pub const MAX_DESCRIPTION: usize = 1_000;
    /// The maximum number of entries of [`Webhook::kinds`].
    pub const MAX_KINDS: usize = 50;

    /// Whether changes of this kind are sent to the endpoint.
    pub fn matches(&self, kind: &str) -> bool {
        let is_sendable = match self.payload {
            WebhookPayload::Event => true,
            WebhookPayload::CommCare => {
                kind.starts_with("person.") && kind != Kind::PersonDeleted.as_str()
            }
        };
        is_sendable && self.kinds.iter().any(|pattern| pattern_matches(pattern, kind))
    }
}

/// Whether `pattern` is a valid entry of [`Webhook::kinds`]: it matches at least one kind.
pub fn is_kind_pattern(pattern: &str) -> bool {
    Kind::ALL.iter().any(|kind| pattern_matches(pattern, kind.as_str()))
}

fn pattern_matches(pattern: &str, kind: &str) -> bool {
    match pattern.strip_suffix(".*") {
        Some(record) => kind.split_once('.').is_some_and(|(of, _)| of == record),
        None => pattern == "*" || pattern == kind,
    }
}

/// What is sent to an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum WebhookPayload {
    /// The change as in the changes feed, with the object in its present state.
    #[default]
    Event,
    /// The bare mobile worker, as CommCare HQ forwards users.
    CommCare,
}

impl WebhookPayload {
    /// Returns the name of the payload.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::CommCare => "commcare",
        }
    }

    /// Finds the payload with this name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Event, Self::CommCare].into_iter().find(|payload| payload.as_str() == text)
    }
}

/// A webhook to create, or a change of one. `None` leaves a field unchanged.
#[derive(Clone, Debug, Default)]
pub struct WebhookEdit {
    /// The address; a new webhook needs one.
    pub url: Option<String>,
    /// The kinds of changes to send; all by default.
    pub kinds: Option<Vec<String>>,
    /// What is sent.
    pub payload: Option<WebhookPayload>,
    /// Whether changes are sent; a new webhook is active by default.
    pub active: Option<bool>,
    /// A description for people.
    pub description: Option<String>,
    /// The errors found while reading the request, and of the address.
    pub errors: Vec<FieldError>,
}

/// How far a webhook is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookProgress {
    /// The number of the last change that is done: delivered, skipped or not to be sent.
    pub position: i64,
    /// Raised by every action of a user that moves the position or makes an attempt due. A sender that
    /// began with another revision starts again.
    pub revision: i64,
    /// How often earlier changes were sent again. Part of the message ids.
    pub replays: i64,
    /// The number of failed attempts to deliver the next change.
    pub attempts: i64,
    /// When the first of these attempts failed.
    pub failing_since: Option<Timestamp>,
    /// When the next attempt is due; `None` for now.
    pub next_at: Option<Timestamp>,
}

impl WebhookProgress {
    /// The progress of an endpoint to which the changes after `position` are sent.
    pub fn after(position: i64) -> Self {
        Self { position, revision: 1, replays: 0, attempts: 0, failing_since: None, next_at: None }
    }

    /// Makes the next attempt due now, as if none had failed.
    pub fn retry_now(&mut self) {
        self.attempts = 0;
        self.failing_since = None;
        self.next_at = None;
    }
}

/// An attempt to deliver a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The id of the message, the same for all attempts.
    pub message: String,
    /// The number of the change; `None` for a test.
    pub seq: Option<i64>,
    /// The kind of the change.
    pub kind: String,
    /// The time of the attempt.
    pub at: Timestamp,
    /// The number of the attempt, from 1.
    pub attempt: i64,
    /// The HTTP status of the response, if there was one.
    pub status: Option<i64>,
    /// Why the attempt failed.
    pub error: Option<String>,
    /// When the next attempt is due.
    pub next_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Webhook, WebhookPayload, is_kind_pattern};
    use crate::Id;

    fn webhook(kinds: &[&str], payload: WebhookPayload) -> Webhook {
        Webhook {
            id: Id::new_unchecked("1".to_owned()),
            url: String::new(),
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
            payload,
            active: true,
            description: String::new(),
            paused_reason: None,
            created_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn kinds_are_matched_whole_or_by_record() {
        let some = webhook(&["person.*", "group.deleted"], WebhookPayload::Event);
        assert!(some.matches("person.created") && some.matches("group.deleted"));
        assert!(!some.matches("group.created") && !some.matches("personal.created"));
        assert!(webhook(&["*"], WebhookPayload::Event).matches("role.updated"));
    }

    #[test]
    fn bare_workers_are_sent_for_present_people_only() {
        let bare = webhook(&["*"], WebhookPayload::CommCare);
        assert!(bare.matches("person.updated"));
        assert!(!bare.matches("person.deleted") && !bare.matches("group.created"));
    }

    #[test]
    fn pattern_without_a_kind_is_invalid() {
        for valid in ["*", "person.*", "person.created", "location_type.*"] {
            assert!(is_kind_pattern(valid), "{valid}");
        }
        for invalid in ["", "person", "persn.*", "person.made", "*.created", ".*", "person.**"] {
            assert!(!is_kind_pattern(invalid), "{invalid}");
        }
    }
}
