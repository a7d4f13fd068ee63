//! Converting the errors of a worker's fields to errors of a row's cells.

use roster_model::{FieldError, ImportRow, Problem, RowError, cell_text};

/// The error of a field as the error of the row's cell.
pub(super) fn to_row_error(error: FieldError, row: &ImportRow) -> RowError {
    let FieldError { field, problem, .. } = error;
    if let Problem::OfField { slug, problem, .. } = problem {
        let value = row.data.get(&slug).map(cell_text).unwrap_or_default();
        return RowError { column: format!("data: {slug}"), value, problem: *problem };
    }
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let (column, value) = match (field.as_str(), &problem) {
        ("role", _) => {
            ("role".to_owned(), text(row.edit.role.iter().flatten().next().map(String::as_str)))
        }
        ("password", _) => ("password".to_owned(), "****".to_owned()),
        ("user_data", Problem::Controlled(key) | Problem::UnknownField { slug: key, .. }) => {
            (format!("data: {key}"), row.data.get(key).map(cell_text).unwrap_or_default())
        }
        ("user_data", Problem::UnknownProfile | Problem::ProfileConflict) => {
            let name = row.profile.iter().flatten().next();
            ("user_profile".to_owned(), text(name.map(String::as_str)))
        }
        ("groups", _) => ("group".to_owned(), row.groups.clone().unwrap_or_default().join(", ")),
        ("locations" | "primary_location", _) => {
            ("location_code".to_owned(), row.locations.clone().unwrap_or_default().join(", "))
        }
        (field, _) => (field.to_owned(), String::new()),
    };
    RowError { column, value, problem }
}
