//! The change log.

use jiff::Timestamp;

/// One change of one thing: the row that its transaction appended to the domain's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Place in the domain's order: from 1, without gaps.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// What happened, for example `person.created`.
    pub kind: String,
    /// The identity of the thing.
    pub id: String,
    /// The number of the thing, where it has one.
    pub number: Option<i64>,
    /// Who did it.
    pub actor: String,
    /// By which way.
    pub via: String,
    /// The names of the fields that changed; their values are not kept here.
    pub fields: Vec<String>,
}

/// Which changes a history shows; all that are set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeFilter {
    /// Of a sort of thing: what stands before the full stop of the kind, for example `person`.
    pub thing: Option<String>,
    /// Exactly this kind.
    pub kind: Option<String>,
    /// By this actor, under the name that the log has.
    pub actor: Option<String>,
    /// By this way.
    pub via: Option<String>,
    /// Of the thing of this identity.
    pub id: Option<String>,
}

/// What a change was of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A person came into being.
    PersonCreated,
    /// A person changed.
    PersonUpdated,
    /// A person was deleted.
    PersonDeleted,
    /// A group came into being.
    GroupCreated,
    /// A group changed.
    GroupUpdated,
    /// A group was deleted.
    GroupDeleted,
    /// A location came into being.
    LocationCreated,
    /// A location changed.
    LocationUpdated,
    /// A location type came into being.
    LocationTypeCreated,
    /// A location type changed.
    LocationTypeUpdated,
    /// A web user joined the domain.
    WebUserCreated,
    /// A web user's place in the domain changed.
    WebUserUpdated,
    /// A role came into being.
    RoleCreated,
    /// A role changed.
    RoleUpdated,
    /// A role was deleted.
    RoleDeleted,
    /// A custom field was registered.
    FieldCreated,
    /// A custom field changed.
    FieldUpdated,
    /// The definition of a custom field was removed.
    FieldDeleted,
    /// A profile came into being.
    ProfileCreated,
    /// A profile was deleted.
    ProfileDeleted,
    /// A tag came into being.
    TagCreated,
    /// A tag changed.
    TagUpdated,
    /// A tag was deleted.
    TagDeleted,
    /// A list came into being.
    ListCreated,
    /// A list changed.
    ListUpdated,
    /// A list was deleted.
    ListDeleted,
    /// A company came into being.
    CompanyCreated,
    /// A company changed.
    CompanyUpdated,
    /// A company was deleted.
    CompanyDeleted,
    /// An event happened to a person.
    EventCreated,
    /// The domain's settings changed.
    DomainUpdated,
}

impl Kind {
    /// `<thing>.<verb>`.
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
            Self::LocationTypeCreated => "location_type.created",
            Self::LocationTypeUpdated => "location_type.updated",
            Self::WebUserCreated => "web_user.created",
            Self::WebUserUpdated => "web_user.updated",
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
            Self::DomainUpdated => "domain.updated",
        }
    }
}
