//! The columns of an imported table, with the names of CommCare's bulk upload.

use std::{collections::HashMap, sync::LazyLock};

use roster_model::{TableColumn, WorkerField};
use serde_json::Value;

use super::{
    ColumnMap, MAX_COLUMNS, TableError,
    text::{is_blank, visible},
};

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
    /// The domain of the worker, which must be that of the import.
    Domain,
    /// A column of CommCare that Roster does not support. Its cells must be empty.
    Unsupported,
}

/// The columns of CommCare that are not fields of a worker in Roster.
const OTHER: [(&str, Column); 10] = [
    ("name", Column::Name),
    ("data", Column::AllData),
    ("user_data", Column::AllData),
    ("status", Column::Ignored),
    ("send_confirmation_email", Column::Unsupported),
    ("send_confirmation_sms", Column::Unsupported),
    ("web_user", Column::Unsupported),
    ("remove_web_user", Column::Unsupported),
    ("remove", Column::Unsupported),
    ("domain", Column::Domain),
];

impl Column {
    /// Finds the column with this header. Case, invisible characters and the kind of separator do not
    /// matter. The header of a list may end in a number.
    pub(super) fn parse(header: &str) -> Option<Self> {
        let header = header.trim();
        if is_data(header) {
            return parse_data_slug(header).map(Self::Data);
        }
        let folded = fold(header);
        if folded.ends_with("(readonly)") {
            return Some(Self::Ignored);
        }
        if let Some(column) = Self::find(&folded) {
            return Some(column);
        }
        let stem = folded.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_numbered = stem.len() < folded.len();
        let column = Self::find(stem);
        column.filter(|column| is_numbered && column.is_list())
    }

    /// Finds the column with this folded name.
    fn find(name: &str) -> Option<Self> {
        static KNOWN: LazyLock<HashMap<String, Column>> = LazyLock::new(|| {
            let fields = WorkerField::columns().flat_map(|(field, column)| {
                let known =
                    if column.set.is_some() { Column::Field(field) } else { Column::Ignored };
                let names = column.aliases.iter().chain([&column.header]);
                names.map(|name| (fold(name), known.clone())).collect::<Vec<_>>()
            });
            let others = OTHER.iter().map(|(name, column)| (fold(name), column.clone()));
            fields.chain(others).collect()
        });
        KNOWN.get(name).cloned()
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

    /// Whether a table with this column cannot have the other one.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        let may_repeat = self.is_list() || matches!(self, Self::Ignored | Self::Unsupported);
        self == other && !may_repeat
    }

    /// The header of the column.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Data(slug) => data_header(slug),
            Self::Ignored => ColumnMap::IGNORE.to_owned(),
            Self::Field(_) => self.field_column().map_or("", |column| column.header).to_owned(),
            other => {
                let named = OTHER.iter().find(|(_, column)| column == other);
                named.map_or("", |(name, _)| name).to_owned()
            }
        }
    }

    /// Whether the column identifies a worker.
    fn is_identity(&self) -> bool {
        matches!(self, Self::Field(field) if matches!(field.name, "username" | "id"))
    }
}

/// Lowers the case and removes separators, so that `First Name` and `FirstName` equal `first_name`, and
/// `E-Mail` equals `email`.
pub(super) fn fold(header: &str) -> String {
    visible(header).to_lowercase().replace([' ', '-', '_'], "")
}

/// Returns the header of a custom field's column. A slug that [`Column::parse`] would not return
/// unchanged is written as a JSON string.
pub(super) fn data_header(slug: &str) -> String {
    let is_plain = visible(slug) == slug && !slug.starts_with('"') && !slug.is_empty();
    if is_plain { format!("data: {slug}") } else { format!("data: {}", Value::from(slug)) }
}

/// Whether a header begins with `data:`.
fn is_data(header: &str) -> bool {
    header
        .split_once(':')
        .is_some_and(|(prefix, _)| ["data", "uncategorizeddata"].contains(&fold(prefix).as_str()))
}

/// Returns the slug in a header that begins with `data:`.
pub(super) fn parse_data_slug(header: &str) -> Option<String> {
    let (_, slug) = header.split_once(':').filter(|_| is_data(header))?;
    parse_slug(slug.trim())
}

