//! The columns of a table, by the names that CommCare's bulk upload gives them.

use super::{MAX_COLUMNS, TableError};

/// What a column is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Username,
    UserId,
    Name,
    FirstName,
    LastName,
    Email,
    Phone,
    Password,
    ConnectUsername,
    Language,
    Role,
    Group,
    Location,
    Profile,
    Active,
    Confirmed,
    Data(String),
    /// All custom values in one object, in JSON.
    AllData,
    /// Told by exports, and nothing to be set.
    ReadOnly,
    /// Known to CommCare, and without a meaning here: must be empty.
    Foreign,
}

const NAMES: [(&str, Column); 33] = [
    ("username", Column::Username),
    ("user_id", Column::UserId),
    ("name", Column::Name),
    ("first_name", Column::FirstName),
    ("last_name", Column::LastName),
    ("email", Column::Email),
    ("phone-number", Column::Phone),
    ("phone_number", Column::Phone),
    ("phone_numbers", Column::Phone),
    ("password", Column::Password),
    ("connect_username", Column::ConnectUsername),
    ("language", Column::Language),
    ("role", Column::Role),
    ("group", Column::Group),
    ("groups", Column::Group),
    ("location_code", Column::Location),
    ("location_codes", Column::Location),
    ("location-sms-code", Column::Location),
    ("user_profile", Column::Profile),
    ("is_active", Column::Active),
    ("is_account_confirmed", Column::Confirmed),
    ("data", Column::AllData),
    ("user_data", Column::AllData),
    ("registered_on", Column::ReadOnly),
    ("last_modified", Column::ReadOnly),
    ("send_confirmation_email", Column::Foreign),
    ("send_confirmation_sms", Column::Foreign),
    ("deactivate_after", Column::Foreign),
    ("web_user", Column::Foreign),
    ("remove_web_user", Column::Foreign),
    ("remove", Column::Foreign),
    ("domain", Column::Foreign),
    ("status", Column::ReadOnly),
];

impl Column {
    /// The column of that name; names of lists may have a number behind them.
    pub(super) fn parse(header: &str) -> Option<Self> {
        let header = header.trim();
        for prefix in ["data:", "uncategorized_data:"] {
            if let Some(slug) = header.strip_prefix(prefix) {
                return slug_of(slug.trim()).map(Self::Data);
            }
        }
        let folded = header.to_lowercase();
        if folded.ends_with("(read only)") {
            return Some(Self::ReadOnly);
        }
        if let Some(column) = named(&folded) {
            return Some(column);
        }
        let (stem, number) = folded.rsplit_once(' ')?;
        let numbered = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        named(stem.trim_end()).filter(|column| numbered && column.is_list())
    }

    /// Whether several columns of a table may be this one.
    fn is_list(&self) -> bool {
        matches!(self, Self::Phone | Self::Group | Self::Location)
    }
}

/// The header of the column of a custom field. A slug that the header would not give back as it is
/// goes as a JSON string.
pub(super) fn data_header(slug: &str) -> String {
    let plain = slug.trim() == slug && !slug.starts_with('"') && !slug.is_empty();
    if plain { format!("data: {slug}") } else { format!("data: {}", serde_json::Value::from(slug)) }
}

fn slug_of(text: &str) -> Option<String> {
    if text.starts_with('"') {
        return serde_json::from_str(text).ok();
    }
    (!text.is_empty()).then(|| text.to_owned())
}

/// The columns that a head names, each with the header as it is spelled.
///
/// # Errors
/// Unknown and repeated ones, and when there is nothing to tell workers apart by. A column without
/// a header is refused when a cell says something, not here.
pub(super) fn head(headers: &[String]) -> Result<Vec<Option<(Column, String)>>, TableError> {
    if headers.len() > MAX_COLUMNS {
        return Err(TableError::TooManyColumns(1));
    }
    let mut columns: Vec<Option<(Column, String)>> = Vec::with_capacity(headers.len());
    let mut unknown = Vec::new();
    for header in headers {
        let spelled = header.trim().to_owned();
        if spelled.is_empty() {
            columns.push(None);
            continue;
        }
        let Some(column) = Column::parse(header) else {
            unknown.push(spelled);
            continue;
        };
        let twice = columns.iter().flatten().any(|(known, known_spelled)| {
            known_spelled.eq_ignore_ascii_case(&spelled)
                || (*known == column
                    && !column.is_list()
                    && !matches!(column, Column::ReadOnly | Column::Foreign))
        });
        if twice {
            return Err(TableError::ColumnTwice(spelled));
        }
        columns.push(Some((column, spelled)));
    }
    if !unknown.is_empty() {
        return Err(TableError::UnknownColumns(unknown));
    }
    let identity =
        |(column, _): &(Column, String)| matches!(column, Column::Username | Column::UserId);
    match columns.iter().flatten().next() {
        None => Err(TableError::Empty),
        Some(_) if !columns.iter().flatten().any(identity) => Err(TableError::NoIdentity),
        Some(_) => Ok(columns),
    }
}

fn named(name: &str) -> Option<Column> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, column)| column.clone())
}

#[cfg(test)]
mod tests {
    use super::{Column, data_header, head};

    #[test]
    fn columns_have_the_names_of_the_bulk_upload() {
        assert_eq!(Column::parse("phone-number 12"), Some(Column::Phone));
        assert_eq!(Column::parse("Username"), Some(Column::Username));
        assert_eq!(Column::parse("username 2"), None);
        assert_eq!(Column::parse("data: Cadre"), Some(Column::Data("Cadre".to_owned())));
        assert_eq!(Column::parse("User IMEIs (read only)"), Some(Column::ReadOnly));
        assert_eq!(Column::parse("shoe_size"), None);
        for slug in [" a", "\"", "a: b", "", "é"] {
            let column = Column::parse(&data_header(slug));
            assert_eq!(column, Some(Column::Data(slug.to_owned())), "{slug:?}");
        }
    }

    #[test]
    fn a_head_is_refused_by_the_name_of_the_column() {
        let told = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            head(&names).map(|_| ()).unwrap_err().to_string()
        };
        assert!(told(&["username", "shoe_size"]).contains("'shoe_size'"));
        assert!(told(&["username", "email", "email"]).contains("'email' is there twice"));
        assert!(told(&["email"]).contains("'user_id'"));
        assert!(told(&["", ""]).contains("empty"));
    }
}
