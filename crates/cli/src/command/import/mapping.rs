//! Columns for headers that are not the names of columns: `--map HEADER=COLUMN`.

use roster_model::Field;
use roster_wire::table::{ColumnMap, similar_headers};

use crate::error::UsageError;

/// Parses the options.
///
/// # Errors
/// [`UsageError`] of an option without a column, or with one that cannot be used.
pub(super) fn parse(options: &[String]) -> Result<ColumnMap, UsageError> {
    let mut map = ColumnMap::default();
    for option in options {
        let error = |text: String| UsageError(format!("--map '{option}': {text}"));
        let Some((header, column)) = option.split_once('=') else {
            return Err(error("write HEADER=COLUMN, such as 'Phone=phone-number'".to_owned()));
        };
        map.add(header, column).map_err(|problem| error(problem.to_string()))?;
    }
    Ok(map)
}

/// How to name the columns of unknown headers, one line for each.
pub(super) fn suggestions(headers: &[String], fields: &[Field]) -> Vec<String> {
    let suggested = headers.iter().zip(similar_headers(headers, fields));
    let line = |(header, column): (&String, Option<String>)| match column {
        Some(column) => format!("'{header}' is probably '{column}': --map '{header}={column}'"),
        None => format!("to leave out '{header}': --map '{header}=ignore'"),
    };
    suggested.map(line).collect()
}
