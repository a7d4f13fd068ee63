//! The names that people give to groups, locations and levels.

use roster_model::Problem;

use crate::texts;

/// The longest name or code, in characters: as long as the live service stores.
const MAX_CHARS: usize = 255;

/// What is wrong with a name or code that is there.
pub(crate) fn problem(text: &str) -> Option<Problem> {
    if text.trim().is_empty() { Some(Problem::Empty) } else { texts::problem(text, MAX_CHARS) }
}
