//! The words of a text for searching, folded so that spellings that people regard as equal are equal.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The maximum length of a search word, in characters.
const MAX_WORD: usize = 64;

/// The smallest number of digits that finds a phone number by its end.
const MIN_PHONE_SUFFIX: usize = 7;

/// Marks a word that is a phone number with its digits in reverse order. No text has this word.
const REVERSED: char = '#';

/// The word of people without a phone number. No text has this word.
pub const NO_PHONE_WORD: &str = "!phone";

/// The word of people with this value of a custom field, folded like a text: filters find people by
/// it. No text has such a word.
pub fn field_word(slug: &str, value: &str) -> String {
    let folded: String = fold_for_search(value.trim()).chars().take(MAX_WORD).collect();
    format!("={slug}={folded}")
}

/// A term of a search: a person matches if any of their words begins with any of these.
pub type SearchTerm = Vec<String>;

/// Splits a text into search words: folded, sorted, without duplicates, at most 64 characters each.
/// Characters that are neither letters, marks nor digits separate words.
///
/// Folding ignores case, width, accents, Arabic vowel signs and the variants of alef, ya and
/// ta marbuta. Composed and decomposed spellings are equal.
pub fn search_words(text: &str) -> Vec<String> {
    words(&fold_for_search(text))
}

fn words(folded: &str) -> Vec<String> {
    let words = folded.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
    let words: BTreeSet<&str> = words.map(|word| beginning(word, MAX_WORD)).collect();
    words.into_iter().map(str::to_owned).collect()
}

/// The first characters of a text.
fn beginning(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).map_or(text, |(end, _)| &text[..end])
}

/// The words to store for a text. A text of digits and separators, such as a number that a person
/// types in groups, also has the word of all its digits.
pub fn indexed_words(text: &str) -> Vec<String> {
    let folded = fold_for_search(text);
    let mut words = words(&folded);
    words.extend(number(&folded));
    words
}

/// The words to store for a phone number, given its digits: it is found by its beginning and by its
/// end.
pub fn indexed_phone(digits: &str) -> [String; 2] {
    [digits.to_owned(), reversed(digits)]
}

/// The terms of a search text. A person must match all of them.
///
/// A text of digits and separators with at least seven digits is one term: the beginning of a number,
/// or the end of a phone number. `+`, `00` and a trunk prefix `0` before it are ignored.
pub fn search_terms(text: &str) -> Vec<SearchTerm> {
    let Some(digits) = number(&fold_for_search(text)) else {
        // A word that is a number is found in the same way.
        let term = |word: String| match number(&word) {
            Some(digits) => number_term(&digits),
            None => vec![word],
        };
        return search_words(text).into_iter().map(term).collect();
    };
    vec![number_term(&digits)]
}

fn number_term(digits: &str) -> SearchTerm {
    let mut term = Vec::from(indexed_phone(digits));
    let national = digits.trim_start_matches('0');
    if national.len() >= MIN_PHONE_SUFFIX && national != digits {
        term.extend(indexed_phone(national));
    }
    term
}

/// The digits of a folded text of at least seven digits that are separated by nothing but blanks and
/// punctuation.
fn number(folded: &str) -> Option<String> {
    let mut digits = String::new();
    for c in folded.trim().chars() {
        match c {
            '0'..='9' => digits.push(c),
            ' ' | '+' | '-' | '.' | '/' | '(' | ')' => {}
            _ => return None,
        }
    }
    (digits.len() >= MIN_PHONE_SUFFIX).then(|| digits.chars().take(MAX_WORD).collect())
}

fn reversed(digits: &str) -> String {
    std::iter::once(REVERSED).chain(digits.chars().rev()).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Folds spellings that people regard as equal.
pub(crate) fn fold_for_search(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { fold_any(text) }
}

fn fold_any(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_ignored(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            // Alef wasla; the forms with hamza and madda are decomposed.
            'ٱ' => folded.push('ا'),
            // Alef maksura and Farsi yeh.
            'ى' | 'ی' => folded.push('ي'),
            // Ta marbuta.
            'ة' => folded.push('ه'),
            // Farsi kaf.
            'ک' => folded.push('ك'),
            c => folded.push(digit(c)),
        }
    }
    folded
}

