//! Texts of people, companies and the like: what can be kept.

use roster_model::{Flaw, Problem};

/// What is wrong with a text of at most `most` characters.
pub(crate) fn problem(text: &str, most: usize) -> Option<Problem> {
    match text {
        _ if text.contains('\0') => Some(Problem::Unstorable),
        _ if text.chars().count() > most => Some(Problem::TooLong(most)),
        _ => None,
    }
}

/// The flaw of a text of at most `most` characters.
pub(crate) fn flaw(field: &str, text: &str, most: usize) -> Option<Flaw> {
    problem(text, most).map(|problem| Flaw::new(field, problem))
}

/// The flaw of a name, which may not be blank, of at most `most` characters.
pub(crate) fn name_flaw(field: &str, text: &str, most: usize) -> Option<Flaw> {
    if text.trim().is_empty() {
        return Some(Flaw::new(field, Problem::Empty));
    }
    flaw(field, text, most)
}
