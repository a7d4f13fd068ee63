//! The columns of an imported table, with the names of CommCare's bulk upload.

use roster_model::{TableColumn, WorkerField};
use serde_json::Value;

use super::{MAX_COLUMNS, TableError};

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// A field of the worker.
    Field(&'static WorkerField),
    /// First and last name in one cell.
    Name,
    /// A custom value, by slug.
    Data(String),
    /// All custom values in one JSON object.
    AllData,
    /// A column that imports ignore.
    Ignored,
    /// A column of CommCare that Roster does not support. Its cells must be empty.
    Unsupported,
}

/// The columns of CommCare that are not fields of a worker in Roster.
const OTHER: [(&str, Column); 11] = [
    ("name", Column::Name),
    ("data", Column::AllData),
    ("user_data", Column::AllData),
    ("status", Column::Ignored),
    ("send_confirmation_email", Column::Unsupported),
    ("send_confirmation_sms", Column::Unsupported),
    ("deactivate_after", Column::Unsupported),
    ("web_user", Column::Unsupported),
    ("remove_web_user", Column::Unsupported),
    ("remove", Column::Unsupported),
    ("domain", Column::Unsupported),
];

impl Column {
    /// Finds the column with this header. The header of a list may end in a number.
    pub(super) fn parse(header: &str) -> Option<Self> {
        let header = header.trim();
        for prefix in ["data:", "uncategorized_data:"] {
            if let Some(slug) = header.strip_prefix(prefix) {
                return parse_slug(slug.trim()).map(Self::Data);
            }
        }
        let folded = header.to_lowercase();
        if folded.ends_with("(read only)") {
            return Some(Self::Ignored);
        }
        if let Some(column) = Self::find(&folded) {
            return Some(column);
        }
        let (stem, number) = folded.rsplit_once(' ')?;
        let is_numbered = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        Self::find(stem.trim_end()).filter(|column| is_numbered && column.is_list())
    }

    fn find(name: &str) -> Option<Self> {
        if let Some((field, column)) = WorkerField::by_header(name) {
            return Some(if column.set.is_some() { Self::Field(field) } else { Self::Ignored });
        }
        OTHER.iter().find(|(known, _)| *known == name).map(|(_, column)| column.clone())
    }

    fn field_column(&self) -> Option<TableColumn> {
        match self {
            Self::Field(field) => field.column,
            _ => None,
        }
    }

    /// Whether a table may have several of this column.
    pub(super) fn is_list(&self) -> bool {
        self.field_column().is_some_and(|column| column.count.is_some())
    }

    /// Whether the column identifies a worker.
    fn is_identity(&self) -> bool {
        matches!(self, Self::Field(field) if matches!(field.name, "username" | "id"))
    }
}

/// Returns the header of a custom field's column. A slug that [`Column::parse`] would not return
/// unchanged is written as a JSON string.
pub(super) fn data_header(slug: &str) -> String {
    let is_plain = slug.trim() == slug && !slug.starts_with('"') && !slug.is_empty();
    if is_plain { format!("data: {slug}") } else { format!("data: {}", Value::from(slug)) }
}

fn parse_slug(text: &str) -> Option<String> {
    if text.starts_with('"') {
        return serde_json::from_str(text).ok();
    }
    (!text.is_empty()).then(|| text.to_owned())
}

/// The columns of a table, each with the header as in the file; `None` for a column without a header.
pub(super) type Header = Vec<Option<(Column, String)>>;

/// Parses the header row.
///
/// # Errors
/// If a column is unknown or repeated, or if no column identifies the worker. A column without a
/// header is accepted here; a value in it is an error of the row.
pub(super) fn parse_header(headers: &[String]) -> Result<Header, TableError> {
    if headers.len() > MAX_COLUMNS {
        return Err(TableError::TooManyColumns(1));
    }
    let mut columns = Header::with_capacity(headers.len());
    let mut unknown = Vec::new();
    for header in headers {
        let header = header.trim().to_owned();
        if header.is_empty() {
            columns.push(None);
            continue;
        }
        let Some(column) = Column::parse(&header) else {
            unknown.push(header);
            continue;
        };
        let may_repeat =
            column.is_list() || matches!(column, Column::Ignored | Column::Unsupported);
        let is_repeated = columns.iter().flatten().any(|(known, known_header)| {
            known_header.eq_ignore_ascii_case(&header) || (*known == column && !may_repeat)
        });
        if is_repeated {
            return Err(TableError::RepeatedColumn(header));
        }
        columns.push(Some((column, header)));
    }
    if !unknown.is_empty() {
        return Err(TableError::UnknownColumns(unknown));
    }
    let mut named = columns.iter().flatten().peekable();
    if named.peek().is_none() {
        return Err(TableError::Empty);
    }
    if named.any(|(column, _)| column.is_identity()) {
        Ok(columns)
    } else {
        Err(TableError::NoIdentity)
    }
}

#[cfg(test)]
mod tests {
    use roster_model::WorkerField;

    use super::{Column, data_header, parse_header};

    fn field(header: &str) -> Option<&'static str> {
        match Column::parse(header) {
            Some(Column::Field(field)) => Some(field.name),
            _ => None,
        }
    }

    #[test]
    fn columns_have_the_names_of_the_bulk_upload() {
        assert_eq!(field("phone-number 12"), Some("phone_numbers"));
        assert_eq!(field("Username"), Some("username"));
        assert_eq!(Column::parse("username 2"), None);
        assert_eq!(Column::parse("data: Cadre"), Some(Column::Data("Cadre".to_owned())));
        assert_eq!(Column::parse("User IMEIs (read only)"), Some(Column::Ignored));
        assert_eq!(Column::parse("registered_on"), Some(Column::Ignored));
        assert_eq!(Column::parse("shoe_size"), None);
        for slug in [" a", "\"", "a: b", "", "é"] {
            let column = Column::parse(&data_header(slug));
            assert_eq!(column, Some(Column::Data(slug.to_owned())), "{slug:?}");
        }
    }

    #[test]
    fn exported_headers_are_read_as_their_field() {
        for (known, column) in WorkerField::columns().filter(|(_, column)| column.set.is_some()) {
            for header in column.aliases.iter().chain([&column.header]) {
                assert_eq!(field(header), Some(known.name), "{header}");
            }
        }
    }

    #[test]
    fn header_error_names_the_column() {
        let error = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            parse_header(&names).map(|_| ()).unwrap_err().to_string()
        };
        assert!(error(&["username", "shoe_size"]).contains("'shoe_size'"));
        assert!(error(&["username", "email", "email"]).contains("'email' appears twice"));
        assert!(error(&["email"]).contains("'user_id'"));
        assert!(error(&["", ""]).contains("empty"));
    }
}
