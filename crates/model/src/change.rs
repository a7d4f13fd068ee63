//! The change log.

use std::{fmt, str::FromStr};

use jiff::Timestamp;

use crate::FieldValues;

/// One change of one record: an entry of the domain's change log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The number in the domain: from 1, without gaps.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// The kind, for example `person.created`.
    pub kind: String,
    /// The identity of the record.
    pub id: String,
    /// The number of the record, if it has one.
    pub number: Option<i64>,
    /// The caller.
    pub actor: String,
    /// The channel of the request.
    pub via: String,
    /// The names of the changed fields.
    pub fields: Vec<String>,
    /// The values of the changed fields before the change; empty when they are not stored any more.
    /// Without `null` and without secrets.
    pub before: FieldValues,
    /// The values of the changed fields after the change, like `before`.
    pub after: FieldValues,
    /// The username of a worker, or the e-mail address of a contact, at the time.
    pub username: Option<String>,
}

/// A position in the changes feed: behind a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeCursor {
    /// The history that the number belongs to; `None` for a bare number, as version 0.1 returned it.
    pub history: Option<String>,
    /// The number of the change; 0 for the beginning.
    pub seq: i64,
}

impl fmt::Display for ChangeCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.history {
            Some(history) => write!(f, "{history}-{}", self.seq),
            None => write!(f, "{}", self.seq),
        }
    }
}

impl FromStr for ChangeCursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (history, seq) = match text.rsplit_once('-') {
            Some((history, seq)) if !history.is_empty() => (Some(history.to_owned()), seq),
            Some(_) => return Err(()),
            None => (None, text),
        };
        let seq = seq.parse().ok().filter(|seq| *seq >= 0).ok_or(())?;
        Ok(Self { history, seq })
    }
}

