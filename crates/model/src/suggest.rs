//! The known name that a misspelled one probably means.

use strsim::{damerau_levenshtein, normalized_damerau_levenshtein};

use crate::fold;

/// How alike two names must be, from 0 to 1.
const MIN_LIKENESS: f64 = 0.6;

/// The known name that is most like `name`, without case, blanks and punctuation; `None` when none is
/// like it.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let close = known.into_iter().filter_map(|it| distance(name, it).map(|errors| (errors, it)));
    close.min_by_key(|(errors, _)| *errors).map(|(_, candidate)| candidate)
}

/// The number of typing errors between two names, without case, blanks and punctuation; `None` when they
/// are not alike.
pub(crate) fn distance(name: &str, candidate: &str) -> Option<usize> {
    let (name, candidate) = (letters(name), letters(candidate));
    let is_close = normalized_damerau_levenshtein(&name, &candidate) >= MIN_LIKENESS;
    is_close.then(|| damerau_levenshtein(&name, &candidate))
}

fn letters(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
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
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(closest(name, known), expected, "{name}");
        }
    }
}
