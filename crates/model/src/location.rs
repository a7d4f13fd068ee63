//! Locations and their types.

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::{FieldError, Id, Patch};

/// A level of the location tree.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LocationType {
    /// Its number, per domain.
    pub number: i64,
    /// Its code, unique in the domain.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The level above, by number.
    pub parent: Option<i64>,
    /// Whether places of this level own cases: without it the level is administrative.
    pub shares_cases: bool,
    /// Whether workers at this level see what is below.
    pub view_descendants: bool,
}

/// A level to be created.
#[derive(Clone, Debug, Default)]
pub struct NewLocationType {
    /// Its code; `None` when missing.
    pub code: Option<String>,
    /// Its name; the code when absent.
    pub name: Option<String>,
    /// The code of the level above.
    pub parent: Option<String>,
    /// Whether places of this level own cases.
    pub shares_cases: bool,
    /// Whether workers at this level see what is below.
    pub view_descendants: bool,
    /// What was wrong with the request itself.
    pub errors: Vec<FieldError>,
}

/// A change of a level: what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct LocationTypeEdit {
    /// The new name.
    pub name: Option<String>,
    /// The new code.
    pub code: Option<String>,
    /// The code of the level above.
    pub parent: Patch<String>,
    /// Whether places of this level own cases.
    pub shares_cases: Option<bool>,
    /// Whether workers at this level see what is below.
    pub view_descendants: Option<bool>,
    /// What was wrong with the request itself.
    pub errors: Vec<FieldError>,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Location {
    /// Its identity.
    pub id: Id,
    /// Its number, per domain, never reused.
    pub number: i64,
    /// Its name, unique among its siblings.
    pub name: String,
    /// Its code, lower case, unique in the domain.
    pub site_code: String,
    /// An identity elsewhere.
    pub external_id: Option<String>,
    /// Its level, by number.
    pub kind: i64,
    /// The place it is in.
    pub parent: Option<Id>,
    /// Degrees north, as a decimal text with ten decimals.
    pub latitude: Option<String>,
    /// Degrees east, as a decimal text with ten decimals.
    pub longitude: Option<String>,
    /// Any data about it.
    pub data: Map<String, Value>,
    /// When it came into being.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A place to be created.
#[derive(Clone, Debug, Default)]
pub struct NewLocation {
    /// Everything that an edit could set as well; `name` and `kind` are needed.
    pub edit: LocationEdit,
    /// The identity to keep, when the place is imported.
    pub id: Option<Id>,
}

/// A change of a place: what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct LocationEdit {
    /// The new name. Without a site code beside it, the site code is made anew from it.
    pub name: Option<String>,
    /// The new site code.
    pub site_code: Option<String>,
    /// The level, by code or name.
    pub kind: Option<String>,
    /// The place it is in; a place cannot be moved to the root.
    pub parent: Patch<String>,
    /// Degrees north as sent; `Clear` removes it.
    pub latitude: Patch<String>,
    /// Degrees east as sent; `Clear` removes it.
    pub longitude: Patch<String>,
    /// The data in place of the present one.
    pub data: Option<Map<String, Value>>,
    /// Keys that nobody knows.
    pub unknown: Vec<String>,
    /// What was wrong with the request itself.
    pub errors: Vec<FieldError>,
}

/// One of several places that are made or changed in one request, all of them or none.
#[derive(Clone, Debug)]
pub enum LocationItem {
    /// A place to be created.
    Create(NewLocation),
    /// A place to be changed.
    Update {
        /// Its identity, as sent.
        id: String,
        /// The change.
        edit: LocationEdit,
    },
}

/// Which places a list shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocationFilter {
    /// Exactly this name.
    pub name: Option<String>,
    /// Exactly this site code.
    pub site_code: Option<String>,
    /// Exactly this identity elsewhere.
    pub external_id: Option<String>,
    /// Of the level with this code.
    pub kind: Option<String>,
    /// Directly in this place.
    pub parent: Option<String>,
    /// Last changed in this span.
    pub updated: Span<Timestamp>,
    /// Created in this span.
    pub created: Span<Timestamp>,
    /// Degrees north in this span, ends as decimal texts.
    pub latitude: Span<String>,
    /// Degrees east in this span, ends as decimal texts.
    pub longitude: Span<String>,
    /// By the time of the last change instead of by number: `Some(true)` is newest first.
    pub by_update: Option<bool>,
}

/// A range; an end that is `None` is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Span<T> {
    /// From here, this included.
    pub from: Option<T>,
    /// After here, this excluded.
    pub after: Option<T>,
    /// To here, this included.
    pub to: Option<T>,
    /// Before here, this excluded.
    pub before: Option<T>,
}

impl<T> Default for Span<T> {
    fn default() -> Self {
        Self { from: None, after: None, to: None, before: None }
    }
}
