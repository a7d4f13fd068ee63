//! Tags. They are assigned in the records of people and companies.

use roster_model::{Page, Tag, Window};

use crate::{
    Error, Row, Tx, Value, domain_state,
    number_paging::{self, NumberedList},
};

const COLUMNS: &str = "t.number, t.name";

/// A page of the tags of a domain, by number.
pub async fn list(tx: &mut Tx, domain: i64, window: &Window) -> Result<Page<Tag>, Error> {
    let list = NumberedList {
        columns: COLUMNS,
        source: "tags t WHERE t.domain = $1".to_owned(),
        number: "t.number",
        values: vec![domain.into()],
        total: None,
    };
    number_paging::page(tx, list, window, tag, |tag| tag.number).await
}

/// The tag with this number.
pub async fn find(tx: &mut Tx, domain: i64, number: i64) -> Result<Option<Tag>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM tags t WHERE t.domain = $1 AND t.number = $2");
    tx.maybe(&sql, &[domain.into(), number.into()], tag).await
}

/// The tag with this name.
pub async fn find_by_name(tx: &mut Tx, domain: i64, name: &str) -> Result<Option<Tag>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM tags t WHERE t.domain = $1 AND t.name = $2");
    tx.maybe(&sql, &[domain.into(), name.into()], tag).await
}

/// The tags with these numbers, in no order; unknown ones are left out.
pub async fn find_many(tx: &mut Tx, domain: i64, numbers: Vec<i64>) -> Result<Vec<Tag>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM tags t WHERE t.domain = $1 AND t.number = ANY($2)");
    tx.all(&sql, &[domain.into(), Value::Numbers(numbers)], tag).await
}

/// Whether workers, or companies with workers, have the tag.
pub async fn has_workers(tx: &mut Tx, domain: i64, number: i64) -> Result<bool, Error> {
    let workers = "SELECT p.number FROM person_tags t \
                   JOIN people p ON p.domain = t.domain AND p.number = t.person \
                   WHERE t.domain = $1 AND t.tag = $2 AND p.state <> 0 LIMIT 1";
    let of_companies = "SELECT p.number FROM company_members m \
                        JOIN people p ON p.domain = m.domain AND p.id = m.person \
                        WHERE m.domain = $1 AND p.state <> 0 AND m.company IN \
                        (SELECT company FROM company_tags WHERE domain = $1 AND tag = $2) LIMIT 1";
    for sql in [workers, of_companies] {
        let found = tx.maybe(sql, &[domain.into(), number.into()], |row| row.int(0)).await?;
        if found.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Adds a tag under the next number.
///
/// # Errors
///
/// [`crate::ErrorKind::Unique`] when the name is taken.
pub async fn insert(tx: &mut Tx, domain: i64, name: &str) -> Result<Tag, Error> {
    let number = domain_state::next_number(tx, domain, "tag").await?;
    let sql = "INSERT INTO tags (domain, number, name) VALUES ($1, $2, $3)";
    tx.run(sql, &[domain.into(), number.into(), name.into()]).await?;
    Ok(Tag { number, name: name.to_owned() })
}

/// Renames a tag.
///
/// # Errors
///
/// [`crate::ErrorKind::Unique`] when the name is taken.
pub async fn update(tx: &mut Tx, domain: i64, tag: &Tag) -> Result<(), Error> {
    let sql = "UPDATE tags SET name = $3 WHERE domain = $1 AND number = $2";
    tx.run(sql, &[domain.into(), tag.number.into(), tag.name.as_str().into()]).await.map(drop)
}

/// Deletes a tag.
///
/// # Errors
///
/// [`crate::ErrorKind::ForeignKey`] when it is still assigned.
pub async fn delete(tx: &mut Tx, domain: i64, number: i64) -> Result<(), Error> {
    let sql = "DELETE FROM tags WHERE domain = $1 AND number = $2";
    tx.run(sql, &[domain.into(), number.into()]).await.map(drop)
}

fn tag(row: &Row<'_>) -> Result<Tag, Error> {
    Ok(Tag { number: row.int(0)?, name: row.text(1)? })
}
