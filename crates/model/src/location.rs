//! Locations and their types.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::{FieldError, Id, Patch, RestoreUnshown};

/// A location type: a level of the location tree.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LocationType {
    /// The number, unique in the store.
    pub number: i64,
    /// The code, unique in the domain.
    pub code: String,
    /// The name.
    pub name: String,
    /// The number of the parent type.
    pub parent: Option<i64>,
    /// Whether locations of this type own cases.
    pub shares_cases: bool,
    /// Whether workers at this level see the locations below.
    pub view_descendants: bool,
    /// Whether locations of this type only group others.
    pub administrative: bool,
}

/// A location type to create.
#[derive(Clone, Debug, Default)]
pub struct NewLocationType {
    /// The number to keep when the type is imported. It must be claimed.
    pub number: Option<i64>,
    /// The code; `None` when missing.
    pub code: Option<String>,
    /// The name; the code by default.
    pub name: Option<String>,
    /// The code of the parent type.
    pub parent: Option<String>,
    /// Whether locations of this type own cases.
    pub shares_cases: bool,
    /// Whether workers at this level see the locations below.
    pub view_descendants: bool,
    /// Whether locations of this type only group others; by default those that own no cases.
    pub administrative: Option<bool>,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}

/// A change of a location type. `None` leaves a field unchanged.
#[derive(Clone, Debug, Default)]
pub struct LocationTypeEdit {
    /// The new name.
    pub name: Option<String>,
    /// The new code.
    pub code: Option<String>,
    /// The code of the parent type.
    pub parent: Patch<String>,
    /// Whether locations of this type own cases.
    pub shares_cases: Option<bool>,
    /// Whether workers at this level see the locations below.
    pub view_descendants: Option<bool>,
    /// Whether locations of this type only group others.
    pub administrative: Option<bool>,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}

/// A location.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Location {
    /// The identity.
    pub id: Id,
    /// The number, unique in the store, never reused.
    pub number: i64,
    /// The name, unique among the children of a parent.
    pub name: String,
    /// The site code: lower case, unique in the domain.
    pub site_code: String,
    /// The identity in an external system.
    pub external_id: Option<String>,
    /// The number of the location type.
    pub kind: i64,
    /// The identity of the parent.
    pub parent: Option<Id>,
    /// Degrees north, as a text with ten decimals.
    pub latitude: Option<String>,
    /// Degrees east, as a text with ten decimals.
    pub longitude: Option<String>,
    /// Custom data.
    pub data: Map<String, Value>,
    /// Whether the location is deactivated: it accepts no more workers, and lists leave it out.
    pub archived: bool,
    /// When the location was created.
    pub created_at: Timestamp,
    /// When the location last changed.
    pub updated_at: Timestamp,
}

/// A location to create.
#[derive(Clone, Debug, Default)]
pub struct NewLocation {
    /// The fields that an edit can set too; `name` and `kind` are required.
    pub edit: LocationEdit,
    /// The identity to keep when the location is imported.
    pub id: Option<Id>,
}

/// A change of a location. `None` leaves a field unchanged.
#[derive(Clone, Debug, Default)]
pub struct LocationEdit {
    /// The new name. The site code of a stored location stays.
    pub name: Option<String>,
    /// The new site code.
    pub site_code: Option<String>,
    /// The identity in an external system.
    pub external_id: Patch<String>,
    /// The location type, by code or name.
    pub kind: Option<String>,
    /// The identity of the parent. A location cannot be moved to the root.
    pub parent: Patch<String>,
    /// Degrees north, as sent.
    pub latitude: Patch<String>,
    /// Degrees east, as sent.
    pub longitude: Patch<String>,
    /// The new custom data; replaces the present one.
    pub data: Option<Map<String, Value>>,
    /// Adds to `data` what the format of the request cannot show.
    pub restore_unshown: Option<RestoreUnshown>,
    /// Unknown keys of the request.
    pub unknown: Vec<String>,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}

/// One of several locations that a request creates or changes, all or none.
#[derive(Clone, Debug)]
pub enum LocationItem {
    /// A location to create.
    Create(NewLocation),
    /// A location to change.
    Update {
        /// The identity, as sent.
        id: String,
        /// The change.
        edit: LocationEdit,
    },
}

/// Filters of a list of locations. All that are set must match.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocationFilter {
    /// The name.
    pub name: Option<String>,
    /// The site code.
    pub site_code: Option<String>,
    /// The identity in an external system.
    pub external_id: Option<String>,
    /// The code of the location type.
    pub kind: Option<String>,
    /// The identity of the parent.
    pub parent: Option<String>,
    /// When the location last changed.
    pub updated: Span<Timestamp>,
    /// When the location was created.
    pub created: Span<Timestamp>,
    /// Degrees north, as decimal texts.
    pub latitude: Span<String>,
    /// Degrees east, as decimal texts.
    pub longitude: Span<String>,
    /// Orders by the time of the last change instead of the number: `Some(true)` for newest first.
    pub by_update: Option<bool>,
}

/// A range. `None` leaves an end open.
#[derive(Clone, Debug, PartialEq)]
pub struct Span<T> {
    /// The start, included.
    pub from: Option<T>,
    /// The start, excluded.
    pub after: Option<T>,
    /// The end, included.
    pub to: Option<T>,
    /// The end, excluded.
    pub before: Option<T>,
}

impl<T> Default for Span<T> {
    fn default() -> Self {
        Self { from: None, after: None, to: None, before: None }
    }
}
