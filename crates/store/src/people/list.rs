//! Pages of workers, by username.

use roster_model::{Page, Person, Start, Window, WorkerFilter, fold, search_words};

use super::{COLUMNS, person, select::Selection};
use crate::{Error, Tx, domain_state};

/// What a person is, as the `state` column has it: the second part of the list's index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Without a username.
    Contact = 0,
    /// A worker who may sign in.
    Active = 1,
    /// A worker who may not.
    Archived = 2,
}

impl State {
    pub(super) fn of(number: i64) -> Self {
        match number {
            1 => Self::Active,
            2 => Self::Archived,
            _ => Self::Contact,
        }
    }

    /// The state of a person.
    pub fn of_person(person: &Person) -> Self {
        match &person.worker {
            None => Self::Contact,
            Some(worker) if worker.active => Self::Active,
            Some(_) => Self::Archived,
        }
    }
}

/// Filters as the store needs them: names completed, so that it need not know their rules.
pub struct WorkerSelection<'a> {
    /// The filters.
    pub filter: &'a WorkerFilter,
    /// `filter.username`, completed and folded.
    pub username: Option<String>,
    /// The digits of `filter.phone`.
    pub phone: Option<String>,
}

/// A page of the workers that the filters let through, by username, with their exact number.
pub async fn list_workers(
    tx: &mut Tx,
    domain: i64,
    wanted: &WorkerSelection<'_>,
    window: &Window,
) -> Result<Page<Person>, Error> {
    let mut selection = select(domain, wanted);
    let total = total(tx, domain, wanted, &selection).await?;
    let offset = match &window.start {
        Start::Offset(offset) => i64::try_from(*offset).unwrap_or(i64::MAX),
        Start::After(username) => {
            selection.and("p.username > ?", [username.as_str().into()]);
            0
        }
    };
    // One more than asked for tells whether another page follows.
    let mut values = selection.values().to_vec();
    values.extend([(i64::from(window.limit) + 1).into(), offset.into()]);
    let sql = format!(
        "SELECT {COLUMNS} FROM people p WHERE {} ORDER BY p.username LIMIT ${} OFFSET ${}",
        selection.text(),
        values.len() - 1,
        values.len(),
    );
    let mut items = tx.all(&sql, &values, person).await?;
    let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
    let more = items.len() > limit;
    items.truncate(limit);
    let last = items.last().and_then(|person| person.worker.as_ref());
    let next = last.filter(|_| more).map(|worker| worker.username.as_str().to_owned());
    Ok(Page { items, total, next })
}

/// The number of workers that the filters let through: kept where there are none, else counted.
async fn total(
    tx: &mut Tx,
    domain: i64,
    wanted: &WorkerSelection<'_>,
    selection: &Selection<'_>,
) -> Result<u64, Error> {
    let archived = wanted.filter.archived;
    let total = if *wanted.filter == (WorkerFilter { archived, ..WorkerFilter::default() }) {
        let state = domain_state::read(tx, domain).await?;
        state
            .map_or(0, |state| if archived { state.archived_workers } else { state.active_workers })
    } else {
        let sql = format!("SELECT count(*) FROM people p WHERE {}", selection.text());
        tx.one(&sql, selection.values(), |row| row.int(0)).await?
    };
    Ok(u64::try_from(total).unwrap_or(0))
}

fn select<'a>(domain: i64, wanted: &'a WorkerSelection<'_>) -> Selection<'a> {
    let filter = wanted.filter;
    let mut selection = Selection::of_domain(domain);
    let state = if filter.archived { State::Archived } else { State::Active };
    selection.and("p.state = ?", [(state as i64).into()]);
    if let Some(group) = &filter.group {
        let members =
            "p.id IN (SELECT person FROM group_members WHERE domain = $1 AND group_id = ?)";
        selection.and(members, [group.as_str().into()]);
    }
    if let Some(username) = &wanted.username {
        let holder = "p.id IN (SELECT person FROM usernames WHERE domain = $1 AND username = ?)";
        selection.and(holder, [username.as_str().into()]);
    }
    if let Some(email) = &filter.email {
        selection.and("p.email = ?", [fold(email.trim()).into()]);
    }
    if let Some(phone) = &wanted.phone {
        let holders = "p.id IN (SELECT person FROM person_phones WHERE domain = $1 AND phone = ?)";
        selection.and(holders, [phone.as_str().into()]);
    }
    if let Some(role) = &filter.role {
        selection.and("p.role = ?", [role.as_str().into()]);
    }
    if let Some(since) = filter.modified_since {
        selection.and("p.updated_at >= ?", [since.into()]);
    }
    if let Some(location) = &filter.location {
        selection.and(at_location(filter.include_descendants), [location.as_str().into()]);
    }
    for word in filter.search.iter().flat_map(|text| search_words(text)) {
        let found = "p.id IN (SELECT person FROM person_words \
                     WHERE domain = $1 AND word >= ? AND word < ?)";
        let end = format!("{word}{}", char::MAX);
        selection.and(found, [word.into(), end.into()]);
    }
    selection
}

fn at_location(include_descendants: bool) -> &'static str {
    if include_descendants {
        "p.id IN (WITH RECURSIVE below (id) AS ( \
             SELECT l.id FROM locations l WHERE l.domain = $1 AND l.id = ? \
             UNION ALL SELECT l.id FROM locations l JOIN below b ON l.parent = b.id \
             WHERE l.domain = $1) \
         SELECT person FROM person_locations \
         WHERE domain = $1 AND location IN (SELECT id FROM below))"
    } else {
        "p.id IN (SELECT person FROM person_locations WHERE domain = $1 AND location = ?)"
    }
}
