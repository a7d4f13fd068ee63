//! Which users a list or a search asks for.

use jiff::Timestamp;
use roster_model::{
    Comparison, Condition, Error, FieldError, PersonFilter, Problem, TextField, UsercomFields,
};

use super::{Version, convert::other, instant, texts};
use crate::Params;

/// A search, as asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// What to look for, the next where one finds nothing: some clients append a slash, or leave
    /// a `+` unescaped.
    pub attempts: Vec<PersonFilter>,
    /// How the answer is shaped.
    pub shape: Shape,
}

/// The shapes of a search's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One user, or 404.
    One,
    /// All users, as a bare array.
    All,
    /// A page of users.
    Page,
}

/// Parameters that say nothing of users.
const NOT_ABOUT_USERS: [&str; 8] =
    ["page", "page_size", "cursor", "format", "many", "search", "min", "max"];

/// The texts of a user that can be searched, by their names in both versions.
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

/// The endings by which a client misspells a comparison.
const MISSPELLED: [(&str, Comparison); 4] = [
    ("_gte", Comparison::AtLeast),
    ("_gt", Comparison::Above),
    ("_lte", Comparison::AtMost),
    ("_lt", Comparison::Below),
];

/// The users that the parameters of a list ask for. Whatever is neither a field of users nor a
/// parameter of the list is taken for a custom attribute, which is no condition when undefined.
///
/// # Errors
/// [`Error::Invalid`] when a moment is none, or a text holds a NUL character.
pub fn people_filter(params: &Params) -> Result<PersonFilter, Error> {
    let mut errors = Vec::new();
    let mut conditions = span(params, &mut errors);
    for (name, value) in params.iter().filter(|(name, _)| !NOT_ABOUT_USERS.contains(name)) {
        match condition(name, value) {
            Ok(condition) => conditions.extend(condition),
            Err(problem) => errors.push(FieldError::new(name, problem)),
        }
    }
    if errors.is_empty() { Ok(PersonFilter { conditions }) } else { Err(Error::Invalid(errors)) }
}

impl Search {
    /// Reads the parameters of a search. A search by identity alone (e-mail, key, phone, custom id)
    /// gives one user, or with `many` all of them; any other gives a page, and so does, in the
    /// second version, one by phone.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there is nothing to search by, or a moment is none.
    pub fn read(params: &Params, version: Version) -> Result<Self, Error> {
        let filter = people_filter(params)?;
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

/// `search=last_seen&min=...&max=...`, in seconds since 1970, both ends included.
fn span(params: &Params, errors: &mut Vec<FieldError>) -> Vec<Condition> {
    let Some(of) = params.given("search") else { return Vec::new() };
    if !is_instant(of) {
        errors.push(FieldError::new("search", Problem::UnknownChoice(of.to_owned())));
    }
    let ends = [("min", Comparison::AtLeast), ("max", Comparison::AtMost)];
    let mut conditions = Vec::new();
    for (name, comparison) in ends {
        let Some(text) = params.given(name) else { continue };
        match moment(text) {
            Some(at) => conditions.push(Condition::Instant { of: of.to_owned(), comparison, at }),
            None => errors.push(FieldError::new(name, other(texts::NUMBER))),
        }
    }
    conditions
}

fn condition(parameter: &str, value: &str) -> Result<Option<Condition>, Problem> {
    if parameter.contains('\0') || value.contains('\0') {
        return Err(Problem::Unstorable);
    }
    if parameter == "with_email" {
        let asked = !matches!(value.trim().to_ascii_lowercase().as_str(), "0" | "false" | "no");
        return Ok(asked.then_some(Condition::HasEmail(true)));
    }
    let (name, comparison) = split(parameter);
    let value = value.to_owned();
    if is_instant(name) {
        let at = moment(&value).ok_or_else(|| other(texts::DATETIME))?;
        return Ok(Some(Condition::Instant { of: name.to_owned(), comparison, at }));
    }
    if let Some((_, of)) = TEXTS.iter().find(|(known, _)| *known == name) {
        return Ok(Some(Condition::Text { of: *of, comparison, value }));
    }
    Ok(Some(Condition::Attribute { name: name.to_owned(), comparison, value }))
}

/// Name and comparison; for known names also with the underscore that a client leaves out.
fn split(parameter: &str) -> (&str, Comparison) {
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

fn moment(text: &str) -> Option<Timestamp> {
    instant::read(&serde_json::Value::from(text))
}
