//! Locations as rows of a spreadsheet.

use serde_json::{Map, Value};

use crate::FieldError;

/// A row of a table of locations. `None` is a column that the table does not have; an empty text
/// removes the value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LocationRow {
    /// The number of the row in the file, from 1.
    pub row: u64,
    /// `location_id`: the identity of a stored location.
    pub id: Option<String>,
    /// `name`.
    pub name: Option<String>,
    /// `site_code`.
    pub site_code: Option<String>,
    /// `level`: the code or the name of the location type.
    pub level: Option<String>,
    /// `parent`: the site code of the parent.
    pub parent: Option<String>,
    /// `external_id`.
    pub external_id: Option<String>,
    /// `latitude`.
    pub latitude: Option<String>,
    /// `longitude`.
    pub longitude: Option<String>,
    /// `data: KEY`: custom values; an empty text removes one.
    pub data: Map<String, Value>,
    /// The cells that cannot be read.
    pub errors: Vec<FieldError>,
}

impl LocationRow {
    /// The most rows of a table, which is written in one transaction.
    pub const MAX_ROWS: usize = 5_000;
}

/// What a row of a table does, or would do.
#[derive(Clone, Debug, PartialEq)]
pub enum LocationVerdict {
    /// A new location.
    Created,
    /// A stored location that changes, with the names of the fields.
    Updated(Vec<String>),
    /// A stored location that stays as it is.
    Unchanged,
    /// The row has errors.
    Invalid(Vec<FieldError>),
}
