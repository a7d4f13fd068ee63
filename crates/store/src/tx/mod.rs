//! A transaction: six operations for either engine.

mod shared;

pub(crate) use shared::AddNumbers;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use futures_util::future::BoxFuture;

use crate::{
    authz_version,
    engine::{postgres, sqlite},
    error::{Error, ErrorKind},
    row::Row,
    value::Value,
};

/// A transaction. Dropping it rolls it back.
///
/// SQL is PostgreSQL text with `$1`, `$2`, ... for the `values`, in the subset that both engines
/// understand, and `= ANY($n)`, `<> ALL($n)` for lists. Do not await anything but the store while a
/// transaction is open: it holds a connection, and a writing one may block every other writer.
///
/// After a failed or cancelled statement the transaction can only be dropped: further statements
/// and the commit fail. PostgreSQL behaves like this for statements, but answers the commit as if
/// it had succeeded.
///
/// The futures of the engines are boxed: every crate that awaits an async function compiles its body
/// again, and theirs are large.
pub struct Tx {
    engine: Engine,
    poisoned: bool,
    /// Whether the commit raises the authorization version.
    raises_authz_version: bool,
    /// Whether other transactions can join before the commit.
    shares_commit: bool,
    /// The number of statements of the store.
    statements: Arc<AtomicU64>,
}

pub(crate) enum Engine {
    Sqlite(sqlite::Tx),
    Postgres(postgres::Tx),
}

/// The size of the rows at which a page ends, in bytes.
pub const PAGE_BYTES: usize = 16 << 20;

/// What a query does with each row; false ends it. The engines take it as a trait object, so that
/// their code exists once instead of once per type of row.
pub(crate) type EachRow<'f> = dyn FnMut(&Row<'_>) -> Result<bool, Error> + Send + 'f;

/// The rows of a page.
struct PageRows<T> {
    rows: Vec<T>,
    limit: usize,
    bytes: usize,
    has_more: bool,
}

impl<T> PageRows<T> {
    fn new(limit: u32) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Self { rows: Vec::new(), limit, bytes: 0, has_more: false }
    }

    /// Adds a row, unless the page is full. Returns whether it has room for another one.
    fn push(
        &mut self,
        row: &Row<'_>,
        read: &impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<bool, Error> {
        self.bytes += row.bytes();
        let is_full = self.rows.len() >= self.limit || self.bytes > PAGE_BYTES;
        if is_full && !self.rows.is_empty() {
            self.has_more = true;
            return Ok(false);
        }
        self.rows.push(read(row)?);
        Ok(true)
    }
}

impl Tx {
    pub(crate) fn new(engine: Engine, statements: Arc<AtomicU64>) -> Self {
        Self {
            engine,
            poisoned: false,
            raises_authz_version: false,
            shares_commit: false,
            statements,
        }
    }

    /// Whether the engine is SQLite.
    pub(crate) fn is_embedded(&self) -> bool {
        matches!(self.engine, Engine::Sqlite(_))
    }

    /// All rows of a query, mapped by `row`.
    pub async fn all<T: Send>(
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
        self.each(sql, values, &mut push).await?;
        Ok(rows)
    }

    /// The rows of a page, and whether more follow. `sql` selects at most one row more than `limit`.
    /// The page ends early when its rows have [`PAGE_BYTES`] in all, but has at least one row.
    pub async fn page<T: Send>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        limit: u32,
        row: impl Fn(&Row<'_>) -> Result<T, Error> + Sync,
    ) -> Result<(Vec<T>, bool), Error> {
        let mut page = PageRows::new(limit);
        let mut push = |found: &Row<'_>| page.push(found, &row);
        self.each(sql, values, &mut push).await?;
        Ok((page.rows, page.has_more))
    }

    /// The row of a query with at most one row.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Corrupt`] when there are more.
    pub async fn maybe<T: Send>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: impl Fn(&Row<'_>) -> Result<T, Error> + Sync,
    ) -> Result<Option<T>, Error> {
        let mut rows = self.all(sql, values, row).await?;
        if rows.len() > 1 {
            return Err(Error::new(ErrorKind::Corrupt, "several rows where there is one at most"));
        }
        Ok(rows.pop())
    }

