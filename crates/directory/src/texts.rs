//! Texts of people, companies and the like: what can be kept.

use roster_model::{FieldError, Problem};

/// What is wrong with a text of at most `most` characters.
pub(crate) fn problem(text: &str, most: usize) -> Option<Problem> {
    match text {
        _ if text.contains('\0') => Some(Problem::Unstorable),
        _ if text.chars().count() > most => Some(Problem::TooLong(most)),
        _ => None,
    }
}

/// The flaw of a text of at most `most` characters.
pub(crate) fn error(field: &str, text: &str, most: usize) -> Option<FieldError> {
    problem(text, most).map(|problem| FieldError::new(field, problem))
}

/// The flaw of a name, which may not be blank, of at most `most` characters.
pub(crate) fn name_flaw(field: &str, text: &str, most: usize) -> Option<FieldError> {
    if text.trim().is_empty() {
        return Some(FieldError::new(field, Problem::Empty));
    }
    error(field, text, most)
}
