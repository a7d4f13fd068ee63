//! The filters of a list of users, and searches.

use jiff::Timestamp;
use roster_model::{
    Comparison, Condition, Error, FieldError, FieldType, PersonFilter, Problem, TextField,
    UsercomFields, limits::MAX_CONDITIONS,
};

use crate::{
    Params,
    usercom::{Version, instant},
};

/// A search.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// The filters to try until one finds a user. The alternatives undo frequent mistakes of
    /// clients: a slash at the end, and an unescaped `+`.
    pub attempts: Vec<PersonFilter>,
    /// The shape of the response.
    pub shape: Shape,
}

/// The shape of the response to a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One user, or 404.
    One,
    /// All users, as an array.
    All,
    /// A page of users.
    Page,
}

/// Parameters that are not filters.
const NOT_FILTERS: [&str; 8] =
    ["page", "page_size", "cursor", "format", "many", "search", "min", "max"];

/// The searchable texts of a user, by their names in both versions.
const TEXTS: [(&str, TextField); 8] = [
    ("email", TextField::Email),
    ("key", TextField::Key),
    ("user_key", TextField::Key),
    ("phone_number", TextField::Phone),
    ("user_id", TextField::CustomId),
    ("custom_id", TextField::CustomId),
    ("first_name", TextField::FirstName),
    ("last_name", TextField::LastName),
];

/// Endings that clients send with one underscore instead of two.
const MISSPELLED: [(&str, Comparison); 4] = [
    ("_gte", Comparison::AtLeast),
    ("_gt", Comparison::Above),
    ("_lte", Comparison::AtMost),
    ("_lt", Comparison::Below),
];

/// Decodes the filters of a list. Every unknown parameter is a custom attribute. A filter by an
/// undefined attribute is ignored by the directory.
///
/// # Errors
/// [`Error::Invalid`] for an invalid instant, for a text with U+0000, and for more than
/// [`MAX_CONDITIONS`] conditions.
pub fn decode_filter(params: &Params) -> Result<PersonFilter, Error> {
    let mut errors = Vec::new();
    let mut conditions = decode_interval(params, &mut errors);
    for (name, value) in params.iter().filter(|(name, _)| !NOT_FILTERS.contains(name)) {
        match decode_condition(name, value) {
            Ok(condition) => conditions.extend(condition),
            Err(problem) => errors.push(FieldError::new(name, problem)),
        }
    }
    if conditions.len() > MAX_CONDITIONS {
        errors.push(FieldError::new("", Problem::TooManyConditions(MAX_CONDITIONS)));
    }
    if errors.is_empty() { Ok(PersonFilter { conditions }) } else { Err(Error::Invalid(errors)) }
}

impl Search {
    /// Decodes a search. A search by identity only (e-mail, key, phone, custom id) returns one
    /// user, or all with `many`. Any other search returns a page; so does a search by phone in
    /// version 2.
    ///
    /// # Errors
    /// [`Error::Invalid`] without any filter, and as [`decode_filter`].
    pub fn decode(params: &Params, version: Version) -> Result<Self, Error> {
        let filter = decode_filter(params)?;
        if filter.conditions.is_empty() {
            return Err(Error::invalid_field("", Problem::NothingToSearch));
        }
        let by_phone = |condition: &Condition| {
            matches!(condition, Condition::Text { of: TextField::Phone, .. })
        };
        let paged = version == Version::V2 && filter.conditions.iter().all(by_phone);
        let by_identity = filter.conditions.iter().all(is_identity);
        let many = params.flag("many");
        let shape = if by_identity && many {
            Shape::All
        } else if by_identity && !paged {
            Shape::One
        } else {
            Shape::Page
        };
        let repairs: [fn(&str) -> String; 2] = [
            |value| value.strip_suffix('/').unwrap_or(value).to_owned(),
            |value| value.replace(' ', "+"),
        ];
        let mut attempts = vec![filter];
        for repair in repairs {
            let repaired = repaired(&attempts[0], repair);
            if shape != Shape::Page && !attempts.contains(&repaired) {
                attempts.push(repaired);
            }
        }
        Ok(Self { attempts, shape })
    }
}

/// Decodes `search=last_seen&min=...&max=...`: seconds since 1970, inclusive.
fn decode_interval(params: &Params, errors: &mut Vec<FieldError>) -> Vec<Condition> {
    let Some(of) = params.non_empty("search") else { return Vec::new() };
    if !is_instant(of) {
        errors.push(FieldError::new("search", Problem::UnknownChoice(of.to_owned())));
    }
    let ends = [("min", Comparison::AtLeast), ("max", Comparison::AtMost)];
    let mut conditions = Vec::new();
    for (name, comparison) in ends {
        let Some(text) = params.non_empty(name) else { continue };
        match parse_instant(text) {
            Some(at) => conditions.push(Condition::Instant { of: of.to_owned(), comparison, at }),
            None => errors.push(FieldError::new(name, Problem::NotOfType(FieldType::Float))),
        }
    }
    conditions
}

fn decode_condition(parameter: &str, value: &str) -> Result<Option<Condition>, Problem> {
    if parameter.contains('\0') || value.contains('\0') {
        return Err(Problem::Unstorable);
    }
    if parameter == "with_email" {
        let wanted = !matches!(value.trim().to_ascii_lowercase().as_str(), "0" | "false" | "no");
        return Ok(wanted.then_some(Condition::HasEmail(true)));
    }
    let (name, comparison) = split_comparison(parameter);
    let value = value.to_owned();
    if is_instant(name) {
        let at = parse_instant(&value).ok_or(Problem::NotOfType(FieldType::DateTime))?;
        return Ok(Some(Condition::Instant { of: name.to_owned(), comparison, at }));
    }
    if let Some((_, of)) = TEXTS.iter().find(|(known, _)| *known == name) {
        return Ok(Some(Condition::Text { of: *of, comparison, value }));
    }
    Ok(Some(Condition::Attribute { name: name.to_owned(), comparison, value }))
}

/// Splits a parameter into name and comparison. For known names one underscore is enough.
fn split_comparison(parameter: &str) -> (&str, Comparison) {
    let misspelled = MISSPELLED.iter().find_map(|(ending, comparison)| {
        let name = parameter.strip_suffix(ending)?;
        (is_instant(name) || TEXTS.iter().any(|(known, _)| *known == name))
            .then_some((name, *comparison))
    });
    misspelled.unwrap_or_else(|| Comparison::split(parameter))
}

fn is_instant(name: &str) -> bool {
    UsercomFields::INSTANTS.contains(&name) || matches!(name, "created_at" | "updated_at")
}

fn is_identity(condition: &Condition) -> bool {
    matches!(
        condition,
        Condition::Text {
            of: TextField::Email | TextField::Key | TextField::Phone | TextField::CustomId,
            comparison: Comparison::Equals,
            ..
        }
    )
}

fn repaired(filter: &PersonFilter, repair: fn(&str) -> String) -> PersonFilter {
    let mut filter = filter.clone();
    for condition in &mut filter.conditions {
        if let Condition::Text { value, .. } = condition {
            *value = repair(value);
        }
    }
    filter
}

fn parse_instant(text: &str) -> Option<Timestamp> {
    instant::parse(&serde_json::Value::from(text))
}