    /// The row of a query with exactly one row.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Corrupt`] when there is none, or more.
    pub async fn one<T: Send>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: impl Fn(&Row<'_>) -> Result<T, Error> + Sync,
    ) -> Result<T, Error> {
        let found = self.maybe(sql, values, row).await?;
        found.ok_or_else(|| Error::new(ErrorKind::Corrupt, "no row where there is always one"))
    }

    /// Runs a statement without a result and returns the number of affected rows.
    pub fn run<'t>(
        &'t mut self,
        sql: &'t str,
        values: &'t [Value<'_>],
    ) -> BoxFuture<'t, Result<u64, Error>> {
        Box::pin(async move {
            self.enter()?;
            let touched = match &mut self.engine {
                Engine::Sqlite(tx) => tx.run(sql, values)?,
                Engine::Postgres(tx) => tx.run(sql, values).await?,
            };
            self.poisoned = false;
            Ok(touched)
        })
    }

    /// Runs a statement once per row of values and returns the total of affected rows.
    pub async fn run_many(&mut self, sql: &str, rows: &[Vec<Value<'_>>]) -> Result<u64, Error> {
        if rows.is_empty() {
            return Ok(0);
        }
        self.count_rows(sql, rows);
        self.enter()?;
        let touched = match &mut self.engine {
            Engine::Sqlite(tx) => tx.run_many(sql, rows)?,
            Engine::Postgres(tx) => Box::pin(tx.run_many(sql, rows)).await?,
        };
        self.poisoned = false;
        Ok(touched)
    }

    /// Lets other writes of the domain join the transaction before its commit, if it has locks of this
    /// domain only. With SQLite every transaction is shared.
    pub fn share_commit(&mut self) {
        self.shares_commit = true;
    }

    /// Raises the authorization version with the commit. Every function that writes to the tables of
    /// authorization data calls this (a test holds it), so that no process serves stale permissions.
    pub(crate) fn raise_authz_version(&mut self) {
        self.raises_authz_version = true;
    }

    /// Commits the transaction: it is durable when this returns `Ok`.
    ///
    /// # Errors
    ///
    /// Nothing was committed, unless the kind is [`ErrorKind::Unreachable`]: then the connection
    /// was lost before the response, and it may have been committed.
    pub fn commit(mut self) -> BoxFuture<'static, Result<(), Error>> {
        Box::pin(async move {
            if self.raises_authz_version {
                authz_version::raise(&mut self).await?;
            }
            let shares = self.shares_commit && !self.raises_authz_version;
            self.enter()?;
            match self.engine {
                Engine::Sqlite(tx) => tx.commit().await,
                Engine::Postgres(tx) => tx.commit(shares).await,
            }
        })
    }

    /// Runs one statement of a migration.
    pub(crate) async fn define(&mut self, statement: &str) -> Result<(), Error> {
        self.enter()?;
        match &mut self.engine {
            Engine::Sqlite(tx) => tx.define(statement)?,
            Engine::Postgres(tx) => tx.define(statement).await?,
        }
        self.poisoned = false;
        Ok(())
    }

    /// Counts the statements for these rows, without the first.
    fn count_rows(&self, sql: &str, rows: &[Vec<Value<'_>>]) {
        let statements = match &self.engine {
            // The rows are bound to one statement.
            Engine::Sqlite(_) => 1,
            Engine::Postgres(_) => postgres::statements_for(sql, rows),
        };
        self.statements.fetch_add(statements - 1, Ordering::Relaxed);
    }

    /// Passes the rows of a query to `row` while it returns true.
    pub(crate) fn each<'t>(
        &'t mut self,
        sql: &'t str,
        values: &'t [Value<'_>],
        row: &'t mut EachRow<'_>,
    ) -> BoxFuture<'t, Result<(), Error>> {
        Box::pin(async move {
            self.enter()?;
            match &mut self.engine {
                Engine::Sqlite(tx) => tx.each(sql, values, row)?,
                Engine::Postgres(tx) => tx.each(sql, values, row).await?,
            }
            self.poisoned = false;
            Ok(())
        })
    }

    /// Marks the transaction as poisoned until the operation has succeeded.
    fn enter(&mut self) -> Result<(), Error> {
        if self.poisoned {
            return Err(Error::new(ErrorKind::Other, "the transaction has already failed"));
        }
        self.poisoned = true;
        self.statements.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}
