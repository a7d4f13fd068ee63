//! Conditions on the words of people.

use roster_model::SearchTerm;

use super::where_clause::Selection;
use crate::Value;

/// Selects the people who have all terms. Without a term no person is selected: punctuation only is not
/// the start of any word.
pub(crate) fn find_terms(selection: &mut Selection<'_>, terms: Vec<SearchTerm>) {
    if terms.is_empty() {
        selection.and("1 = 0", []);
    }
    for term in terms {
        find_term(selection, term);
    }
}

/// Selects the people who have a term.
pub(super) fn find_term(selection: &mut Selection<'_>, term: SearchTerm) {
    let (begins, values) = begins_with("word", term);
    let found =
        format!("p.number IN (SELECT person FROM person_words WHERE domain = $1 AND {begins})");
    selection.and(&found, values);
}

/// The condition that a column with a word begins with any of the texts of a term.
pub(super) fn begins_with<'a>(column: &str, term: SearchTerm) -> (String, Vec<Value<'a>>) {
    let (mut ranges, mut values) = (Vec::new(), Vec::new());
    for begin in term {
        let end = format!("{begin}{}", char::MAX);
        ranges.push(format!("{column} >= ? AND {column} < ?"));
        values.extend([begin.into(), end.into()]);
    }
    (format!("({})", ranges.join(" OR ")), values)
}

/// The terms, the one that probably has the fewest people first: the longest.
pub(super) fn rarest_first(mut terms: Vec<SearchTerm>) -> Vec<SearchTerm> {
    terms.sort_by_key(|term| std::cmp::Reverse(term.first().map_or(0, String::len)));
    terms
}
