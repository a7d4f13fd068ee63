//! Tags and lists of people.

use crate::{FieldError, Patch};

/// A tag of people and companies.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tag {
    /// The number in the User.com API: unique in the domain, never reused.
    pub number: i64,
    /// The name, unique in the domain.
    pub name: String,
}

impl Tag {
    /// The maximum length of a name, in characters.
    pub const MAX_NAME: usize = 255;
}

/// A tag, and whether the request created it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// The tag.
    pub tag: Tag,
    /// Whether the tag is new.
    pub created: bool,
}

/// A list to which people are added one by one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct List {
    /// The number in the User.com API: unique in the domain, never reused.
    pub number: i64,
    /// The name; need not be unique.
    pub name: String,
    /// The description; may be empty.
    pub description: String,
}

impl List {
    /// The maximum length of a name, in characters.
    pub const MAX_NAME: usize = 255;
    /// The maximum length of a description, in characters.
    pub const MAX_DESCRIPTION: usize = 2_000;
}

/// A change of a list, or a list to create. A new list needs a name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListEdit {
    /// `name`.
    pub name: Option<String>,
    /// `description`.
    pub description: Patch<String>,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}
