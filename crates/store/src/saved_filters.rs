//! Saved filters: queries of the list of workers, with names.

use roster_model::{Page, SavedFilter, Window};

use crate::{
    Error, Row, Tx, Value, domain_state,
    number_paging::{self, NumberedList},
};

const COLUMNS: &str = "f.number, f.name, f.query";

/// A page of the saved filters of a domain, by number.
pub async fn list(tx: &mut Tx, domain: i64, window: &Window) -> Result<Page<SavedFilter>, Error> {
    let list = NumberedList {
        columns: COLUMNS,
        source: "saved_filters f WHERE f.domain = $1".to_owned(),
        number: "f.number",
        values: vec![domain.into()],
        total: None,
    };
    number_paging::page(tx, list, window, saved_filter, |filter| filter.number).await
}

/// The saved filter with this number.
pub async fn find(tx: &mut Tx, domain: i64, number: i64) -> Result<Option<SavedFilter>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM saved_filters f WHERE f.domain = $1 AND f.number = $2");
    tx.maybe(&sql, &[domain.into(), number.into()], saved_filter).await
}

/// The saved filter with this name.
pub async fn find_by_name(
    tx: &mut Tx,
    domain: i64,
    name: &str,
) -> Result<Option<SavedFilter>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM saved_filters f WHERE f.domain = $1 AND f.name = $2");
    tx.maybe(&sql, &[domain.into(), Value::sought(name)], saved_filter).await
}

/// Adds a saved filter under the next number.
pub async fn insert(
    tx: &mut Tx,
    domain: i64,
    name: &str,
    query: &str,
) -> Result<SavedFilter, Error> {
    let number = domain_state::next_number(tx, domain, "saved_filter").await?;
    let sql = "INSERT INTO saved_filters (domain, number, name, query) VALUES ($1, $2, $3, $4)";
    tx.run(sql, &[domain.into(), number.into(), name.into(), query.into()]).await?;
    Ok(SavedFilter { number, name: name.to_owned(), query: query.to_owned() })
}

/// Updates the saved filter with this number.
pub async fn update(tx: &mut Tx, domain: i64, filter: &SavedFilter) -> Result<(), Error> {
    let sql = "UPDATE saved_filters SET name = $3, query = $4 WHERE domain = $1 AND number = $2";
    let (name, query) = (filter.name.as_str(), filter.query.as_str());
    tx.run(sql, &[domain.into(), filter.number.into(), name.into(), query.into()]).await.map(drop)
}

/// Deletes the saved filter with this number.
pub async fn delete(tx: &mut Tx, domain: i64, number: i64) -> Result<(), Error> {
    let sql = "DELETE FROM saved_filters WHERE domain = $1 AND number = $2";
    tx.run(sql, &[domain.into(), number.into()]).await.map(drop)
}

fn saved_filter(row: &Row<'_>) -> Result<SavedFilter, Error> {
    Ok(SavedFilter { number: row.int(0)?, name: row.text(1)?, query: row.text(2)? })
}
