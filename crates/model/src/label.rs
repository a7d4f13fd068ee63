//! Companies, tags and lists as records that people are assigned to.

/// A kind of record that people are assigned to in the User.com API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelKind {
    /// A company, of which people are members.
    Company,
    /// A tag of people and companies.
    Tag,
    /// A list with people on it.
    List,
}

/// A company, tag or list, with the number of its people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelSummary {
    /// The number in the User.com API: unique in the domain and kind, never reused.
    pub number: i64,
    /// The name.
    pub name: String,
    /// The client's own identity of a company, or the description of a list; empty when unset.
    pub detail: String,
    /// The number of people.
    pub people: u64,
    /// The number of companies with a tag; 0 for the other kinds.
    pub companies: u64,
}