fn parse_slug(text: &str) -> Option<String> {
    if text.starts_with('"') {
        return serde_json::from_str(text).ok();
    }
    Some(visible(text)).filter(|slug| !slug.is_empty())
}

/// The columns of a table, each with the header as in the file; `None` for a column without a header.
pub(super) type Header = Vec<Option<(Column, String)>>;

/// Parses the header row. A header is the column that it is mapped to, else the one with its name.
///
/// # Errors
/// If a column is unknown or repeated, if a mapped header is missing, or if no column identifies the
/// worker. A column without a
/// header is accepted here; a value in it is an error of the row.
pub(super) fn parse_header(headers: &[String], map: &ColumnMap) -> Result<Header, TableError> {
    if headers.len() > MAX_COLUMNS {
        return Err(TableError::TooManyColumns(1));
    }
    let missing = map.missing(headers);
    if !missing.is_empty() {
        return Err(TableError::MappedColumnsMissing(missing));
    }
    let mut columns = Header::with_capacity(headers.len());
    let mut unknown = Vec::new();
    for header in headers {
        let header = header.trim().to_owned();
        if is_blank(&header) {
            columns.push(None);
            continue;
        }
        let mapped = map.get(&header);
        let Some(column) = mapped.cloned().or_else(|| Column::parse(&header)) else {
            unknown.push(header);
            continue;
        };
        // Custom fields differ by case, and mapped headers are as in the map.
        let is_exact = mapped.is_some() || matches!(column, Column::Data(_));
        for (known, other) in columns.iter().flatten() {
            if !is_exact && fold(other) == fold(&header) {
                return Err(TableError::RepeatedColumn(header));
            }
            if known.excludes(&column) {
                let is_same = *other == header;
                let (other, column) = (other.clone(), column.name());
                return Err(if is_same {
                    TableError::RepeatedColumn(header)
                } else {
                    TableError::SameColumn { header, other, column }
                });
            }
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

    use super::{Column, ColumnMap, data_header, parse_header};

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
        for (header, name) in [
            ("First Name", "first_name"),
            ("Phone Number", "phone_numbers"),
            ("Phone Number 2", "phone_numbers"),
            ("phone_number_2", "phone_numbers"),
            ("PHONE-NUMBER\u{A0}1", "phone_numbers"),
            ("user\u{200B}name\u{FEFF}", "username"),
            ("User ID", "id"),
            ("Location Code 1", "locations"),
        ] {
            assert_eq!(field(header), Some(name), "{header}");
        }
        let village = Some(Column::Data("village".to_owned()));
        assert_eq!(Column::parse("Data:\u{A0}village\u{200B}"), village);
        for slug in [" a", "\"", "a: b", "", "é", "a  b", "a\u{A0}b", "a\u{200B}", "A"] {
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
    fn separators_and_case_of_headers_do_not_count() {
        for header in ["FirstName", "first-name", "FIRST NAME", "firstname"] {
            assert_eq!(field(header), Some("first_name"), "{header}");
        }
        assert_eq!(field("E-Mail"), Some("email"));
        assert_eq!(field("PhoneNumber"), field("phone_number"));
    }

    #[test]
    fn custom_fields_differ_by_case() {
        let names = ["username", "data: village", "data: Village"].map(str::to_owned);
        assert_eq!(parse_header(&names, &ColumnMap::default()).unwrap().len(), 3);
    }

    #[test]
    fn header_error_names_the_column() {
        let error = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            parse_header(&names, &ColumnMap::default()).map(|_| ()).unwrap_err().to_string()
        };
        assert!(error(&["username", "shoe_size"]).contains("'shoe_size':"));
        let misspelled = error(&["username", "frist_name"]);
        assert!(misspelled.contains("'frist_name' (did you mean 'first_name'?)"), "{misspelled}");
        assert!(error(&["username", "email", "email"]).contains("'email' appears twice"));
        assert!(error(&["username", "first_name", "First Name"]).contains("'First Name'"));
        let both = error(&["username", "data", "user_data"]);
        assert!(both.contains("'data' and 'user_data' are both 'data'"), "{both}");
        assert!(error(&["email"]).contains("'user_id'"));
        assert!(error(&["", ""]).contains("empty"));
    }
}
