//! Companies: one row each, and their tags.

use std::collections::BTreeMap;

use roster_model::{Company, CustomData, Page, Window};
use serde::{Deserialize, Serialize};

use crate::{
    Error, Row, Tx, Value, domain_state,
    number_paging::{self, NumberedList},
};

const COLUMNS: &str = "c.number, c.custom_id, c.name, c.created_at, c.updated_at, c.doc";

/// The values without a column. Empty values are left out.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct Doc {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    texts: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    phones: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assigned_to: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<i64>,
    #[serde(skip_serializing_if = "CustomData::is_empty")]
    custom: CustomData,
}

/// A page of the companies of a domain, by number; with a tag, if one is given.
pub async fn list(
    tx: &mut Tx,
    domain: i64,
    tag: Option<i64>,
    window: &Window,
) -> Result<Page<Company>, Error> {
    let mut source = "companies c WHERE c.domain = $1".to_owned();
    let mut values = vec![domain.into()];
    if let Some(tag) = tag {
        source.push_str(
            " AND c.number IN (SELECT company FROM company_tags WHERE domain = $1 AND tag = $2)",
        );
        values.push(tag.into());
    }
    let list = NumberedList { columns: COLUMNS, source, number: "c.number", values, total: None };
    number_paging::page(tx, list, window, company, |company| company.number).await
}

/// The company with this number.
pub async fn find(tx: &mut Tx, domain: i64, number: i64) -> Result<Option<Company>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM companies c WHERE c.domain = $1 AND c.number = $2");
    tx.maybe(&sql, &[domain.into(), number.into()], company).await
}

/// The company with this client id.
pub async fn find_by_custom_id(
    tx: &mut Tx,
    domain: i64,
    custom_id: &str,
) -> Result<Option<Company>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM companies c WHERE c.domain = $1 AND c.custom_id = $2");
    tx.maybe(&sql, &[domain.into(), custom_id.into()], company).await
}

/// The number of the first company with this name.
pub async fn named(tx: &mut Tx, domain: i64, name: &str) -> Result<Option<i64>, Error> {
    let sql = "SELECT number FROM companies WHERE domain = $1 AND name = $2 \
               ORDER BY number LIMIT 1";
    tx.maybe(sql, &[domain.into(), Value::sought(name)], |row| row.int(0)).await
}

/// The companies with a value of the custom attribute `slug`, by number.
pub async fn mentioning(tx: &mut Tx, domain: i64, slug: &str) -> Result<Vec<Company>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM companies c WHERE c.domain = $1 ORDER BY c.number");
    let mut found = tx.all(&sql, &[domain.into()], company).await?;
    found.retain(|company| company.custom.contains_key(slug));
    Ok(found)
}

/// Adds a company under the next number, which replaces the given one, and returns it.
///
/// # Errors
///
/// [`crate::ErrorKind::Unique`] when the client id is taken.
pub async fn insert(tx: &mut Tx, domain: i64, company: &Company) -> Result<i64, Error> {
    let number = domain_state::next_number(tx, domain, "company").await?;
    let sql = "INSERT INTO companies \
               (domain, number, custom_id, name, created_at, updated_at, doc) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    tx.run(sql, &values(domain, number, company)).await?;
    add_tags(tx, domain, number, &company.tags).await?;
    Ok(number)
}

/// Updates a company from `before` to `after`, which have the same number.
///
/// # Errors
///
/// [`crate::ErrorKind::Unique`] when the client id is taken.
pub async fn update(
    tx: &mut Tx,
    domain: i64,
    before: &Company,
    after: &Company,
) -> Result<(), Error> {
    let sql = "UPDATE companies SET custom_id = $3, name = $4, created_at = $5, updated_at = $6, \
               doc = $7 WHERE domain = $1 AND number = $2";
    tx.run(sql, &values(domain, after.number, after)).await?;
    if before.tags == after.tags {
        return Ok(());
    }
    let sql = "DELETE FROM company_tags WHERE domain = $1 AND company = $2";
    tx.run(sql, &[domain.into(), after.number.into()]).await?;
    add_tags(tx, domain, after.number, &after.tags).await
}

/// Deletes a company; its people stay.
pub async fn delete(tx: &mut Tx, domain: i64, number: i64) -> Result<(), Error> {
    let sql = "DELETE FROM companies WHERE domain = $1 AND number = $2";
    tx.run(sql, &[domain.into(), number.into()]).await.map(drop)
}

async fn add_tags(tx: &mut Tx, domain: i64, company: i64, tags: &[i64]) -> Result<(), Error> {
    let sql = "INSERT INTO company_tags (domain, tag, company) VALUES ($1, $2, $3)";
    let row = |tag: &i64| vec![domain.into(), (*tag).into(), company.into()];
    let rows: Vec<Vec<Value<'_>>> = tags.iter().map(row).collect();
    tx.run_many(sql, &rows).await.map(drop)
}

fn values(domain: i64, number: i64, company: &Company) -> [Value<'_>; 7] {
    let doc = Doc {
        texts: company.texts.clone(),
        phones: company.phones.clone(),
        size: company.size,
        assigned_to: company.assigned_to,
        tags: company.tags.clone(),
        custom: company.custom.clone(),
    };
    [
        domain.into(),
        number.into(),
        company.custom_id.as_deref().into(),
        company.name.as_str().into(),
        company.created_at.into(),
        company.updated_at.into(),
        Value::json(&doc),
    ]
}

fn company(row: &Row<'_>) -> Result<Company, Error> {
    let Doc { texts, phones, size, assigned_to, tags, custom } = row.json(5)?;
    Ok(Company {
        number: row.int(0)?,
        custom_id: row.maybe_text(1)?,
        name: row.text(2)?,
        texts,
        phones,
        size,
        assigned_to,
        tags,
        custom,
        created_at: row.instant(3)?,
        updated_at: row.instant(4)?,
    })
}
