//! Statements on one connection: values in, rows out.

use rusqlite::{
    Connection, Statement,
    types::{ToSql, ToSqlOutput, ValueRef},
};

use super::timed::TimedConnection;
use crate::{
    error::{Error, ErrorKind},
    row::{Inner, Row, unlike},
    tx::EachRow,
    value::Value,
};

/// Passes the rows of the answer to `row` while it returns true.
pub(super) fn each(
    connection: &TimedConnection,
    sql: &str,
    values: &[Value<'_>],
    row: &mut EachRow<'_>,
) -> Result<(), Error> {
    let mut statement = prepare(connection, sql)?;
    bind(&mut statement, values)?;
    let _limit = connection.limit(sql);
    let mut rows = statement.raw_query();
    while let Some(next) = rows.next()? {
        if !row(&Row(Inner::Sqlite(next)))? {
            break;
        }
    }
    Ok(())
}

/// The size of the texts of a row, in bytes.
pub(crate) fn text_bytes(row: &rusqlite::Row<'_>) -> usize {
    let columns = 0..row.as_ref().column_count();
    let texts = columns.map(|column| match row.get_ref(column) {
        Ok(ValueRef::Text(text)) => text.len(),
        _ => 0,
    });
    texts.sum()
}

/// Runs a statement once per row of values and returns the total of affected rows.
pub(super) fn run<'v>(
    connection: &Connection,
    sql: &str,
    rows: impl IntoIterator<Item = &'v [Value<'v>]>,
) -> Result<u64, Error> {
    let mut statement = prepare(connection, sql)?;
    let mut touched = 0;
    for values in rows {
        bind(&mut statement, values)?;
        touched += statement.raw_execute()?;
    }
    Ok(touched as u64)
}

/// The prepared statement. A debug build can assert that it has a good plan.
fn prepare<'c>(
    connection: &'c Connection,
    sql: &str,
) -> Result<rusqlite::CachedStatement<'c>, rusqlite::Error> {
    let statement = connection.prepare_cached(sql)?;
    #[cfg(debug_assertions)]
    super::plan::assert_bounded(connection, sql);
    Ok(statement)
}

/// A column of text.
pub(crate) fn text<'r>(
    row: &'r rusqlite::Row<'_>,
    column: usize,
) -> Result<Option<&'r str>, Error> {
    match row.get_ref(column) {
        Ok(ValueRef::Null) => Ok(None),
        Ok(ValueRef::Text(bytes)) => {
            std::str::from_utf8(bytes).map(Some).map_err(|_| unlike(column, "text"))
        }
        _ => Err(unlike(column, "text")),
    }
}

/// A column of whole numbers.
pub(crate) fn int(row: &rusqlite::Row<'_>, column: usize) -> Result<Option<i64>, Error> {
    match row.get_ref(column) {
        Ok(ValueRef::Null) => Ok(None),
        Ok(ValueRef::Integer(number)) => Ok(Some(number)),
        _ => Err(unlike(column, "a whole number")),
    }
}

fn bind(statement: &mut Statement<'_>, values: &[Value<'_>]) -> Result<(), Error> {
    // SQLite takes a value that is not bound for NULL.
    if statement.parameter_count() != values.len() {
        let text = format!("{} values for {}", values.len(), statement.parameter_count());
        return Err(Error::new(ErrorKind::Other, text));
    }
    for (index, value) in values.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, value)?;
    }
    Ok(())
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Bool(answer) => i64::from(*answer).into(),
            Self::Int(number) => (*number).into(),
            Self::Text(text) => text.as_ref().into(),
            Self::List(texts) => array(texts)?.into(),
            Self::Numbers(numbers) => array(numbers)?.into(),
        })
    }
}

fn array<T: serde::Serialize>(items: &[T]) -> rusqlite::Result<String> {
    serde_json::to_string(items)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}
