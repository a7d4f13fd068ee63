//! Conditions on the words of people.

use roster_model::SearchTerm;

use crate::Value;

/// The condition that a column with a word begins with any of the texts of a term.
pub(crate) fn begins_with<'a>(column: &str, term: SearchTerm) -> (String, Vec<Value<'a>>) {
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
