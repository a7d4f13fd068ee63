//! Workers found by a bulk search, by username.

use roster_model::{BulkField, BulkQuery, BulkTerm, Person, fold, search_words};

use super::{COLUMNS, State, person, secondary_index, where_clause::Selection};
use crate::{Error, Tx, Value};

/// A page of the active workers that match `query`, and whether more follow: at most `limit`, from
/// `offset` on or after a username.
pub async fn bulk(
    tx: &mut Tx,
    domain: i64,
    query: &BulkQuery,
    (limit, offset, after): (u32, i64, Option<&str>),
) -> Result<(Vec<Person>, bool), Error> {
    let mut selection = select(domain, query);
    if let Some(after) = after {
        selection.and("p.username > ?", [after.into()]);
    }
    let mut values = selection.values().to_vec();
    values.extend([(i64::from(limit) + 1).into(), offset.into()]);
    let sql = format!(
        "SELECT {COLUMNS} FROM people p WHERE {} ORDER BY p.username LIMIT ${} OFFSET ${}",
        selection.text(),
        values.len() - 1,
        values.len(),
    );
    tx.page(&sql, &values, limit, person).await
}

/// The number of active workers that match `query`.
pub async fn count_bulk(tx: &mut Tx, domain: i64, query: &BulkQuery) -> Result<i64, Error> {
    let selection = select(domain, query);
    let sql = format!("SELECT count(*) FROM people p WHERE {}", selection.text());
    tx.one(&sql, selection.values(), |row| row.int(0)).await
}

fn select<'a>(domain: i64, query: &BulkQuery) -> Selection<'a> {
    let mut selection = Selection::new(domain);
    selection.and("p.state = ?", [(State::Active as i64).into()]);
    let (text, values) = condition(query);
    selection.and(&text, values);
    selection
}

type Condition<'a> = (String, Vec<Value<'a>>);

fn condition<'a>(query: &BulkQuery) -> Condition<'a> {
    match query {
        BulkQuery::All => ("TRUE".to_owned(), Vec::new()),
        BulkQuery::Match(term) => {
            term.field.map_or_else(|| anywhere(term), |field| of_field(field, term))
        }
        BulkQuery::And(parts) => joined(parts.iter().map(condition).collect(), " AND "),
        BulkQuery::Or(parts) => joined(parts.iter().map(condition).collect(), " OR "),
    }
}

fn anywhere<'a>(term: &BulkTerm) -> Condition<'a> {
    let whole = [BulkField::Id, BulkField::Username, BulkField::Email];
    let mut parts: Vec<Condition<'a>> =
        whole.into_iter().map(|field| of_field(field, term)).collect();
    parts.push(of_words(None, term));
    joined(parts, " OR ")
}

fn joined<'a>(parts: Vec<Condition<'a>>, with: &str) -> Condition<'a> {
    let (texts, values): (Vec<String>, Vec<Vec<Value<'a>>>) = parts.into_iter().unzip();
    (format!("({})", texts.join(with)), values.into_iter().flatten().collect())
}

fn of_field<'a>(field: BulkField, term: &BulkTerm) -> Condition<'a> {
    let in_table = |key: &str, table: &str, column: &str, value: String| {
        let (test, values) = comparison(column, value, term.prefix);
        (format!("{key} IN (SELECT person FROM {table} WHERE domain = $1 AND {test})"), values)
    };
    match field {
        BulkField::Id => comparison("p.id", term.value.clone(), term.prefix),
        BulkField::Username => in_table("p.id", "usernames", "username", fold(&term.value)),
        BulkField::Email => comparison("p.email", fold(&term.value), term.prefix),
        BulkField::FirstName => of_words(Some(secondary_index::FIRST_NAME), term),
        BulkField::LastName => of_words(Some(secondary_index::LAST_NAME), term),
        BulkField::Phone => {
            let digits: String = term.value.chars().filter(char::is_ascii_digit).collect();
            in_table("p.number", "person_phones", "phone", digits)
        }
    }
}

/// Each word of the term must be a word of the person: of the name with this bit, or of any.
fn of_words<'a>(name: Option<i64>, term: &BulkTerm) -> Condition<'a> {
    let words = search_words(&term.value);
    if words.is_empty() {
        return ("FALSE".to_owned(), Vec::new());
    }
    let of_name = name.map(|bit| format!(" AND names & {bit} <> 0")).unwrap_or_default();
    let word = |word: String| {
        let (test, values) = comparison("word", word, term.prefix);
        let found =
            format!("SELECT person FROM person_words WHERE domain = $1 AND {test}{of_name}");
        (format!("p.number IN ({found})"), values)
    };
    joined(words.into_iter().map(word).collect(), " AND ")
}

fn comparison<'a>(column: &str, value: String, prefix: bool) -> Condition<'a> {
    if prefix {
        let end = format!("{value}{}", char::MAX);
        (format!("({column} >= ? AND {column} < ?)"), vec![value.into(), end.into()])
    } else {
        (format!("{column} = ?"), vec![value.into()])
    }
}
