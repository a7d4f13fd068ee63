//! Queries that need no savepoint: they search keys and rows that only the lock of the domain protects.

use std::collections::HashSet;

use futures_util::TryStreamExt as _;

use super::{
    batch::{Batch, Risk},
    known::Known,
};
use crate::{
    engine::postgres::timeouts::within,
    error::Error,
    key_table::KeyTable,
    row::{Inner, Row},
    tx::EachRow,
    value::Value,
};

impl Batch {
    /// Passes the rows of a query to `row` while it returns true. The query is sent once per
    /// transaction.
    pub(super) async fn each_stable(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: &mut EachRow<'_>,
    ) -> Result<(), Error> {
        let key = Known::key(sql, values);
        if self.known.results(&key).is_none() {
            let from = self.postponed.take_for(sql);
            let rows = self.look_up(from, sql, values).await?;
            self.known.keep_results(key.clone(), rows);
        }
        for next in self.known.results(&key).into_iter().flatten() {
            if !row(&Row(Inner::Postgres(next)))? {
                break;
            }
        }
        Ok(())
    }

    /// The keys that exist. `expected` are those of the next members: a query searches them too.
    pub(super) async fn existing_keys(
        &mut self,
        table: &'static KeyTable,
        domain: i64,
        keys: Vec<String>,
        expected: impl FnOnce() -> Vec<String>,
    ) -> Result<HashSet<String>, Error> {
        let is_unknown = |known: &Known, key: &str| known.has_key(domain, table, key).is_none();
        if keys.iter().any(|key| is_unknown(&self.known, key)) {
            let mut sought: HashSet<String> = keys.iter().cloned().chain(expected()).collect();
            sought.retain(|key| is_unknown(&self.known, key));
            let list = Value::storable(sought.iter().cloned().collect());
            // The postponed rows are known without sending them.
            let from = self.postponed.take_none();
            let rows = self.look_up(from, table.find, &[domain.into(), list]).await?;
            let mut found = HashSet::new();
            for row in &rows {
                found.insert(Row(Inner::Postgres(row)).text(0)?);
            }
            let waiting = self.postponed.waiting_rows(table.add);
            found.extend(waiting.filter_map(|row| match row.get(1) {
                Some(Value::Text(key)) => Some(key.to_string()),
                _ => None,
            }));
            for key in sought {
                let exists = found.contains(&key);
                self.known.keep_key(domain, table, key, exists);
            }
        }
        let exists = |key: &String| self.known.has_key(domain, table, key) == Some(true);
        Ok(keys.into_iter().filter(exists).collect())
    }

    /// The rows of a query without a risk. The postponed rows from a position on are sent before it.
    async fn look_up(
        &mut self,
        from: usize,
        sql: &str,
        values: &[Value<'_>],
    ) -> Result<Vec<tokio_postgres::Row>, Error> {
        let limit = self.transaction.patience.next();
        self.is_unconfirmed = true;
        let read = async {
            let values: Vec<&Value<'_>> = values.iter().collect();
            let rows = self.query(from, sql, &values, Risk::None).await?;
            rows.try_collect().await.map_err(Error::from)
        };
        let rows = within(limit, read).await?;
        self.is_unconfirmed = false;
        Ok(rows)
    }
}
