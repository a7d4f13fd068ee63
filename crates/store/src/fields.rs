//! The registry of custom fields.

use roster_model::{Field, FieldType};

use crate::{Error, Row, Tx, Value, domain_state};

/// All fields of a domain, by number.
pub async fn list(tx: &mut Tx, domain: i64) -> Result<Vec<Field>, Error> {
    let sql = "SELECT number, slug, label, value_type, choices, declared FROM fields \
               WHERE domain = $1 ORDER BY number";
    tx.all(sql, &[domain.into()], field).await
}

/// Adds a field under the next number, which replaces the given one, and returns it.
pub async fn insert(tx: &mut Tx, domain: i64, field: &Field) -> Result<i64, Error> {
    let number = domain_state::next_number(tx, domain, "field").await?;
    let sql = "INSERT INTO fields (domain, number, slug, label, value_type, choices, declared) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    tx.run(sql, &values(domain, number, field)).await?;
    Ok(number)
}

/// Updates the field with this number.
pub async fn update(tx: &mut Tx, domain: i64, field: &Field) -> Result<(), Error> {
    let sql = "UPDATE fields SET slug = $3, label = $4, value_type = $5, choices = $6, \
               declared = $7 WHERE domain = $1 AND number = $2";
    tx.run(sql, &values(domain, field.number, field)).await.map(drop)
}

/// Deletes the field with this number.
pub async fn delete(tx: &mut Tx, domain: i64, number: i64) -> Result<(), Error> {
    let sql = "DELETE FROM fields WHERE domain = $1 AND number = $2";
    tx.run(sql, &[domain.into(), number.into()]).await.map(drop)
}

/// The values of a field's row.
pub(crate) fn values(domain: i64, number: i64, field: &Field) -> [Value<'_>; 7] {
    [
        domain.into(),
        number.into(),
        Value::from(field.slug.as_str()),
        Value::from(field.label.as_str()),
        Value::from(field.value_type.as_str()),
        Value::json(&field.choices),
        field.declared.into(),
    ]
}

/// A row of number, slug, label, type, choices and whether it is declared.
pub(crate) fn field(row: &Row<'_>) -> Result<Field, Error> {
    Ok(Field {
        number: row.int(0)?,
        slug: row.text(1)?,
        label: row.text(2)?,
        value_type: FieldType::parse(row.str(3)?).unwrap_or_default(),
        choices: row.json(4)?,
        declared: row.bool(5)?,
    })
}
