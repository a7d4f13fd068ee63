//! Pages of people by conditions that no index answers: every remaining record is read and tested.

use roster_model::{Condition, Error, Page, Person, Start, Window};
use roster_store::{
    Tx,
    people::{self, Among},
};

use super::condition;

/// How many people are read at a time.
const BATCH_SIZE: u32 = 1_000;

/// A page of the people who meet all `conditions`, by number, with their exact total.
pub(super) async fn page(
    tx: &mut Tx,
    domain: i64,
    among: Among,
    conditions: &[Condition],
    window: &Window,
) -> Result<Page<Person>, Error> {
    let undecided: Vec<&Condition> =
        conditions.iter().filter(|condition| !people::is_indexed(condition)).collect();
    let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
    let mut page = Page { items: Vec::new(), total: 0, next: None };
    let mut chunk = Window { limit: BATCH_SIZE, start: Start::Offset(0) };
    loop {
        let found = people::list_by_number(tx, domain, among, conditions, &chunk).await;
        let found = found?;
        for person in found.items {
            if !undecided.iter().all(|condition| condition::is_met(&person, condition)) {
                continue;
            }
            let preceding = page.total;
            page.total += 1;
            if !is_in_page(&window.start, preceding, &person) {
                continue;
            }
            if page.items.len() < limit {
                page.items.push(person);
            } else if page.next.is_none() {
                page.next = page.items.last().map(|last| last.number.to_string());
            }
        }
        let Some(next) = found.next else { return Ok(page) };
        chunk.start = Start::After(next);
    }
}

/// Whether this person, with `preceding` matches before them, is at or after the start of the page.
fn is_in_page(start: &Start, preceding: u64, person: &Person) -> bool {
    match start {
        Start::Offset(offset) => preceding >= *offset,
        Start::After(last) => last.parse().map_or(true, |last: i64| person.number > last),
    }
}