/// Filters of the change log. All that are set must match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeFilter {
    /// The kind of record: the part of the change kind before the dot, for example `person`.
    pub record: Option<String>,
    /// The kind of change.
    pub kind: Option<String>,
    /// The name of the caller.
    pub actor: Option<String>,
    /// The channel.
    pub via: Option<String>,
    /// The identity of the record.
    pub id: Option<String>,
    /// The first instant.
    pub from: Option<Timestamp>,
    /// The instant after the last one.
    pub until: Option<Timestamp>,
}

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A person was created.
    PersonCreated,
    /// A person was changed.
    PersonUpdated,
    /// A person was deleted.
    PersonDeleted,
    /// A group was created.
    GroupCreated,
    /// A group was changed.
    GroupUpdated,
    /// A group was deleted.
    GroupDeleted,
    /// A location was created.
    LocationCreated,
    /// A location was changed.
    LocationUpdated,
    /// A location was deleted.
    LocationDeleted,
    /// A location type was created.
    LocationTypeCreated,
    /// A location type was changed.
    LocationTypeUpdated,
    /// A web user joined the domain.
    WebUserCreated,
    /// The membership or the account of a web user was changed.
    WebUserUpdated,
    /// A person was invited to become a web user of the domain.
    InvitationCreated,
    /// An invitation was withdrawn.
    InvitationDeleted,
    /// A role was created.
    RoleCreated,
    /// A role was changed.
    RoleUpdated,
    /// A role was deleted.
    RoleDeleted,
    /// A custom field was registered.
    FieldCreated,
    /// A custom field was changed.
    FieldUpdated,
    /// The definition of a custom field was removed.
    FieldDeleted,
    /// A profile was created.
    ProfileCreated,
    /// A profile was deleted.
    ProfileDeleted,
    /// A tag was created.
    TagCreated,
    /// A tag was changed.
    TagUpdated,
    /// A tag was deleted.
    TagDeleted,
    /// A list was created.
    ListCreated,
    /// A list was changed.
    ListUpdated,
    /// A list was deleted.
    ListDeleted,
    /// A company was created.
    CompanyCreated,
    /// A company was changed.
    CompanyUpdated,
    /// A company was deleted.
    CompanyDeleted,
    /// An occurrence of an event was recorded.
    EventCreated,
    /// The domain was created.
    DomainCreated,
    /// The domain's settings were changed.
    DomainUpdated,
    /// An API key was created.
    ApiKeyCreated,
    /// An API key was revoked.
    ApiKeyRevoked,
    /// An app key was created.
    AppKeyCreated,
    /// An app key was revoked.
    AppKeyRevoked,
    /// A saved filter was created.
    SavedFilterCreated,
    /// A saved filter was changed.
    SavedFilterUpdated,
    /// A saved filter was deleted.
    SavedFilterDeleted,
    /// A webhook was created.
    WebhookCreated,
    /// A webhook was changed, paused, or given another secret or position.
    WebhookUpdated,
    /// A webhook was deleted.
    WebhookDeleted,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 45] = [
        Self::PersonCreated,
        Self::PersonUpdated,
        Self::PersonDeleted,
        Self::GroupCreated,
        Self::GroupUpdated,
        Self::GroupDeleted,
        Self::LocationCreated,
        Self::LocationUpdated,
        Self::LocationDeleted,
        Self::LocationTypeCreated,
        Self::LocationTypeUpdated,
        Self::WebUserCreated,
        Self::WebUserUpdated,
        Self::InvitationCreated,
        Self::InvitationDeleted,
        Self::RoleCreated,
        Self::RoleUpdated,
        Self::RoleDeleted,
        Self::FieldCreated,
        Self::FieldUpdated,
        Self::FieldDeleted,
        Self::ProfileCreated,
        Self::ProfileDeleted,
        Self::TagCreated,
        Self::TagUpdated,
        Self::TagDeleted,
        Self::ListCreated,
        Self::ListUpdated,
        Self::ListDeleted,
        Self::CompanyCreated,
        Self::CompanyUpdated,
        Self::CompanyDeleted,
        Self::EventCreated,
        Self::DomainCreated,
        Self::DomainUpdated,
        Self::ApiKeyCreated,
        Self::ApiKeyRevoked,
        Self::AppKeyCreated,
        Self::AppKeyRevoked,
        Self::SavedFilterCreated,
        Self::SavedFilterUpdated,
        Self::SavedFilterDeleted,
        Self::WebhookCreated,
        Self::WebhookUpdated,
        Self::WebhookDeleted,
    ];

    /// Returns the name of the kind: `<record>.<verb>`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PersonCreated => "person.created",
            Self::PersonUpdated => "person.updated",
            Self::PersonDeleted => "person.deleted",
            Self::GroupCreated => "group.created",
            Self::GroupUpdated => "group.updated",
            Self::GroupDeleted => "group.deleted",
            Self::LocationCreated => "location.created",
            Self::LocationUpdated => "location.updated",
            Self::LocationDeleted => "location.deleted",
            Self::LocationTypeCreated => "location_type.created",
            Self::LocationTypeUpdated => "location_type.updated",
            Self::WebUserCreated => "web_user.created",
            Self::WebUserUpdated => "web_user.updated",
            Self::InvitationCreated => "invitation.created",
            Self::InvitationDeleted => "invitation.deleted",
            Self::RoleCreated => "role.created",
            Self::RoleUpdated => "role.updated",
            Self::RoleDeleted => "role.deleted",
            Self::FieldCreated => "field.created",
            Self::FieldUpdated => "field.updated",
            Self::FieldDeleted => "field.deleted",
            Self::ProfileCreated => "profile.created",
            Self::ProfileDeleted => "profile.deleted",
            Self::TagCreated => "tag.created",
            Self::TagUpdated => "tag.updated",
            Self::TagDeleted => "tag.deleted",
            Self::ListCreated => "list.created",
            Self::ListUpdated => "list.updated",
            Self::ListDeleted => "list.deleted",
            Self::CompanyCreated => "company.created",
            Self::CompanyUpdated => "company.updated",
            Self::CompanyDeleted => "company.deleted",
            Self::EventCreated => "event.created",
            Self::DomainCreated => "domain.created",
            Self::DomainUpdated => "domain.updated",
            Self::ApiKeyCreated => "api_key.created",
            Self::ApiKeyRevoked => "api_key.revoked",
            Self::AppKeyCreated => "app_key.created",
            Self::AppKeyRevoked => "app_key.revoked",
            Self::SavedFilterCreated => "saved_filter.created",
            Self::SavedFilterUpdated => "saved_filter.updated",
            Self::SavedFilterDeleted => "saved_filter.deleted",
            Self::WebhookCreated => "webhook.created",
            Self::WebhookUpdated => "webhook.updated",
            Self::WebhookDeleted => "webhook.deleted",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn all_kinds_are_listed() {
        let named = include_str!("change.rs").matches("=> \"").count();
        assert_eq!(Kind::ALL.len(), named);
    }
}
