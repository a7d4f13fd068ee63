//! Saved filters of the list of workers.

use crate::FieldError;

/// A query of the list of workers, with a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SavedFilter {
    /// The number, unique in the domain, never reused.
    pub number: i64,
    /// The name, unique in the domain.
    pub name: String,
    /// The query text of the list, such as `group=ab12&archived=true`.
    pub query: String,
}

impl SavedFilter {
    /// The maximum length of a name, in characters.
    pub const MAX_NAME: usize = 255;
    /// The maximum length of a query, in characters.
    pub const MAX_QUERY: usize = 4_000;
}

/// A change of a saved filter, or a filter to save. A new one needs both values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SavedFilterEdit {
    /// The name.
    pub name: Option<String>,
    /// The query, with filters only.
    pub query: Option<String>,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}
