//! Companies, tags and lists together: each with the number of its people.

use roster_model::{LabelKind, LabelSummary, Page};

use crate::{Error, Row, Tx, lookup::containing, people::Selection};

/// The tables of a kind.
struct Tables {
    /// The table of the records.
    records: &'static str,
    /// The column, or an expression, for [`LabelSummary::detail`].
    detail: &'static str,
    /// The table that assigns people to the records.
    members: &'static str,
    /// The column of that table with the number of the record.
    number: &'static str,
    /// The column of people that the column `person` of that table refers to.
    person: &'static str,
}

fn tables(kind: LabelKind) -> Tables {
    match kind {
        LabelKind::Company => Tables {
            records: "companies",
            detail: "COALESCE(p.custom_id, '')",
            members: "company_members",
            number: "company",
            person: "id",
        },
        LabelKind::Tag => Tables {
            records: "tags",
            detail: "''",
            members: "person_tags",
            number: "tag",
            person: "number",
        },
        LabelKind::List => Tables {
            records: "lists",
            detail: "p.description",
            members: "person_lists",
            number: "list",
            person: "number",
        },
    }
}

/// At most `limit` records whose names contain `text`, after `offset` others, by name, with the exact
/// total. With `contacts_only`, contacts count alone.
pub async fn list(
    tx: &mut Tx,
    domain: i64,
    kind: LabelKind,
    contacts_only: bool,
    text: &str,
    (offset, limit): (u64, u32),
) -> Result<Page<LabelSummary>, Error> {
    if text.contains('\0') {
        return Ok(Page { items: Vec::new(), total: 0, next: None });
    }
    let mut selection = Selection::new(domain);
    if !text.is_empty() {
        selection.and("lower(p.name) LIKE ? ESCAPE '!'", [containing(text).into()]);
    }
    let records = tables(kind).records;
    let sql = format!("SELECT count(*) FROM {records} p WHERE {}", selection.text());
    let total = tx.one(&sql, selection.values(), |row| row.int(0)).await?;
    let mut values = selection.values().to_vec();
    values.extend([i64::from(limit).into(), i64::try_from(offset).unwrap_or(i64::MAX).into()]);
    let sql = format!(
        "{} WHERE {} ORDER BY p.name, p.number LIMIT ${} OFFSET ${}",
        select(kind, contacts_only),
        selection.text(),
        values.len() - 1,
        values.len(),
    );
    let items = tx.all(&sql, &values, summary).await?;
    Ok(Page { items, total: count(total), next: None })
}

/// The record with this number.
pub async fn find(
    tx: &mut Tx,
    domain: i64,
    kind: LabelKind,
    contacts_only: bool,
    number: i64,
) -> Result<Option<LabelSummary>, Error> {
    let select = select(kind, contacts_only);
    let sql = format!("{select} WHERE p.domain = $1 AND p.number = $2");
    tx.maybe(&sql, &[domain.into(), number.into()], summary).await
}

/// The text before `WHERE`.
fn select(kind: LabelKind, contacts_only: bool) -> String {
    let Tables { records, detail, members, number, person } = tables(kind);
    let visible = if contacts_only {
        format!(
            " AND EXISTS (SELECT 1 FROM people c \
             WHERE c.domain = $1 AND c.{person} = m.person AND c.state = 0)"
        )
    } else {
        String::new()
    };
    let companies = match kind {
        LabelKind::Tag => {
            "(SELECT count(*) FROM company_tags m WHERE m.domain = $1 AND m.tag = p.number)"
        }
        LabelKind::Company | LabelKind::List => "CAST(0 AS BIGINT)",
    };
    format!(
        "SELECT p.number, p.name, {detail}, \
             (SELECT count(*) FROM {members} m \
              WHERE m.domain = $1 AND m.{number} = p.number{visible}), {companies} \
         FROM {records} p"
    )
}

fn summary(row: &Row<'_>) -> Result<LabelSummary, Error> {
    Ok(LabelSummary {
        number: row.int(0)?,
        name: row.text(1)?,
        detail: row.text(2)?,
        people: count(row.int(3)?),
        companies: count(row.int(4)?),
    })
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
