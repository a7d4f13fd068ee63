//! The tables of a store as the engine describes them, and their rows without interpretation.

use serde_json::Value as Json;

use crate::{Error, ErrorKind, Row, Tx, Value, migrate};

/// Number of rows per read.
const AT_A_TIME: usize = 1_000;

/// A table.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: Vec<Column>,
    /// The positions of the key columns.
    key: Vec<usize>,
}

/// A column.
pub(crate) struct Column {
    pub(crate) name: String,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Int,
    Bool,
}

/// All tables in the order of creation: referenced tables come first.
pub(crate) async fn all(tx: &mut Tx, engine: &str) -> Result<Vec<Table>, Error> {
    let mut tables = Vec::new();
    for name in migrate::tables() {
        let columns = columns(tx, engine, name).await?;
        if columns.is_empty() {
            continue;
        }
        let mut key: Vec<(i64, usize)> = columns
            .iter()
            .enumerate()
            .filter(|(_, (_, place))| *place > 0)
            .map(|(index, (_, place))| (*place, index))
            .collect();
        key.sort_unstable();
        let key = key.into_iter().map(|(_, index)| index).collect();
        let columns = columns.into_iter().map(|(column, _)| column).collect();
        tables.push(Table { name, columns, key });
    }
    Ok(tables)
}

/// The columns of a table, each with its position in the key, from 1, or 0.
async fn columns(tx: &mut Tx, engine: &str, table: &str) -> Result<Vec<(Column, i64)>, Error> {
    let sql = if engine == "sqlite" {
        "SELECT name, type, pk FROM pragma_table_info($1)"
    } else {
        "SELECT CAST(c.column_name AS TEXT), CAST(c.data_type AS TEXT), \
         CAST(COALESCE(k.ordinal_position, 0) AS BIGINT) FROM information_schema.columns c \
         LEFT JOIN information_schema.key_column_usage k ON k.table_schema = c.table_schema \
         AND k.table_name = c.table_name AND k.column_name = c.column_name \
         AND k.constraint_name = CAST(c.table_name AS TEXT) || '_pkey' \
         WHERE c.table_schema = current_schema() AND CAST(c.table_name AS TEXT) = $1 \
         ORDER BY c.ordinal_position"
    };
    tx.all(sql, &[table.into()], |row| {
        let kind = match row.str(1)?.to_lowercase().as_str() {
            "text" => Kind::Text,
            "integer" | "bigint" => Kind::Int,
            "boolean" => Kind::Bool,
            other => {
                let text = format!("the table {table} has a column of the type {other}");
                return Err(Error::new(ErrorKind::Other, text));
            }
        };
        Ok((Column { name: row.text(0)?, kind }, row.int(2)?))
    })
    .await
}

impl Table {
    /// At most `limit` rows in key order, after the given row.
    pub(crate) async fn rows_after(
        &self,
        tx: &mut Tx,
        last: Option<&[Json]>,
        limit: usize,
    ) -> Result<Vec<Vec<Json>>, Error> {
        let key: Vec<&str> = self.key.iter().map(|at| self.columns[*at].name.as_str()).collect();
        let key = key.join(", ");
        let mut values = Vec::new();
        let mut after = String::new();
        if let Some(last) = last {
            let places: Vec<String> =
                (1..=self.key.len()).map(|number| format!("${number}")).collect();
            after = format!("WHERE ({key}) > ({})", places.join(", "));
            for at in &self.key {
                values.push(self.columns[*at].value(&last[*at])?);
            }
        }
        let sql = format!(
            "SELECT {} FROM {} {after} ORDER BY {key} LIMIT {limit}",
            self.names().join(", "),
            self.name
        );
        tx.all(&sql, &values, |row| self.row(row)).await
    }

    /// Passes all rows to `row`, in key order.
    pub(crate) async fn read_all(
        &self,
        tx: &mut Tx,
        mut row: impl FnMut(&[Json]),
    ) -> Result<(), Error> {
        let mut last: Option<Vec<Json>> = None;
        loop {
            let rows = self.rows_after(tx, last.as_deref(), AT_A_TIME).await?;
            for found in &rows {
                row(found);
            }
            last = rows.into_iter().next_back();
            if last.is_none() {
                return Ok(());
            }
        }
    }

    /// The number of rows.
    pub(crate) async fn count(&self, tx: &mut Tx) -> Result<u64, Error> {
        let sql = format!("SELECT count(*) FROM {}", self.name);
        Ok(u64::try_from(tx.one(&sql, &[], |row| row.int(0)).await?).unwrap_or(0))
    }

    /// The names of the columns.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.columns.iter().map(|column| column.name.as_str()).collect()
    }

    fn row(&self, row: &Row<'_>) -> Result<Vec<Json>, Error> {
        let read = |(at, column): (usize, &Column)| {
            Ok(match column.kind {
                Kind::Text => row.maybe_str(at)?.map_or(Json::Null, Json::from),
                Kind::Int => row.maybe_int(at)?.map_or(Json::Null, Json::from),
                Kind::Bool => Json::from(row.bool(at)?),
            })
        };
        self.columns.iter().enumerate().map(read).collect()
    }
}

impl Column {
    /// A value of a backup as a value of this column. SQLite stores booleans as numbers.
    pub(crate) fn value(&self, json: &Json) -> Result<Value<'static>, Error> {
        Ok(match (self.kind, json) {
            (_, Json::Null) => Value::Null,
            (Kind::Text, Json::String(text)) => text.clone().into(),
            (Kind::Bool, Json::Bool(answer)) => (*answer).into(),
            (Kind::Int, Json::Bool(answer)) => i64::from(*answer).into(),
            (kind, Json::Number(number)) => match (kind, number.as_i64()) {
                (Kind::Int, Some(number)) => number.into(),
                (Kind::Bool, Some(number @ (0 | 1))) => (number == 1).into(),
                _ => return Err(super::damaged()),
            },
            _ => return Err(super::damaged()),
        })
    }
}
