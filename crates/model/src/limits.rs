//! The limits on what a request may contain and on what a record may hold. Every route applies them:
//! the APIs, imports, the console and the command line. A record that exceeds a limit, because an
//! earlier version stored it, stays readable and can be changed as long as it does not grow.

use std::{borrow::Cow, io};

use serde::Serialize;

use crate::{Error, FieldError, Person, Problem, WorkerField, search_terms};

/// The default of [`crate::Settings::custom_data_limit`], in bytes.
pub const CUSTOM_DATA_BYTES: u64 = 64 * 1024;

/// The largest value of [`crate::Settings::custom_data_limit`]: the size of a request body, in bytes.
pub const MAX_CUSTOM_DATA_BYTES: u64 = 1024 * 1024;

/// The most phone numbers of a person, and the most groups, locations, tags and lists.
pub const MAX_PER_PERSON: usize = 100;

/// The longest text of a worker without a shorter limit: names, language, `ConnectID` name; in
/// characters.
pub const MAX_TEXT: usize = 1_024;

/// The most distinct words of a search.
pub const MAX_SEARCH_WORDS: usize = 8;

/// The most conditions of a filter.
pub const MAX_CONDITIONS: usize = 20;

/// The most errors that a response lists, and the most values that an error lists.
pub const MAX_LISTED_ERRORS: usize = 20;

/// The maximum size of the items of a page, in bytes. A page that reaches it ends early and has a link
/// to the next one. A page has at least one item, so that a client that follows the links makes
/// progress.
pub const PAGE_BYTES: usize = 16 << 20;

/// The default of [`crate::Settings::domain_rate_limit`].
pub const DOMAIN_RATE_LIMIT: u32 = 3_000_000;

/// The size of a value as JSON without blanks, in bytes: how the limits count custom data.
pub fn json_size(value: &impl Serialize) -> u64 {
    let mut counter = ByteCounter(0);
    // Writing JSON of maps with text keys into a counter cannot fail.
    let _ = serde_json::to_writer(&mut counter, value);
    counter.0
}

/// The error of custom data in `field` that exceed `limit` bytes. Data that do not grow are accepted.
pub fn check_json_size(
    field: &str,
    before: Option<&impl Serialize>,
    after: &impl Serialize,
    limit: u64,
) -> Option<FieldError> {
    let size = json_size(after);
    let is_allowed = size <= limit || before.is_some_and(|before| size <= json_size(before));
    (!is_allowed).then(|| FieldError::new(field, Problem::TooManyBytes { size, limit }))
}

/// The errors of a person who exceeds a limit. Lists and custom data of `before` are accepted as long
/// as they do not grow. `data_field` is the name of the custom data in the request.
pub fn check_person(
    before: Option<&Person>,
    after: &Person,
    data_field: &str,
    data_limit: u64,
) -> Vec<FieldError> {
    let lists = list_lengths(after);
    let earlier = before.map(list_lengths);
    let mut errors: Vec<FieldError> = lists
        .into_iter()
        .enumerate()
        .filter(|(index, (_, length))| {
            let allowed = earlier.map_or(0, |lists| lists[*index].1).max(MAX_PER_PERSON);
            *length > allowed
        })
        .map(|(_, (field, _))| FieldError::new(field, Problem::TooManyItems(MAX_PER_PERSON)))
        .collect();
    if before.is_none_or(|before| before.custom != after.custom) {
        let before = before.map(|before| &before.custom);
        errors.extend(check_json_size(data_field, before, &after.custom, data_limit));
    }
    let is_too_long = |field: &&WorkerField| {
        let Some(text) = field.limited_text(after) else { return false };
        text.len() > MAX_TEXT
            && text.chars().count() > MAX_TEXT
            && before.is_none_or(|before| field.limited_text(before) != Some(text))
    };
    let too_long = WorkerField::all().iter().filter(is_too_long);
    errors.extend(too_long.map(|field| FieldError::new(field.name, Problem::TooLong(MAX_TEXT))));
    errors
}

/// The lengths of the lists of a person, with their names in the APIs.
fn list_lengths(person: &Person) -> [(&'static str, usize); 5] {
    let worker = person.worker.as_ref();
    [
        ("phone_numbers", person.phones.len()),
        ("groups", worker.map_or(0, |worker| worker.groups.len())),
        ("locations", worker.map_or(0, |worker| worker.locations.len())),
        ("tags", person.usercom.tags.len()),
        ("lists", person.usercom.lists.len()),
    ]
}

/// Checks the number of different words in the search text of a request.
///
/// # Errors
/// [`Error::Invalid`] of `field` for more than [`MAX_SEARCH_WORDS`].
pub fn check_search(field: &str, text: &str) -> Result<(), Error> {
    if search_terms(text).len() <= MAX_SEARCH_WORDS {
        return Ok(());
    }
    Err(Error::invalid_field(field, Problem::TooManyWords(MAX_SEARCH_WORDS)))
}

/// Joins values for a message: the first [`MAX_LISTED_ERRORS`], each shortened, and how many follow.
pub fn join_listed(values: &[impl AsRef<str>], separator: &str) -> String {
    let shown = values.iter().take(MAX_LISTED_ERRORS);
    let shown: Vec<String> = shown.map(|value| shorten(value.as_ref()).into_owned()).collect();
    let joined = shown.join(separator);
    match values.len().saturating_sub(MAX_LISTED_ERRORS) {
        0 => joined,
        more => format!("{joined} and {more} more"),
    }
}

/// The text of a value or message, cut after 300 characters.
pub fn shorten(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_ECHOED) {
        Some((end, _)) => format!("{}\u{2026}", &text[..end]).into(),
        None => text.into(),
    }
}

/// The most characters of a value that a message repeats.
const MAX_ECHOED: usize = 300;

struct ByteCounter(u64);

impl io::Write for ByteCounter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{check_json_size, check_search, join_listed, json_size, shorten};

    #[test]
    fn size_is_the_length_of_compact_json() {
        for value in [json!({}), json!({"ä\n": [1, -2.5, null, "x"], "b": {"c": true}})] {
            assert_eq!(json_size(&value), value.to_string().len() as u64, "{value}");
        }
    }

    #[test]
    fn equal_words_count_once() {
        assert!(check_search("search", &"Añu anu ANU ".repeat(100)).is_ok());
        assert!(check_search("search", "a b c d e f g h").is_ok());
        assert!(check_search("search", "a b c d e f g h i").is_err());
    }

    #[test]
    fn messages_stay_short() {
        let ids: Vec<String> = (0..50_000).map(|id| id.to_string()).collect();
        assert!(join_listed(&ids, ", ").ends_with(", 18, 19 and 49980 more"));
        assert_eq!(join_listed(&ids[..2], ", "), "0, 1");
        assert_eq!(shorten("kurz"), "kurz");
        assert_eq!(shorten(&"é".repeat(400)).chars().count(), 301);
    }

    #[test]
    fn data_beyond_the_limit_may_shrink_but_not_grow() {
        let of_size = |size: usize| json!("x".repeat(size - 2));
        let accepts = |before: Option<usize>, after: usize| {
            let before = before.map(of_size);
            check_json_size("user_data", before.as_ref(), &of_size(after), 100).is_none()
        };
        assert!(accepts(None, 100));
        assert!(!accepts(None, 101));
        assert!(!accepts(Some(100), 101));
        assert!(accepts(Some(200), 200));
        assert!(accepts(Some(200), 101));
        assert!(!accepts(Some(200), 201));
    }
}
