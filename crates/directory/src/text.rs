//! Validation of texts and names.

use roster_model::{FieldError, Problem};

/// The longest name of a group, location or location type, and the longest code, in characters: the
/// limit of the live service.
const MAX_NAME: usize = 255;

/// The problem of a text with at most `max` characters.
fn problem(text: &str, max: usize) -> Option<Problem> {
    match text {
        _ if text.contains('\0') => Some(Problem::Unstorable),
        _ if text.chars().count() > max => Some(Problem::TooLong(max)),
        _ => None,
    }
}

/// The error of a text with at most `max` characters.
pub(crate) fn validate(field: &str, text: &str, max: usize) -> Option<FieldError> {
    problem(text, max).map(|problem| FieldError::new(field, problem))
}

/// The error of a name with at most `max` characters. A name must not be blank.
pub(crate) fn validate_name(field: &str, text: &str, max: usize) -> Option<FieldError> {
    if text.trim().is_empty() {
        return Some(FieldError::new(field, Problem::Empty));
    }
    validate(field, text, max)
}

/// The problem of the name or code of a group, location or location type.
pub(crate) fn name_problem(text: &str) -> Option<Problem> {
    if text.trim().is_empty() { Some(Problem::Empty) } else { problem(text, MAX_NAME) }
}
