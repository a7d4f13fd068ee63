//! Pages of workers, by username.

use roster_model::{Page, Person, SearchTerm, Start, Window, WorkerFilter, fold, search_terms};

use super::{
    count::count_in_index,
    list_members::Within,
    offset_index::Places,
    row::{SHOWN, WorkerRow},
    where_clause::Selection,
    word_index::{begins_with, find_term, rarest_first},
};
use crate::{Error, Tx, domain_state};

/// The state of a person in the column `state`, the second part of the list's index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Without a username.
    Contact = 0,
    /// A worker who can sign in.
    Active = 1,
    /// A worker who cannot.
    Archived = 2,
}

impl State {
    pub(super) fn from_number(number: i64) -> Self {
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

/// Filters in the form of the store: names completed, so that the store need not know their rules.
pub struct WorkerSelection<'a> {
    /// The filters.
    pub filter: &'a WorkerFilter,
    /// `filter.username`, completed and folded.
    pub username: Option<String>,
    /// The digits of `filter.phone`.
    pub phone: Option<String>,
}

/// Limit for the people that are read before it is known whether there are more.
const FEW: i64 = 200;

/// Number of index entries that can be read in the time of one person.
const ENTRIES: u64 = 8;

/// Known values of a list, so that they are not computed again.
#[derive(Clone, Copy, Default)]
pub struct Known<'a> {
    /// The number of workers that match the filters.
    pub total: Option<u64>,
    /// The blocks of the whole list.
    pub places: Option<&'a Places>,
}

impl WorkerSelection<'_> {
    /// Whether the list contains all active workers, or all deactivated ones.
    pub fn is_whole(&self) -> bool {
        let archived = self.filter.archived;
        *self.filter == WorkerFilter { archived, ..WorkerFilter::default() }
    }
}

/// A page of the workers that match the filters, by username, with the exact total.
pub async fn list_workers(
    tx: &mut Tx,
    domain: i64,
    wanted: &WorkerSelection<'_>,
    known: Known<'_>,
    window: &Window,
) -> Result<Page<WorkerRow>, Error> {
    if let Some(within) = Within::from_filter(wanted.filter) {
        return within.list(tx, domain, known.total, window).await;
    }
    if window.start == Start::Offset(0) && is_narrow(tx, domain, wanted).await? {
        let few = read(tx, domain, wanted, Order::Found, known, window).await?;
        // All matches were read, so they are counted.
        if let (rows, false) = &few {
            let total = rows.len() as u64;
            return Ok(page(few, total));
        }
    }
    let (whole, total) = totals(tx, domain, wanted, known.total).await?;
    let order = Order::for_page(whole, total, window, wanted);
    let rows = read(tx, domain, wanted, order, known, window).await?;
    Ok(page(rows, total))
}

/// The rows of a page, and whether more follow.
async fn read(
    tx: &mut Tx,
    domain: i64,
    wanted: &WorkerSelection<'_>,
    order: Order,
    known: Known<'_>,
    window: &Window,
) -> Result<(Vec<WorkerRow>, bool), Error> {
    let mut selection = select(domain, wanted, order);
    let by_update = order == Order::Found && wanted.is_by_update();
    // Hides the column from the planner, which would otherwise walk the list by username.
    let name = if by_update { "'' || p.username" } else { "p.username" };
    let offset = match &window.start {
        Start::Offset(offset) => {
            let places = known.places.filter(|_| wanted.is_whole());
            let (first, rest) = places.map_or(("", *offset), |places| places.find(*offset));
            if !first.is_empty() {
                selection.and("p.username >= ?", [first.into()]);
            }
            i64::try_from(rest).unwrap_or(i64::MAX)
        }
        Start::After(username) => {
            selection.and(&format!("{name} > ?"), [username.as_str().into()]);
            0
        }
    };
    let mut values = selection.values().to_vec();
    values.extend([(i64::from(window.limit) + 1).into(), offset.into()]);
    let found = format!(
        "FROM people p WHERE {} ORDER BY {name} LIMIT ${} OFFSET ${}",
        selection.text(),
        values.len() - 1,
        values.len(),
    );
    let sql = if by_update {
        // The index decides: only the rows of the page are read from the table.
        format!(
            "SELECT {SHOWN} FROM people p WHERE p.domain = $1 AND p.state = $2 \
             AND p.username IN (SELECT p.username {found}) ORDER BY p.username"
        )
    } else {
        format!("SELECT {SHOWN} {found}")
    };
    tx.page(&sql, &values, window.limit, WorkerRow::read).await
}

/// The page of these rows, after which more rows may follow.
pub(super) fn page((items, more): (Vec<WorkerRow>, bool), total: u64) -> Page<WorkerRow> {
    let next = items.last().filter(|_| more).map(|row| row.username().to_owned());
    Page { items, total, next }
}

/// The total of the whole list, and of the matches: stored where there is no filter, otherwise
/// counted.
async fn totals(
    tx: &mut Tx,
    domain: i64,
    wanted: &WorkerSelection<'_>,
    known: Option<u64>,
) -> Result<(u64, u64), Error> {
    let archived = wanted.filter.archived;
    let whole = domain_state::read(tx, domain)
        .await?
        .map_or(0, |state| if archived { state.archived_workers } else { state.active_workers });
    let whole = u64::try_from(whole).unwrap_or(0);
    if wanted.is_whole() {
        return Ok((whole, whole));
    }
    if let Some(total) = known {
        return Ok((whole, total));
    }
    if let Some(total) = count_in_index(tx, domain, wanted.filter).await? {
        return Ok((whole, total));
    }
    let selection = select(domain, wanted, Order::Found);
    let sql = format!("SELECT count(*) FROM people p WHERE {}", selection.text());
    let total = tx.one(&sql, selection.values(), |row| row.int(0)).await?;
    Ok((whole, u64::try_from(total).unwrap_or(0)))
}

