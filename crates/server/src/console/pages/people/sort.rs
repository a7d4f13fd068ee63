//! Sorting the list of people by its headers. The store has an index for each of these orders; names
//! and other columns have none, so that sorting by them would read all people of the domain.

use super::{columns::Column, filter::ListQuery};
use crate::console::components::pager::query_string;

/// The columns that sort the list, and whether the first click shows the last ones first.
const SORTABLE: [(&str, bool); 3] = [("username", false), ("created", true), ("updated", true)];

/// The header of a column.
pub(super) struct Header {
    pub(super) label: String,
    /// The query string that sorts the list by the column, if it can be sorted by it.
    pub(super) url: Option<String>,
    /// The present direction, as in `aria-sort`, if the list is sorted by the column.
    pub(super) direction: Option<&'static str>,
}

impl Header {
    /// The header of a column without links.
    pub(super) fn plain(column: &Column) -> Self {
        Self { label: column.label.clone(), url: None, direction: None }
    }

    /// The header of a column of this list.
    pub(super) fn new(column: &Column, list: &ListQuery) -> Self {
        let plain = Self::plain(column);
        let Some((key, last_first)) = SORTABLE.iter().find(|(name, _)| *name == column.name) else {
            return plain;
        };
        // Contacts have no username.
        if *key == "username" && list.state == "contacts" {
            return plain;
        }
        let descending = format!("-{key}");
        let direction = match list.sort.as_str() {
            sort if sort == *key => Some("ascending"),
            sort if sort == descending => Some("descending"),
            _ => None,
        };
        let is_next_descending = match direction {
            Some("ascending") => true,
            Some(_) => false,
            None => *last_first,
        };
        let next = if is_next_descending { descending.as_str() } else { key };
        let params = list.params_sorted(next);
        let pairs: Vec<(&str, &str)> =
            params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Self { url: Some(query_string(&pairs)), direction, ..plain }
    }
}
