//! Pages of all people of a domain, workers and contacts.

use roster_model::{
    NO_PHONE_WORD, Page, PeopleViewFilter, PeopleViewKey, PeopleViewOrder, Person, PersonState,
    field_word, search_terms,
};

use crate::{
    Error, Tx, Value, domain_state,
    people::{COLUMNS, Selection, State, WIDTH, person, word_index::find_terms},
};

/// Filters in the form of the store.
pub struct PeopleViewSelection<'a> {
    /// The filters.
    pub filter: &'a PeopleViewFilter,
    /// The locations that the reader is confined to, with their descendants; other people are
    /// invisible to the reader.
    pub within: Option<&'a [String]>,
}

/// At most `limit` people that match the filters, after `offset` others, with the exact total.
pub async fn list(
    tx: &mut Tx,
    domain: i64,
    wanted: &PeopleViewSelection<'_>,
    order: PeopleViewOrder,
    (offset, limit): (u64, u32),
) -> Result<Page<Person>, Error> {
    let selection = select(domain, wanted);
    let total = total(tx, domain, wanted, &selection).await?;
    let mut values = selection.values().to_vec();
    values.extend([i64::from(limit).into(), i64::try_from(offset).unwrap_or(i64::MAX).into()]);
    let sql = format!(
        "SELECT {COLUMNS} FROM people p WHERE {} ORDER BY {} LIMIT ${} OFFSET ${}",
        selection.text(),
        order_text(wanted.filter.state, order),
        values.len() - 1,
        values.len(),
    );
    let items = tx.all(&sql, &values, person).await?;
    Ok(Page { items, total, next: None })
}

/// Whether this person matches the filters and the confinement.
pub async fn shows(
    tx: &mut Tx,
    domain: i64,
    wanted: &PeopleViewSelection<'_>,
    id: &str,
) -> Result<bool, Error> {
    let mut selection = select(domain, wanted);
    selection.and("p.id = ?", [Value::sought(id)]);
    let sql = format!("SELECT p.number FROM people p WHERE {}", selection.text());
    Ok(tx.maybe(&sql, selection.values(), |row| row.int(0)).await?.is_some())
}

/// The workers that match the filters, by username, after the folded username `after`, each with it
/// in a pair.
pub async fn workers_after(
    tx: &mut Tx,
    domain: i64,
    wanted: &PeopleViewSelection<'_>,
    after: &str,
    limit: u32,
) -> Result<Vec<(String, Person)>, Error> {
    let selection = select(domain, wanted);
    let mut values = selection.values().to_vec();
    values.extend([Value::from(after), i64::from(limit).into()]);
    let sql = format!(
        "SELECT {COLUMNS}, u.username FROM usernames u \
         JOIN people p ON p.domain = u.domain AND p.id = u.person AND p.state > 0 \
         WHERE u.domain = $1 AND {} AND u.username > ${} ORDER BY u.username LIMIT ${}",
        selection.text(),
        values.len() - 1,
        values.len(),
    );
    tx.all(&sql, &values, |row| Ok((row.text(WIDTH)?, person(row)?))).await
}

