//! Which people the census of a domain shows: workers and contacts side by side.

/// Filters of the census; all that are set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleViewFilter {
    /// Words, each the beginning of a word of the name, username, e-mail or phone.
    pub search: Option<String>,
    /// In this state; `None` is everybody.
    pub state: Option<PersonState>,
    /// Members of the group of this identity.
    pub group: Option<String>,
    /// Assigned to the location of this identity, or to one below it.
    pub location: Option<String>,
    /// With the role of this name.
    pub role: Option<String>,
    /// With the tag of this number.
    pub tag: Option<i64>,
}

/// What a person is to the domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonState {
    /// A worker who may sign in.
    Active,
    /// A worker who may not: archived, or not confirmed yet.
    Archived,
    /// Somebody without a username.
    Contact,
}

/// The order of the census.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PeopleViewOrder {
    /// By what.
    pub by: PeopleViewKey,
    /// Whether the last comes first.
    pub descending: bool,
}

/// What the census is ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PeopleViewKey {
    /// Username; contacts, who have none, come after workers, by number.
    #[default]
    Username,
    /// When the record came into being.
    Created,
    /// When it last changed.
    Updated,
}
