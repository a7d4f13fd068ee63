//! The known name that a misspelled one probably means.

use strsim::{damerau_levenshtein, normalized_damerau_levenshtein};

use crate::search_text::fold_for_search;

/// How alike two names must be, from 0 to 1.
const MIN_LIKENESS: f64 = 0.6;

/// The longest name that is compared, in letters: the time grows with its length.
const MAX_LETTERS: usize = 100;

/// The known name that is most like `name`, without case, accents, blanks and punctuation; `None` when
/// none is like it.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    closest_above(MIN_LIKENESS, name, known)
}

/// As [`closest`], of the names that are at least this alike, from 0 to 1.
pub fn closest_above<'a>(
    min_likeness: f64,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = plain_letters(name);
    if wanted.chars().count() > MAX_LETTERS {
        return None;
    }
    let errors = |candidate| distance_above(min_likeness, &wanted, &plain_letters(candidate));
    let close = known.into_iter().filter_map(|it| errors(it).map(|errors| (errors, it)));
    close.min_by_key(|(errors, _)| *errors).map(|(_, candidate)| candidate)
}

/// The number of typing errors between two names, without case, accents, blanks and punctuation; `None`
/// when they are not alike.
pub(crate) fn distance(name: &str, candidate: &str) -> Option<usize> {
    distance_above(MIN_LIKENESS, &plain_letters(name), &plain_letters(candidate))
}

fn distance_above(min_likeness: f64, name: &str, candidate: &str) -> Option<usize> {
    let is_close = normalized_damerau_levenshtein(name, candidate) >= min_likeness;
    is_close.then(|| damerau_levenshtein(name, candidate))
}

/// The letters and digits of a name, without case and accents.
pub fn plain_letters(name: &str) -> String {
    fold_for_search(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn misspelled_name_has_a_suggestion() {
        let known = ["programme_number", "village", "first_name", "phone-number 1"];
        for (name, expected) in [
            ("programe_number", Some("programme_number")),
            ("Programme Number", Some("programme_number")),
            ("vilage", Some("village")),
            ("Firstname", Some("first_name")),
            ("phone number 1", Some("phone-number 1")),
            ("Vîllage", Some("village")),
            ("colour", None),
            ("", None),
            ("village".repeat(100_000).as_str(), None),
        ] {
            assert_eq!(closest(name, known), expected, "{name}");
        }
    }
}