/// The number of these workers.
pub async fn count_workers(
    tx: &mut Tx,
    domain: i64,
    wanted: &PeopleViewSelection<'_>,
) -> Result<u64, Error> {
    let selection = select(domain, wanted);
    let sql = format!("SELECT count(*) FROM people p WHERE {} AND p.state > 0", selection.text());
    let count = tx.one(&sql, selection.values(), |row| row.int(0)).await?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// The number of people that match the filters: stored where the state is the only filter,
/// otherwise counted.
async fn total(
    tx: &mut Tx,
    domain: i64,
    wanted: &PeopleViewSelection<'_>,
    selection: &Selection<'_>,
) -> Result<u64, Error> {
    let state = wanted.filter.state;
    let unfiltered = *wanted.filter == PeopleViewFilter { state, ..PeopleViewFilter::default() };
    let total = if unfiltered && wanted.within.is_none() {
        let kept = domain_state::read(tx, domain).await?;
        kept.map_or(0, |kept| match state {
            Some(PersonState::Active) => kept.active_workers,
            Some(PersonState::Archived) => kept.archived_workers,
            Some(PersonState::Contact) => kept.contacts,
            None => kept.active_workers + kept.archived_workers + kept.contacts,
        })
    } else {
        let sql = format!("SELECT count(*) FROM people p WHERE {}", selection.text());
        tx.one(&sql, selection.values(), |row| row.int(0)).await?
    };
    Ok(u64::try_from(total).unwrap_or(0))
}

fn select<'a>(domain: i64, wanted: &'a PeopleViewSelection<'_>) -> Selection<'a> {
    let filter = wanted.filter;
    let mut selection = Selection::new(domain);
    match filter.state {
        // Literal, like the predicate of the index of contacts.
        Some(PersonState::Contact) => selection.and("p.state = 0", []),
        Some(state) => selection.and("p.state = ?", [(column(state) as i64).into()]),
        None => {}
    }
    if let Some(within) = wanted.within {
        let here = "p.id IN (SELECT person FROM person_locations \
                    WHERE domain = $1 AND location = ANY(?))";
        selection.and(here, [Value::storable(within.to_vec())]);
    }
    if let Some(group) = &filter.group {
        let members =
            "p.id IN (SELECT person FROM group_members WHERE domain = $1 AND group_id = ?)";
        selection.and(members, [Value::sought(group)]);
    }
    if let Some(location) = &filter.location {
        let below = "p.id IN (WITH RECURSIVE below (id) AS ( \
                         SELECT l.id FROM locations l WHERE l.domain = $1 AND l.id = ? \
                         UNION ALL SELECT l.id FROM locations l JOIN below b ON l.parent = b.id \
                         WHERE l.domain = $1) \
                     SELECT person FROM person_locations \
                     WHERE domain = $1 AND location IN (SELECT id FROM below))";
        selection.and(below, [Value::sought(location)]);
    }
    if let Some(role) = &filter.role {
        selection.and("p.role = ?", [Value::sought(role)]);
    }
    if let Some(tag) = filter.tag {
        let tagged = "p.number IN (SELECT person FROM person_tags WHERE domain = $1 AND tag = ?)";
        selection.and(tagged, [tag.into()]);
    }
    if let Some(company) = filter.company {
        let members =
            "p.id IN (SELECT person FROM company_members WHERE domain = $1 AND company = ?)";
        selection.and(members, [company.into()]);
    }
    if let Some(list) = filter.list {
        let listed = "p.number IN (SELECT person FROM person_lists WHERE domain = $1 AND list = ?)";
        selection.and(listed, [list.into()]);
    }
    let mut has_word = |word: String| {
        let found = "p.number IN (SELECT person FROM person_words WHERE domain = $1 AND word = ?)";
        selection.and(found, [word.into()]);
    };
    for (slug, value) in &filter.fields {
        has_word(field_word(slug, value));
    }
    if filter.no_phone {
        has_word(NO_PHONE_WORD.to_owned());
    }
    if let Some(since) = filter.changed_since {
        selection.and("p.updated_at >= ?", [since.into()]);
    }
    if filter.never_submitted {
        // Literal, like the predicate of the index.
        selection.and("p.has_submitted = FALSE", []);
    }
    if let Some(text) = &filter.search {
        find_terms(&mut selection, search_terms(text));
    }
    selection
}

fn column(state: PersonState) -> State {
    match state {
        PersonState::Active => State::Active,
        PersonState::Archived => State::Archived,
        PersonState::Contact => State::Contact,
    }
}

/// The position of NULL is explicit, because the engines differ.
fn order_text(state: Option<PersonState>, order: PeopleViewOrder) -> &'static str {
    let PeopleViewOrder { by, descending } = order;
    match (by, state, descending) {
        // Contacts have no username, and numbers are in the order of creation.
        (PeopleViewKey::Username, Some(PersonState::Contact), false)
        | (PeopleViewKey::Created, _, false) => "p.number",
        (PeopleViewKey::Username, Some(PersonState::Contact), true)
        | (PeopleViewKey::Created, _, true) => "p.number DESC",
        (PeopleViewKey::Username, Some(_), false) => "p.username",
        (PeopleViewKey::Username, Some(_), true) => "p.username DESC",
        (PeopleViewKey::Username, None, false) => "(p.username IS NULL), p.username, p.number",
        (PeopleViewKey::Username, None, true) => {
            "(p.username IS NULL), p.username DESC, p.number DESC"
        }
        (PeopleViewKey::Updated, _, false) => "p.updated_at, p.number",
        (PeopleViewKey::Updated, _, true) => "p.updated_at DESC, p.number DESC",
    }
}
