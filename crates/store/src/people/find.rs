//! People by User.com's ids.

use roster_model::Person;

use super::{COLUMNS, person};
use crate::{Error, Row, Tx, Value};

/// The person with this number.
pub async fn find_by_number(
    tx: &mut Tx,
    domain: i64,
    number: i64,
) -> Result<Option<Person>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM people p WHERE p.domain = $1 AND p.number = $2");
    tx.maybe(&sql, &[domain.into(), number.into()], person).await
}

/// The person with this client id.
pub async fn find_by_custom_id(
    tx: &mut Tx,
    domain: i64,
    custom_id: &str,
) -> Result<Option<Person>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM people p WHERE p.domain = $1 AND p.custom_id = $2");
    tx.maybe(&sql, &[domain.into(), custom_id.into()], person).await
}

/// The person with this key.
pub async fn find_by_key(tx: &mut Tx, domain: i64, key: &str) -> Result<Option<Person>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM people p WHERE p.domain = $1 AND p.key = $2");
    tx.maybe(&sql, &[domain.into(), key.into()], person).await
}

/// The people of these numbers, ascending; unknown ones are left out.
pub async fn find_by_numbers(
    tx: &mut Tx,
    domain: i64,
    numbers: Vec<i64>,
) -> Result<Vec<Person>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM people p WHERE p.domain = $1 AND p.number = ANY($2) \
         ORDER BY p.number"
    );
    tx.all(&sql, &[domain.into(), Value::Numbers(numbers)], person).await
}

/// The people of these numbers, ascending, each with the size of its row. `None` if they are larger
/// than a page.
pub async fn find_sized_by_numbers(
    tx: &mut Tx,
    domain: i64,
    numbers: Vec<i64>,
) -> Result<Option<Vec<(Person, usize)>>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM people p WHERE p.domain = $1 AND p.number = ANY($2) \
         ORDER BY p.number"
    );
    let sized = |row: &Row<'_>| Ok((person(row)?, row.bytes()));
    let values = [domain.into(), Value::Numbers(numbers)];
    let (people, is_cut) = tx.page(&sql, &values, u32::MAX, sized).await?;
    Ok((!is_cut).then_some(people))
}

/// The people with these identities of the client's own, by number; unknown ones are left out.
pub async fn find_by_custom_ids(
    tx: &mut Tx,
    domain: i64,
    custom_ids: Vec<String>,
) -> Result<Vec<Person>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM people p WHERE p.domain = $1 AND p.custom_id = ANY($2) \
         ORDER BY p.number"
    );
    tx.all(&sql, &[domain.into(), Value::storable(custom_ids)], person).await
}
