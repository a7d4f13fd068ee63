//! The filters of a list of users, and searches.

use jiff::Timestamp;
use roster_model::{
    Comparison, Condition, Error, FieldError, FieldType, PersonFilter, Problem, TextField,
    limits::MAX_CONDITIONS,
};

use super::filter_field::{FilterField, Parameter};
use crate::{
    Params,
    usercom::{Version, convert::to_boolean, instant},
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

/// Parameters that are not filters. Browser libraries add `_` to bypass caches.
const NOT_FILTERS: [&str; 9] =
    ["page", "page_size", "cursor", "format", "many", "search", "min", "max", "_"];

/// Decodes the filters of a list. Every parameter is a filter: an unknown one is a custom attribute,
/// which the directory knows. No filter is ever ignored, because that would widen the result.
///
/// # Errors
/// [`Error::Invalid`] for a value that is not of the type of its field, for an unknown comparison of a
/// standard field, for a text with U+0000, and for more than [`MAX_CONDITIONS`] conditions.
pub fn decode_filter(params: &Params) -> Result<PersonFilter, Error> {
    let mut errors = Vec::new();
    let mut conditions = decode_interval(params, &mut errors);
    for (name, value) in params.iter().filter(|(name, _)| !NOT_FILTERS.contains(name)) {
        match decode_condition(name, value) {
            Ok(condition) => conditions.push(condition),
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

/// Decodes `search=last_seen&min=...&max=...`: seconds since 1970, inclusive. Without bounds, the users
/// match who have the instant.
fn decode_interval(params: &Params, errors: &mut Vec<FieldError>) -> Vec<Condition> {
    let Some(of) = params.non_empty("search") else {
        if params.non_empty("min").or(params.non_empty("max")).is_some() {
            errors.push(FieldError::new("search", Problem::Required));
        }
        return Vec::new();
    };
    let Some(FilterField::Instant(of)) = FilterField::find(of) else {
        errors.push(FieldError::new("search", Problem::UnknownChoice(of.to_owned())));
        return Vec::new();
    };
    let ends = [("min", Comparison::AtLeast), ("max", Comparison::AtMost)];
    let mut conditions = Vec::new();
    for (name, comparison) in ends {
        let Some(text) = params.non_empty(name) else { continue };
        match parse_instant(text) {
            Some(at) => conditions.push(Condition::Instant { of: of.to_owned(), comparison, at }),
            None => errors.push(FieldError::new(name, Problem::NotOfType(FieldType::Float))),
        }
    }
    if conditions.is_empty() {
        let (of, comparison) = (of.to_owned(), Comparison::AtLeast);
        conditions.push(Condition::Instant { of, comparison, at: Timestamp::MIN });
    }
    conditions
}

fn decode_condition(parameter: &str, value: &str) -> Result<Condition, Problem> {
    if parameter.contains('\0') || value.contains('\0') {
        return Err(Problem::Unstorable);
    }
    let value = value.to_owned();
    if parameter == "with_email" {
        return flag(&value).map(|wanted| Condition::HasEmail(wanted == "true"));
    }
    let (field, comparison) = match Parameter::parse(parameter)? {
        Parameter::Standard(field, comparison) => (field, comparison),
        Parameter::Custom(name, comparison) => {
            return Ok(Condition::Attribute { name: name.to_owned(), comparison, value });
        }
    };
    let text = |of, value| Condition::Text { of, comparison, value };
    Ok(match field {
        FilterField::Flag(of) if comparison.is_ordering() => text(of, flag(&value)?),
        FilterField::Choice(of, choices) if comparison.is_ordering() => {
            text(of, choice(choices, value)?)
        }
        FilterField::Text(of) | FilterField::Flag(of) | FilterField::Choice(of, _) => {
            text(of, value)
        }
        FilterField::Number(of) => {
            let value = if comparison.is_ordering() { number(value)? } else { value };
            Condition::Number { of, comparison, value }
        }
        FilterField::Instant(of) if comparison.is_ordering() => {
            let at = parse_instant(&value).ok_or(Problem::NotOfType(FieldType::DateTime))?;
            Condition::Instant { of: of.to_owned(), comparison, at }
        }
        FilterField::Instant(of) => text(TextField::Instant(of), value),
        FilterField::Link(of) => Condition::Linked { of, comparison, value },
        FilterField::None => {
            let hint = "cannot be a filter; use the name of a custom attribute";
            return Err(Problem::Other(format!("This field {hint}.")));
        }
    })
}

fn flag(value: &str) -> Result<String, Problem> {
    let on = to_boolean(&value.into()).ok_or(Problem::NotOfType(FieldType::Boolean))?;
    Ok(on.to_string())
}

/// Returns the text in responses of a choice, which requests also have as a number.
fn choice(choices: &[(&str, &'static str)], value: String) -> Result<String, Problem> {
    let sent = value.trim().to_lowercase();
    match choices.iter().find(|(name, shown)| *name == sent || *shown == sent) {
        Some((_, shown)) => Ok((*shown).to_owned()),
        None => Err(Problem::UnknownChoice(value)),
    }
}

fn number(value: String) -> Result<String, Problem> {
    let parsed = value.trim().parse::<f64>();
    if parsed.is_ok_and(f64::is_finite) {
        return Ok(value);
    }
    Err(Problem::NotOfType(FieldType::Integer))
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