/// A decimal digit of Arabic, Persian or an Indian script as its ASCII digit.
fn digit(c: char) -> char {
    const ZEROS: [u32; 11] =
        [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66];
    let value = ZEROS.iter().map(|zero| u32::from(c).wrapping_sub(*zero)).find(|value| *value < 10);
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// Whether a character of a decomposed text is ignored: accents, Arabic vowel signs and hamza above
/// or below, tatweel, nukta, and invisible format characters.
fn is_ignored(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}'
        | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{93c}' | '\u{9bc}' | '\u{a3c}' | '\u{abc}' | '\u{b3c}' | '\u{cbc}'
        | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{
        fold_any, fold_for_search, indexed_phone, indexed_words, search_terms, search_words,
    };

    fn finds(query: &str, words: &[String]) -> bool {
        let matches = |begin: &String| words.iter().any(|word| word.starts_with(begin));
        let terms = search_terms(query);
        !terms.is_empty() && terms.iter().all(|term| term.iter().any(matches))
    }

    #[test]
    fn spellings_that_people_regard_as_equal_have_equal_words() {
        for (one, other) in [
            ("ouedraogo", "Ouédraogo"),
            ("Ouédraogo", "Oue\u{301}draogo"),
            ("ابراهيم", "إبراهيم"),
            ("احمد", "أَحْمَد"),
            ("مصطفي", "مصطفى"),
            ("فاطمه", "فاطمة"),
            ("ｱﾄﾞﾏ", "アドマ"),
            ("ADAMA", "ａｄａｍａ"),
            ("strasse", "Straße"),
            ("Lukasz", "Łukasz"),
            ("soren", "Søren"),
            ("nguyen", "Nguyễn"),
            ("istanbul", "İstanbul"),
        ] {
            assert_eq!(search_words(one), search_words(other), "{one} {other}");
        }
    }

    #[test]
    fn ascii_texts_are_folded_like_others() {
        let ascii: String = (0..=0x7f_u8).map(char::from).collect();
        assert_eq!(fold_for_search(&ascii), fold_any(&ascii));
    }

    #[test]
    fn a_word_ends_after_64_characters() {
        let long = "é".repeat(70);
        assert_eq!(search_words(&long), ["e".repeat(64)]);
        assert_eq!(search_words(&"क".repeat(64)), ["क".repeat(64)]);
    }

    #[test]
    fn vowel_signs_of_indian_scripts_are_kept() {
        assert_ne!(search_words("कमल"), search_words("कमला"));
        assert_eq!(search_words("अम्मा देवी").len(), 2);
    }

    #[test]
    fn a_phone_number_is_found_by_its_beginning_and_its_end() {
        let words = indexed_phone("27820000006");
        for query in [
            "27820000006",
            "+27 82 000 0006",
            "0027820000006",
            "082 000 0006",
            "820000006",
            "000-0006",
            "27 82 000 00",
            "(+27) 82.000/0006",
            "٠٨٢٠٠٠٠٠٠٦",
        ] {
            assert!(finds(query, &words), "{query}");
        }
        for query in ["0007", "000006", "1820000006", "27820000007"] {
            assert!(!finds(query, &words), "{query}");
        }
    }

    #[test]
    fn a_number_in_groups_is_found_as_one_word_and_by_its_groups() {
        let words = indexed_words("2024-1234567");
        for query in ["2024-1234567", "20241234", "2024", "1234567"] {
            assert!(finds(query, &words), "{query}");
        }
    }

    #[test]
    fn a_name_and_the_end_of_a_number_find_a_person_together() {
        let mut words = indexed_words("Amina Diallo");
        words.extend(indexed_phone("27820000006"));
        assert!(finds("amina 0820000006", &words));
        assert!(!finds("bina 0820000006", &words));
    }

    #[test]
    fn punctuation_alone_has_no_term() {
        assert!(search_terms(" - ").is_empty());
    }
}
