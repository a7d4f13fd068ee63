//! Which workers a list shows.

use jiff::Timestamp;

use crate::fold;

/// Filters of a list of workers; all that are set must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct WorkerFilter {
    /// Archived (inactive) workers instead of active ones.
    pub archived: bool,
    /// Members of this group.
    pub group: Option<String>,
    /// Exactly this username, in full or bare, without case.
    pub username: Option<String>,
    /// Words, each the beginning of a word of the name, username, e-mail or phone.
    pub search: Option<String>,
    /// Exactly this e-mail address, without case.
    pub email: Option<String>,
    /// Having this phone number.
    pub phone: Option<String>,
    /// Assigned to this location.
    pub location: Option<String>,
    /// ... or to one below it.
    pub include_descendants: bool,
    /// Changed at or after this instant.
    pub modified_since: Option<Timestamp>,
    /// With the role of this name.
    pub role: Option<String>,
}

/// The words of `text` by which people are found: folded, split at whatever is neither letter nor
/// digit.
pub fn search_words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(64).collect())
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}
