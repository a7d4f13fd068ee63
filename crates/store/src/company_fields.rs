//! The registry of custom attributes of companies, like [`crate::fields`] for people.

use roster_model::Field;

use crate::{Error, Tx, domain_state, fields};

/// All attributes of companies, by number.
pub async fn list(tx: &mut Tx, domain: i64) -> Result<Vec<Field>, Error> {
    let sql = "SELECT number, slug, label, value_type, choices, declared FROM company_fields \
               WHERE domain = $1 ORDER BY number";
    tx.all(sql, &[domain.into()], fields::field).await
}

/// Adds an attribute under the next number, which replaces the given one, and returns it. No
/// attribute of people has the same number.
pub async fn insert(tx: &mut Tx, domain: i64, field: &Field) -> Result<i64, Error> {
    let number = domain_state::next_number(tx, domain, "field").await?;
    let sql = "INSERT INTO company_fields \
               (domain, number, slug, label, value_type, choices, declared) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    tx.run(sql, &fields::values(domain, number, field)).await?;
    Ok(number)
}

/// Deletes the attribute with this number.
pub async fn delete(tx: &mut Tx, domain: i64, number: i64) -> Result<(), Error> {
    let sql = "DELETE FROM company_fields WHERE domain = $1 AND number = $2";
    tx.run(sql, &[domain.into(), number.into()]).await.map(drop)
}
