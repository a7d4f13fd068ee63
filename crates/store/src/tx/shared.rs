//! Operations that cost writes of a domain less when they share a transaction of PostgreSQL.

use std::collections::HashSet;

use super::{Engine, Tx};
use crate::{
    domain_state::DomainState,
    engine::postgres::{self, Member},
    error::Error,
    key_table::KeyTable,
    row::Row,
    value::Value,
};

/// A statement that adds numbers to stored totals and returns them.
#[derive(Debug)]
pub(crate) struct AddNumbers {
    /// For one row of values.
    pub(crate) one: &'static str,
    /// For many rows: the first value, and lists of the others as texts. For PostgreSQL.
    pub(crate) many: &'static str,
}

impl Tx {
    /// As [`Tx::all`], for rows that change only behind the lock of the domain, which the transaction
    /// holds: writes that share a transaction query them once.
    pub(crate) async fn all_stable<T: Send>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: impl Fn(&Row<'_>) -> Result<T, Error> + Sync,
    ) -> Result<Vec<T>, Error> {
        let mut rows = Vec::new();
        let mut push = |found: &Row<'_>| {
            rows.push(row(found)?);
            Ok(true)
        };
        self.enter()?;
        match &mut self.engine {
            Engine::Sqlite(tx) => tx.each(sql, values, &mut push)?,
            Engine::Postgres(tx) => Box::pin(tx.each_stable(sql, values, &mut push)).await?,
        }
        self.poisoned = false;
        Ok(rows)
    }

    /// The keys that a table has, which change only behind the lock of the domain, which the transaction
    /// holds. Writes that share a transaction search their keys together.
    pub(crate) async fn existing_keys(
        &mut self,
        table: &'static KeyTable,
        domain: i64,
        keys: Vec<String>,
    ) -> Result<HashSet<String>, Error> {
        if self.member().is_none() {
            let (sql, keys) = match &keys[..] {
                [key] => (table.find_one, Value::sought(key)),
                _ => (table.find, Value::storable(keys)),
            };
            let found = self.all(sql, &[domain.into(), keys], |row| row.text(0)).await?;
            return Ok(found.into_iter().collect());
        }
        self.enter()?;
        let mut found = HashSet::new();
        if let Some(member) = self.member() {
            found = Box::pin(member.existing_keys(table, domain, keys)).await?;
        }
        self.poisoned = false;
        Ok(found)
    }

    /// Adds rows whose keys are known to be free with a plain insert. Writes that share a transaction
    /// add them together, at the latest before a statement that can depend on them.
    pub(crate) async fn add_rows(
        &mut self,
        sql: &'static str,
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        self.count_rows(sql, rows);
        self.enter()?;
        match &mut self.engine {
            Engine::Sqlite(tx) => tx.run_many(sql, rows).map(drop)?,
            Engine::Postgres(tx) => Box::pin(tx.add_rows(sql, rows)).await?,
        }
        self.poisoned = false;
        Ok(())
    }

    /// Adds numbers to totals, and returns totals that were changed: now or, with a shared transaction,
    /// by an earlier write. Such writes add their numbers together, at the latest before a statement
    /// that can depend on them.
    pub(crate) async fn add_numbers<T: Send>(
        &mut self,
        sql: &AddNumbers,
        rows: &[Vec<Value<'_>>],
        row: impl Fn(&Row<'_>) -> Result<T, Error> + Sync,
    ) -> Result<Vec<T>, Error> {
        let mut changed = Vec::new();
        if rows.is_empty() {
            return Ok(changed);
        }
        let mut push = |found: &Row<'_>| {
            changed.push(row(found)?);
            Ok(true)
        };
        self.count_rows(sql.one, rows);
        self.enter()?;
        match &mut self.engine {
            Engine::Sqlite(tx) => {
                for values in rows {
                    tx.each(sql.one, values, &mut push)?;
                }
            }
            Engine::Postgres(tx) => Box::pin(tx.run_lists(sql.many, rows, &mut push)).await?,
        }
        self.poisoned = false;
        Ok(changed)
    }

    /// Runs an update that replaces all values of a row, at the latest before a statement that can depend
    /// on it. Of the updates of writes that share a transaction, only the last needs to be sent.
    pub(crate) async fn run_later(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<(), Error> {
        self.enter()?;
        match &mut self.engine {
            Engine::Sqlite(tx) => tx.run(sql, values).map(drop)?,
            Engine::Postgres(tx) => Box::pin(tx.run_later(sql, values)).await?,
        }
        self.poisoned = false;
        Ok(())
    }

    /// The row of a domain, if this transaction has locked it for an earlier write.
    pub(crate) fn locked_state(&mut self, domain: i64) -> Option<DomainState> {
        self.member()?.state(domain)
    }

    /// Keeps the row of a domain, which this transaction has locked, for later writes that share it.
    pub(crate) fn keep_state(&mut self, domain: i64, state: &DomainState) {
        if let Some(member) = self.member() {
            member.keep_state(domain, state.clone());
        }
    }

    fn member(&mut self) -> Option<&mut Member> {
        match &mut self.engine {
            Engine::Postgres(postgres::Tx::Member(member)) => Some(member),
            Engine::Postgres(postgres::Tx::Alone(_)) | Engine::Sqlite(_) => None,
        }
    }
}
