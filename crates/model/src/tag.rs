//! Tags and lists: names under which people are gathered.

use crate::{FieldError, Patch};

/// A tag of people and companies.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tag {
    /// The number by which clients know it; per domain, never reused.
    pub number: i64,
    /// Its name, unique in the domain.
    pub name: String,
}

impl Tag {
    /// The longest name, in characters.
    pub const MAX_NAME: usize = 255;
}

/// A tag, and whether it came into being by this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// The tag.
    pub tag: Tag,
    /// Whether there was none of that name.
    pub created: bool,
}

/// A list that people are put on one by one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List {
    /// The number by which clients know it; per domain, never reused.
    pub number: i64,
    /// Its name; need not be unique.
    pub name: String,
    /// What it is for; empty when not told.
    pub description: String,
}

impl List {
    /// The longest name, in characters.
    pub const MAX_NAME: usize = 255;
    /// The longest description, in characters.
    pub const MAX_DESCRIPTION: usize = 2_000;
}

/// A change of a list, or what a new one begins with; a new one needs a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListEdit {
    /// `name`.
    pub name: Option<String>,
    /// `description`.
    pub description: Patch<String>,
    /// What was wrong with the request itself.
    pub errors: Vec<FieldError>,
}
