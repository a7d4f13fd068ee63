//! Pages of records with numbers, by number.

use roster_model::{Page, Start, Window};

use crate::{Error, Row, Tx, Value};

/// A list.
pub(crate) struct NumberedList<'a> {
    /// The columns of a row.
    pub(crate) columns: &'a str,
    /// The text after `FROM`: tables, and a condition in which the domain's number is `$1`.
    pub(crate) source: String,
    /// The column with the number.
    pub(crate) number: &'a str,
    /// The values of the condition.
    pub(crate) values: Vec<Value<'a>>,
    /// The total, if it is stored; otherwise it is counted.
    pub(crate) total: Option<u64>,
}

/// A position in a list by number: so many items have this number or a smaller one. The default is the
/// beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KnownPosition {
    /// The number of items up to the position.
    pub count: u64,
    /// The number of the last of them.
    pub number: i64,
}

/// A page of the list, by ascending number, with the exact total. A start that is not a number is
/// before the first.
pub(crate) async fn page<T: Send>(
    tx: &mut Tx,
    shown: NumberedList<'_>,
    window: &Window,
    row: impl Fn(&Row<'_>) -> Result<T, Error> + Sync,
    number: impl Fn(&T) -> i64,
) -> Result<Page<T>, Error> {
    page_from(tx, shown, window, KnownPosition::default(), row, number).await
}

/// As [`page`]. An offset behind the known position is counted from there.
pub(crate) async fn page_from<T: Send>(
    tx: &mut Tx,
    shown: NumberedList<'_>,
    window: &Window,
    known: KnownPosition,
    row: impl Fn(&Row<'_>) -> Result<T, Error> + Sync,
    number: impl Fn(&T) -> i64,
) -> Result<Page<T>, Error> {
    let NumberedList { columns, source, number: column, mut values, total } = shown;
    let total = match total {
        Some(total) => total,
        None => how_many(tx, &source, &values).await?,
    };
    let (offset, after) = match &window.start {
        Start::Offset(offset) => match offset.checked_sub(known.count) {
            Some(rest) => (i64::try_from(rest).unwrap_or(i64::MAX), known.number),
            None => (i64::try_from(*offset).unwrap_or(i64::MAX), 0),
        },
        Start::After(start) => (0, start.parse().unwrap_or(0)),
    };
    // One more row shows whether another page follows.
    values.extend([after.into(), (i64::from(window.limit) + 1).into(), offset.into()]);
    let count = values.len();
    let sql = format!(
        "SELECT {columns} FROM {source} AND {column} > ${} ORDER BY {column} LIMIT ${} OFFSET ${count}",
        count - 2,
        count - 1,
    );
    let (items, more) = tx.page(&sql, &values, window.limit, row).await?;
    let next = items.last().filter(|_| more).map(|item| number(item).to_string());
    Ok(Page { items, total, next })
}

async fn how_many(tx: &mut Tx, source: &str, values: &[Value<'_>]) -> Result<u64, Error> {
    let sql = format!("SELECT count(*) FROM {source}");
    let count = tx.one(&sql, values, |row| row.int(0)).await?;
    Ok(u64::try_from(count).unwrap_or(0))
}
