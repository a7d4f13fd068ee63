//! Groups of workers.

use serde_json::{Map, Value};

use crate::{FieldError, Id};

/// A group of workers.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Group {
    /// Its identity.
    pub id: Id,
    /// Its name, unique in the domain.
    pub name: String,
    /// Whether its members share cases.
    pub case_sharing: bool,
    /// Whether it appears in report filters.
    pub reporting: bool,
    /// Any data about it.
    pub metadata: Map<String, Value>,
    /// Its active members, by username. Archived members stay stored, but are not shown.
    pub users: Vec<Id>,
}

/// A group as a list shows it, however large it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupSummary {
    /// Its identity.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Whether its members share cases.
    pub case_sharing: bool,
    /// Whether it appears in report filters.
    pub reporting: bool,
    /// How many active members it has.
    pub members: u64,
}

/// A group to be created.
#[derive(Clone, Debug, Default)]
pub struct NewGroup {
    /// The identity to keep, when the group is imported.
    pub id: Option<Id>,
    /// The name; `None` when missing.
    pub name: Option<String>,
    /// Whether its members share cases; `false` by default.
    pub case_sharing: Option<bool>,
    /// Whether it appears in report filters; `true` by default.
    pub reporting: Option<bool>,
    /// Any data about it.
    pub metadata: Option<Map<String, Value>>,
    /// Its members.
    pub users: Option<Vec<String>>,
    /// What was wrong with the request itself.
    pub errors: Vec<FieldError>,
}

/// A change of a group: what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct GroupEdit {
    /// The new name.
    pub name: Option<String>,
    /// Whether its members share cases.
    pub case_sharing: Option<bool>,
    /// Whether it appears in report filters.
    pub reporting: Option<bool>,
    /// The data in place of the present one.
    pub metadata: Option<Map<String, Value>>,
    /// The members in place of the present ones.
    pub users: Option<Vec<String>>,
    /// What was wrong with the request itself.
    pub errors: Vec<FieldError>,
}
