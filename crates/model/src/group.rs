//! Groups of workers.

use serde_json::{Map, Value};

use crate::{FieldError, Id, RestoreUnshown};

/// A group of workers.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Group {
    /// The identity.
    pub id: Id,
    /// The name, unique in the domain.
    pub name: String,
    /// Whether the members share cases.
    pub case_sharing: bool,
    /// Whether the group appears in report filters.
    pub reporting: bool,
    /// Custom data.
    pub metadata: Map<String, Value>,
    /// The active members, by username. Deactivated members stay stored, but are not listed.
    pub users: Vec<Id>,
}

/// A group with the number of members instead of the members, for lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupSummary {
    /// The identity.
    pub id: Id,
    /// The name.
    pub name: String,
    /// Whether the members share cases.
    pub case_sharing: bool,
    /// Whether the group appears in report filters.
    pub reporting: bool,
    /// The number of active members.
    pub members: u64,
}

/// A group to create.
#[derive(Clone, Debug, Default)]
pub struct NewGroup {
    /// The identity to keep when the group is imported.
    pub id: Option<Id>,
    /// The name; `None` when missing.
    pub name: Option<String>,
    /// Whether the members share cases; `false` by default.
    pub case_sharing: Option<bool>,
    /// Whether the group appears in report filters; `true` by default.
    pub reporting: Option<bool>,
    /// Custom data.
    pub metadata: Option<Map<String, Value>>,
    /// The members, as ids from the request.
    pub users: Option<Vec<String>>,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}

/// A change of a group. `None` leaves a field unchanged.
#[derive(Clone, Debug, Default)]
pub struct GroupEdit {
    /// The new name.
    pub name: Option<String>,
    /// Whether the members share cases.
    pub case_sharing: Option<bool>,
    /// Whether the group appears in report filters.
    pub reporting: Option<bool>,
    /// The new custom data; replaces the present one.
    pub metadata: Option<Map<String, Value>>,
    /// Adds to `metadata` what the format of the request cannot show.
    pub restore_unshown: Option<RestoreUnshown>,
    /// The new members, as ids from the request; replace the present ones.
    pub users: Option<Vec<String>>,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}