/// The order in which the engine reads people for a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// All matches, then sorted.
    Found,
    /// The list in its order, skipping people that do not match.
    Listed,
}

impl Order {
    /// The order that reads fewer people: finding reads `total`; walking reads on average `whole /
    /// total` for each match that is shown or skipped.
    fn for_page(whole: u64, total: u64, window: &Window, wanted: &WorkerSelection<'_>) -> Self {
        let skipped = match window.start {
            Start::Offset(offset) => offset,
            Start::After(_) => 0,
        };
        let shown = skipped.saturating_add(u64::from(window.limit)).saturating_add(1);
        let walked = shown.saturating_mul(whole) / total.max(1);
        let touched = if wanted.is_by_update() { total / ENTRIES } else { total };
        if touched <= walked { Self::Found } else { Self::Listed }
    }
}

/// The condition of a list. An expression in place of a column keeps the planner from using its
/// index.
fn select<'a>(domain: i64, wanted: &'a WorkerSelection<'_>, order: Order) -> Selection<'a> {
    let filter = wanted.filter;
    let mut selection = Selection::new(domain);
    let state = if filter.archived { State::Archived } else { State::Active };
    let (number, text) = match order {
        Order::Found => ("p.updated_at", "p."),
        Order::Listed => ("+p.updated_at", "'' || p."),
    };
    selection.and("p.state = ?", [(state as i64).into()]);
    let mut among = |key: &str, source: &str, value: &'a str| {
        let condition = match order {
            Order::Found => format!("{key} IN (SELECT person FROM {source})"),
            // A count, because an engine may turn a plain EXISTS into a join that starts there.
            Order::Listed => {
                format!("(SELECT COUNT(*) FROM {source} AND person = {key}) > 0")
            }
        };
        selection.and(&condition, [value.into()]);
    };
    if let Some(group) = &filter.group {
        among("p.id", "group_members WHERE domain = $1 AND group_id = ?", group);
    }
    if let Some(username) = &wanted.username {
        among("p.id", "usernames WHERE domain = $1 AND username = ?", username);
    }
    if let Some(phone) = &wanted.phone {
        among("p.number", "person_phones WHERE domain = $1 AND phone = ?", phone);
    }
    if let Some(location) = &filter.location {
        let here = at_location(filter.include_descendants);
        among("p.id", &format!("person_locations WHERE domain = $1 AND {here}"), location);
    }
    if let Some(email) = &filter.email {
        selection.and(&format!("{text}email = ?"), [fold(email.trim()).into()]);
    }
    if let Some(role) = &filter.role {
        selection.and(&format!("{text}role = ?"), [role.as_str().into()]);
    }
    if let Some(since) = filter.modified_since {
        selection.and(&format!("{number} >= ?"), [since.into()]);
    }
    if let Some(text) = &filter.search {
        of_terms(&mut selection, search_terms(text), order);
    }
    selection
}

/// The rarest term finds people, and the others are checked.
fn of_terms(selection: &mut Selection<'_>, terms: Vec<SearchTerm>, order: Order) {
    if terms.is_empty() {
        // Punctuation only is not the start of any word.
        selection.and("1 = 0", []);
    }
    for (index, term) in rarest_first(terms).into_iter().enumerate() {
        if index == 0 && order == Order::Found {
            find_term(selection, term);
            continue;
        }
        // A count, because an engine may turn a plain EXISTS into a join that starts at the words.
        let (begins, values) = begins_with("word", term);
        let has_term = format!(
            "(SELECT COUNT(*) FROM person_words WHERE domain = $1 AND person = p.number \
             AND {begins}) > 0"
        );
        selection.and(&has_term, values);
    }
}

/// Whether a filter has few matches.
async fn is_narrow(tx: &mut Tx, domain: i64, wanted: &WorkerSelection<'_>) -> Result<bool, Error> {
    if wanted.username.is_some() || wanted.phone.is_some() || wanted.filter.email.is_some() {
        return Ok(true);
    }
    let terms = wanted.filter.search.as_deref().map(search_terms).unwrap_or_default();
    let Some(term) = rarest_first(terms).into_iter().next() else { return Ok(false) };
    let mut selection = Selection::new(domain);
    let (begins, values) = begins_with("p.word", term);
    selection.and(&begins, values);
    let sql = format!(
        "SELECT count(*) FROM (SELECT person FROM person_words p WHERE {} LIMIT {}) AS found",
        selection.text(),
        FEW + 1
    );
    Ok(tx.one(&sql, selection.values(), |row| row.int(0)).await? <= FEW)
}

impl WorkerSelection<'_> {
    /// Whether the list contains all active or deactivated workers who changed since an instant.
    fn is_by_update(&self) -> bool {
        let WorkerFilter { archived, modified_since, .. } = *self.filter;
        let alone = WorkerFilter { archived, modified_since, ..WorkerFilter::default() };
        modified_since.is_some() && *self.filter == alone
    }
}

/// The condition on the column `location`.
pub(super) fn at_location(include_descendants: bool) -> &'static str {
    if include_descendants {
        "location IN ( \
             WITH RECURSIVE below (id) AS ( \
                 SELECT l.id FROM locations l WHERE l.domain = $1 AND l.id = ? \
                 UNION ALL SELECT l.id FROM locations l JOIN below b ON l.parent = b.id \
                 WHERE l.domain = $1) \
             SELECT id FROM below)"
    } else {
        "location = ?"
    }
}
