//! Totals that one index table counts by itself, without reading people.

use roster_model::{WorkerFilter, search_terms};

use super::{
    State,
    list::at_location,
    where_clause::Selection,
    word_index::{begins_with, rarest_first},
};
use crate::{Error, Tx};

/// The number of workers that match a filter by search text or by location alone. `None` for other
/// filters.
pub(super) async fn count_in_index(
    tx: &mut Tx,
    domain: i64,
    filter: &WorkerFilter,
) -> Result<Option<u64>, Error> {
    let archived = filter.archived;
    let search =
        WorkerFilter { archived, search: filter.search.clone(), ..WorkerFilter::default() };
    let location = WorkerFilter {
        archived,
        location: filter.location.clone(),
        include_descendants: filter.include_descendants,
        ..WorkerFilter::default()
    };
    let state = (if archived { State::Archived } else { State::Active }) as i64;
    let (table, person, selection) = match (&filter.search, &filter.location) {
        (Some(text), None) if *filter == search => {
            ("person_words", "p.person", of_terms(domain, state, text))
        }
        (None, Some(id)) if *filter == location => {
            let mut selection = Selection::new(domain);
            selection.and("p.state = ?", [state.into()]);
            selection.and(at_location(filter.include_descendants), [id.into()]);
            // Hides the column from the planner, which would otherwise walk the index by person.
            ("person_locations", "'' || p.person", Some(selection))
        }
        _ => return Ok(None),
    };
    let Some(selection) = selection else { return Ok(Some(0)) };
    let sql = format!("SELECT count(DISTINCT {person}) FROM {table} p WHERE {}", selection.text());
    let total = tx.one(&sql, selection.values(), |row| row.int(0)).await?;
    Ok(Some(u64::try_from(total).unwrap_or(0)))
}

/// The rows of the rarest term whose people have the other terms too. `None` without a term.
fn of_terms<'a>(domain: i64, state: i64, text: &str) -> Option<Selection<'a>> {
    let mut terms = rarest_first(search_terms(text)).into_iter();
    let (begins, values) = begins_with("p.word", terms.next()?);
    let mut selection = Selection::new(domain);
    selection.and("p.state = ?", [state.into()]);
    selection.and(&begins, values);
    for term in terms {
        let (begins, values) = begins_with("word", term);
        let has_term = format!(
            "(SELECT COUNT(*) FROM person_words WHERE domain = $1 AND person = p.person \
             AND {begins}) > 0"
        );
        selection.and(&has_term, values);
    }
    Some(selection)
}
