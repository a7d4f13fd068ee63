//! Lists of people. Their members are stored with the people.

use roster_model::{List, Page, Window};

use crate::{
    Error, Row, Tx, Value, domain_state,
    number_paging::{self, NumberedList},
};

const COLUMNS: &str = "l.number, l.name, l.description";

/// A page of the lists of a domain, by number.
pub async fn list(tx: &mut Tx, domain: i64, window: &Window) -> Result<Page<List>, Error> {
    let lists = NumberedList {
        columns: COLUMNS,
        source: "lists l WHERE l.domain = $1".to_owned(),
        number: "l.number",
        values: vec![domain.into()],
        total: None,
    };
    number_paging::page(tx, lists, window, read, |list| list.number).await
}

/// The list with this number.
pub async fn find(tx: &mut Tx, domain: i64, number: i64) -> Result<Option<List>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM lists l WHERE l.domain = $1 AND l.number = $2");
    tx.maybe(&sql, &[domain.into(), number.into()], read).await
}

/// The lists with these numbers, in no order; unknown ones are left out.
pub async fn find_many(tx: &mut Tx, domain: i64, numbers: Vec<i64>) -> Result<Vec<List>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM lists l WHERE l.domain = $1 AND l.number = ANY($2)");
    tx.all(&sql, &[domain.into(), Value::Numbers(numbers)], read).await
}

/// Whether workers are on the list.
pub async fn has_workers(tx: &mut Tx, domain: i64, number: i64) -> Result<bool, Error> {
    let sql = "SELECT p.number FROM person_lists t \
               JOIN people p ON p.domain = t.domain AND p.number = t.person \
               WHERE t.domain = $1 AND t.list = $2 AND p.state <> 0 LIMIT 1";
    Ok(tx.maybe(sql, &[domain.into(), number.into()], |row| row.int(0)).await?.is_some())
}

/// Adds a list under the next number.
pub async fn insert(
    tx: &mut Tx,
    domain: i64,
    name: &str,
    description: &str,
) -> Result<List, Error> {
    let number = domain_state::next_number(tx, domain, "list").await?;
    let sql = "INSERT INTO lists (domain, number, name, description) VALUES ($1, $2, $3, $4)";
    tx.run(sql, &[domain.into(), number.into(), name.into(), description.into()]).await?;
    Ok(List { number, name: name.to_owned(), description: description.to_owned() })
}

/// Updates the name and description of a list.
pub async fn update(tx: &mut Tx, domain: i64, list: &List) -> Result<(), Error> {
    let sql = "UPDATE lists SET name = $3, description = $4 WHERE domain = $1 AND number = $2";
    let values = [
        domain.into(),
        list.number.into(),
        Value::from(list.name.as_str()),
        list.description.as_str().into(),
    ];
    tx.run(sql, &values).await.map(drop)
}

/// Deletes a list.
///
/// # Errors
///
/// [`crate::ErrorKind::ForeignKey`] when it still has members.
pub async fn delete(tx: &mut Tx, domain: i64, number: i64) -> Result<(), Error> {
    let sql = "DELETE FROM lists WHERE domain = $1 AND number = $2";
    tx.run(sql, &[domain.into(), number.into()]).await.map(drop)
}

fn read(row: &Row<'_>) -> Result<List, Error> {
    Ok(List { number: row.int(0)?, name: row.text(1)?, description: row.text(2)? })
}
