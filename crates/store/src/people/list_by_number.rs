//! People by number: pages, and the filters that an index evaluates.

use roster_model::{
    Comparison, Condition, Link, NumberField, Page, Person, Phone, TextField, Window, fold,
};

use super::{COLUMNS, person, where_clause::Selection};
use crate::{
    Error, Row, Tx, Value,
    domain_state::{self, DomainState},
    number_paging::{self, KnownPosition, NumberedList},
};

/// The people that a list by number shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// All people of the domain.
    All,
    /// People without a username.
    Contacts,
}

/// Whether [`list_by_number`] can evaluate a condition. Other conditions need the whole record:
/// read pages of people that match the rest of the filter.
pub fn is_indexed(condition: &Condition) -> bool {
    match condition {
        Condition::Text { of, comparison, .. } => {
            let indexed = [TextField::Email, TextField::Key, TextField::Phone, TextField::CustomId];
            *comparison == Comparison::Equals && indexed.contains(of)
        }
        Condition::Number { of, comparison, value } => {
            *of == NumberField::Id && *comparison == Comparison::Equals && number(value).is_some()
        }
        Condition::Instant { of, comparison, .. } => {
            column(of).is_some() && operator(*comparison).is_some()
        }
        Condition::Attribute { .. } | Condition::Linked { .. } => false,
        Condition::HasEmail(_) | Condition::LinkedTo { .. } | Condition::Never => true,
    }
}

/// A page of the people that match those of `conditions` which [`is_indexed`] accepts, by number, with
/// the exact total.
pub async fn list_by_number(
    tx: &mut Tx,
    domain: i64,
    among: Among,
    conditions: &[Condition],
    window: &Window,
) -> Result<Page<Person>, Error> {
    let selection = selection(domain, among, conditions);
    let total = if conditions.iter().any(is_indexed) {
        None
    } else {
        let state = domain_state::read(tx, domain).await?;
        Some(state.map_or(0, |state| stored_total(&state, among)))
    };
    let list = numbered(COLUMNS, &selection, total);
    number_paging::page(tx, list, window, person, |person| person.number).await
}

/// The number of a person, and the number of their last change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedPerson {
    /// The number of the person.
    pub number: i64,
    /// Differs from all earlier versions of the person after each transaction that changes them.
    pub version: i64,
}

/// As [`list_by_number`], without the records. `state` is the domain's in the same snapshot, and `known`
/// a position in the same list.
pub async fn list_versions(
    tx: &mut Tx,
    domain: i64,
    (among, conditions): (Among, &[Condition]),
    window: &Window,
    state: &DomainState,
    known: KnownPosition,
) -> Result<Page<ListedPerson>, Error> {
    let selection = selection(domain, among, conditions);
    let is_counted = conditions.iter().any(is_indexed);
    let total = (!is_counted).then(|| stored_total(state, among));
    let list = numbered("p.number, p.version", &selection, total);
    let listed = |row: &Row<'_>| Ok(ListedPerson { number: row.int(0)?, version: row.int(1)? });
    number_paging::page_from(tx, list, window, known, listed, |listed| listed.number).await
}

/// The condition of a list.
fn selection(domain: i64, among: Among, conditions: &[Condition]) -> Selection<'_> {
    let mut selection = Selection::new(domain);
    if among == Among::Contacts {
        // Literal, like the predicate of the index of contacts.
        selection.and("p.state = 0", []);
    }
    for condition in conditions.iter().filter(|condition| is_indexed(condition)) {
        narrow(&mut selection, condition);
    }
    selection
}

fn numbered<'a>(
    columns: &'a str,
    selection: &Selection<'a>,
    total: Option<u64>,
) -> NumberedList<'a> {
    NumberedList {
        columns,
        source: format!("people p WHERE {}", selection.text()),
        number: "p.number",
        values: selection.values().to_vec(),
        total,
    }
}

/// The stored number of people.
fn stored_total(state: &DomainState, among: Among) -> u64 {
    let total = match among {
        Among::All => state.contacts + state.active_workers + state.archived_workers,
        Among::Contacts => state.contacts,
    };
    u64::try_from(total).unwrap_or(0)
}

fn narrow<'a>(selection: &mut Selection<'a>, condition: &'a Condition) {
    match condition {
        Condition::Text { of, value, .. } => text(selection, *of, value),
        Condition::Instant { of, comparison, at } => {
            if let (Some(column), Some(operator)) = (column(of), operator(*comparison)) {
                selection.and(&format!("{column} {operator} ?"), [(*at).into()]);
            }
        }
        Condition::HasEmail(true) => selection.and("p.email IS NOT NULL", []),
        Condition::HasEmail(false) => selection.and("p.email IS NULL", []),
        Condition::Number { value, .. } => {
            selection.and("p.number = ?", [number(value).unwrap_or_default().into()]);
        }
        Condition::LinkedTo { of, numbers } => {
            let (key, table, number) = match of {
                Link::Tags => ("p.number", "person_tags", "tag"),
                Link::Lists => ("p.number", "person_lists", "list"),
                Link::Companies | Link::CompanyIds => ("p.id", "company_members", "company"),
            };
            let linked = format!(
                "{key} IN (SELECT person FROM {table} WHERE domain = $1 AND {number} = ANY(?))"
            );
            selection.and(&linked, [Value::Numbers(numbers.clone())]);
        }
        Condition::Never => selection.and("1 = 0", []),
        Condition::Attribute { .. } | Condition::Linked { .. } => {}
    }
}

fn number(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

fn text<'a>(selection: &mut Selection<'a>, of: TextField, value: &'a str) {
    match of {
        TextField::Email => selection.and("p.email = ?", [fold(value.trim()).into()]),
        TextField::Key => selection.and("p.key = ?", [value.into()]),
        TextField::CustomId => selection.and("p.custom_id = ?", [value.into()]),
        TextField::Phone => {
            let digits = Phone::parse(value).map(|phone| phone.digits().to_owned());
            let holders =
                "p.number IN (SELECT person FROM person_phones WHERE domain = $1 AND phone = ?)";
            // An invalid number matches no person.
            selection.and(holders, [digits.unwrap_or_default().into()]);
        }
        _ => {}
    }
}

fn column(instant: &str) -> Option<&'static str> {
    match instant {
        "created_at" => Some("p.created_at"),
        "updated_at" => Some("p.updated_at"),
        _ => None,
    }
}

fn operator(comparison: Comparison) -> Option<&'static str> {
    match comparison {
        Comparison::Equals => Some("="),
        Comparison::Above => Some(">"),
        Comparison::AtLeast => Some(">="),
        Comparison::Below => Some("<"),
        Comparison::AtMost => Some("<="),
        _ => None,
    }
}
