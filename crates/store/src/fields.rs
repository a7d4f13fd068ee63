//! The registry of custom fields.

use roster_model::{Field, FieldOptions, FieldType};

use crate::{Error, Row, Tx, Value, domain_state};

/// The columns that companies' attributes have too.
pub(crate) const COLUMNS: &str = "number, slug, label, value_type, choices, declared";

/// The columns of the options.
const OPTIONS: &str = "position, required, multiple, searchable, pattern, pattern_message";

/// All fields of a domain, in the order of forms.
pub async fn list(tx: &mut Tx, domain: i64) -> Result<Vec<Field>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, {OPTIONS} FROM fields WHERE domain = $1 ORDER BY position, number"
    );
    tx.all_stable(&sql, &[domain.into()], |row| {
        let options = FieldOptions {
            position: row.int(6)?,
            required: row.bool(7)?,
            multiple: row.bool(8)?,
            searchable: row.bool(9)?,
            pattern: row.maybe_text(10)?,
            pattern_message: row.maybe_text(11)?,
        };
        Ok(Field { options, ..field(row)? })
    })
    .await
}

/// Adds a field under the next number, which replaces the given one, and returns it.
pub async fn insert(tx: &mut Tx, domain: i64, field: &Field) -> Result<i64, Error> {
    let number = domain_state::next_number(tx, domain, "field").await?;
    let sql = format!(
        "INSERT INTO fields (domain, {COLUMNS}, {OPTIONS}) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
    );
    tx.run(&sql, &with_options(values(domain, number, field), field)).await?;
    Ok(number)
}

/// Updates the field with this number.
pub async fn update(tx: &mut Tx, domain: i64, field: &Field) -> Result<(), Error> {
    let sql = "UPDATE fields SET slug = $3, label = $4, value_type = $5, choices = $6, \
               declared = $7, position = $8, required = $9, multiple = $10, searchable = $11, \
               pattern = $12, pattern_message = $13 WHERE domain = $1 AND number = $2";
    let values = with_options(values(domain, field.number, field), field);
    tx.run(sql, &values).await.map(drop)
}

/// Deletes the field with this number.
pub async fn delete(tx: &mut Tx, domain: i64, number: i64) -> Result<(), Error> {
    let sql = "DELETE FROM fields WHERE domain = $1 AND number = $2";
    tx.run(sql, &[domain.into(), number.into()]).await.map(drop)
}

/// The values of [`COLUMNS`], after the domain.
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

fn with_options<'a>(values: [Value<'a>; 7], field: &'a Field) -> Vec<Value<'a>> {
    let options = &field.options;
    let mut values = Vec::from(values);
    values.extend([
        options.position.into(),
        options.required.into(),
        options.multiple.into(),
        options.searchable.into(),
        options.pattern.as_deref().into(),
        options.pattern_message.as_deref().into(),
    ]);
    values
}

/// A row of [`COLUMNS`].
pub(crate) fn field(row: &Row<'_>) -> Result<Field, Error> {
    Ok(Field {
        number: row.int(0)?,
        slug: row.text(1)?,
        label: row.text(2)?,
        value_type: FieldType::parse(row.str(3)?).unwrap_or_default(),
        choices: row.json(4)?,
        declared: row.bool(5)?,
        options: FieldOptions::default(),
    })
}
