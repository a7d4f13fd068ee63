//! Pages of things that have numbers, in the order of these.

use roster_model::{Page, Start, Window};

use crate::{Error, Row, Tx, Value};

/// What a list shows.
pub(crate) struct Numbered<'a> {
    /// The columns that a row is read from.
    pub(crate) columns: &'a str,
    /// What follows `FROM`: tables, and a condition in which the domain's number is `$1`.
    pub(crate) source: String,
    /// The column that holds the number.
    pub(crate) number: &'a str,
    /// What the condition refers to.
    pub(crate) values: Vec<Value<'a>>,
    /// How many there are, where that is kept; else they are counted.
    pub(crate) total: Option<u64>,
}

/// A page of the list, by ascending number, with the exact total. A start that is no number is
/// before the first.
pub(crate) async fn page<T>(
    tx: &mut Tx,
    shown: Numbered<'_>,
    window: &Window,
    row: impl Fn(&Row<'_>) -> Result<T, Error>,
    number: impl Fn(&T) -> i64,
) -> Result<Page<T>, Error> {
    let Numbered { columns, source, number: column, mut values, total } = shown;
    let total = match total {
        Some(total) => total,
        None => how_many(tx, &source, &values).await?,
    };
    let (offset, after) = match &window.start {
        Start::Offset(offset) => (i64::try_from(*offset).unwrap_or(i64::MAX), 0),
        Start::After(start) => (0, start.parse().unwrap_or(0)),
    };
    // One more than asked for tells whether another page follows.
    values.extend([after.into(), (i64::from(window.limit) + 1).into(), offset.into()]);
    let count = values.len();
    let sql = format!(
        "SELECT {columns} FROM {source} AND {column} > ${} ORDER BY {column} LIMIT ${} OFFSET ${count}",
        count - 2,
        count - 1,
    );
    let mut items = tx.all(&sql, &values, row).await?;
    let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|item| number(item).to_string());
    Ok(Page { items, total, next })
}

async fn how_many(tx: &mut Tx, source: &str, values: &[Value<'_>]) -> Result<u64, Error> {
    let sql = format!("SELECT count(*) FROM {source}");
    let count = tx.one(&sql, values, |row| row.int(0)).await?;
    Ok(u64::try_from(count).unwrap_or(0))
}
