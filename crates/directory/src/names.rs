//! The names that people give to groups, locations and levels.

use roster_model::Problem;

/// The longest name or code, in characters: as long as the live service stores.
const MAX_CHARS: usize = 255;

/// What is wrong with a name or code that is there.
pub(crate) fn problem(text: &str) -> Option<Problem> {
    match text {
        _ if text.trim().is_empty() => Some(Problem::Empty),
        _ if text.contains('\0') => Some(Problem::Unstorable),
        _ if text.chars().count() > MAX_CHARS => Some(Problem::TooLong(MAX_CHARS)),
        _ => None,
    }
}
