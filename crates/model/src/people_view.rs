//! The list of all people of a domain: workers and contacts.

use jiff::Timestamp;

/// Filters of the list. All that are set must match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleViewFilter {
    /// Search text. Each of its words must be the beginning of a word of the name, username, e-mail
    /// or phone.
    pub search: Option<String>,
    /// The state; `None` for all states.
    pub state: Option<PersonState>,
    /// The identity of a group that the person is a member of.
    pub group: Option<String>,
    /// The identity of a location. The person is assigned to it or to a location below.
    pub location: Option<String>,
    /// The name of the role.
    pub role: Option<String>,
    /// The number of a tag that the person has.
    pub tag: Option<i64>,
    /// The number of a company that the person is a member of.
    pub company: Option<i64>,
    /// The number of a list that the person is on.
    pub list: Option<i64>,
    /// Values of declared custom fields by slug, without case and accents.
    pub fields: Vec<(String, String)>,
    /// Only people without a phone number.
    pub no_phone: bool,
    /// Only people who have never submitted a form.
    pub never_submitted: bool,
    /// Only people whose record changed at this time or later.
    pub changed_since: Option<Timestamp>,
}

/// The state of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonState {
    /// A worker who may sign in.
    Active,
    /// A worker who may not sign in: deactivated or unconfirmed.
    Archived,
    /// A person without a username.
    Contact,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PeopleViewOrder {
    /// The sort key.
    pub by: PeopleViewKey,
    /// Whether the order is descending.
    pub descending: bool,
}

/// The sort key of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PeopleViewKey {
    /// Username. Contacts have none and come after the workers, by number.
    #[default]
    Username,
    /// When the record was created.
    Created,
    /// When the record last changed.
    Updated,
}
