//! One transaction: the six things that may be done with either engine.

use crate::{
    authz_version,
    error::{Error, ErrorKind},
    postgres,
    row::Row,
    sqlite,
    value::Value,
};

/// A transaction. Dropping it undoes what it did.
///
/// SQL is PostgreSQL text with `$1`, `$2`, ... for the `values`, in the part that both engines
/// understand, and `= ANY($n)`, `<> ALL($n)` for lists. Await nothing but the store while one is
/// open: it holds a connection, and a writing one may hold up every other writer.
///
/// After a statement has failed, or was given up half-way, the transaction can only be dropped:
/// every further statement and the commit are refused. PostgreSQL would do the former, and answer
/// the latter as if all were well.
pub struct Tx {
    engine: Engine,
    poisoned: bool,
    /// Whether it may have changed who may do what.
    opens: bool,
}

pub(crate) enum Engine {
    Sqlite(sqlite::Tx),
    Postgres(postgres::Tx),
}

impl Tx {
    pub(crate) fn new(engine: Engine) -> Self {
        Self { engine, poisoned: false, opens: false }
    }

    /// Whether the engine is SQLite.
    pub(crate) fn is_embedded(&self) -> bool {
        matches!(self.engine, Engine::Sqlite(_))
    }

    /// Every row of the answer, as `row` reads it.
    pub async fn all<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.enter()?;
        let rows = match &mut self.engine {
            Engine::Sqlite(tx) => tx.all(sql, values, row)?,
            Engine::Postgres(tx) => tx.all(sql, values, row).await?,
        };
        self.poisoned = false;
        Ok(rows)
    }

    /// The row of an answer that has at most one.
    ///
    /// # Errors
    /// [`ErrorKind::Corrupt`] when there are more.
    pub async fn maybe<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        let mut rows = self.all(sql, values, row).await?;
        if rows.len() > 1 {
            return Err(Error::new(ErrorKind::Corrupt, "several rows where there is one at most"));
        }
        Ok(rows.pop())
    }

    /// The row of an answer that has exactly one.
    ///
    /// # Errors
    /// [`ErrorKind::Corrupt`] when there is none, or more.
    pub async fn one<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let found = self.maybe(sql, values, row).await?;
        found.ok_or_else(|| Error::new(ErrorKind::Corrupt, "no row where there is always one"))
    }

    /// Runs a statement that answers no rows, and tells how many it touched.
    pub async fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        self.enter()?;
        self.opens |= authz_version::is_changed_by(sql);
        let touched = match &mut self.engine {
            Engine::Sqlite(tx) => tx.run(sql, values)?,
            Engine::Postgres(tx) => tx.run(sql, values).await?,
        };
        self.poisoned = false;
        Ok(touched)
    }

    /// Runs a statement once for each of `rows`, and tells how many rows it touched in all.
    pub async fn run_many(&mut self, sql: &str, rows: &[Vec<Value<'_>>]) -> Result<u64, Error> {
        if rows.is_empty() {
            return Ok(0);
        }
        self.enter()?;
        self.opens |= authz_version::is_changed_by(sql);
        let touched = match &mut self.engine {
            Engine::Sqlite(tx) => tx.run_many(sql, rows)?,
            Engine::Postgres(tx) => tx.run_many(sql, rows).await?,
        };
        self.poisoned = false;
        Ok(touched)
    }

    /// Makes what was done last: it is on disk when this returns well.
    ///
    /// # Errors
    /// Nothing of it was done, unless the kind is [`ErrorKind::Unreachable`]: then the engine was
    /// lost before it could answer, and it may have been done.
    pub async fn commit(mut self) -> Result<(), Error> {
        if self.opens {
            authz_version::renew(&mut self).await?;
        }
        self.enter()?;
        match self.engine {
            Engine::Sqlite(tx) => tx.commit().await,
            Engine::Postgres(tx) => tx.commit().await,
        }
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

    /// Takes the transaction for spoilt until the step that begins here has ended well.
    fn enter(&mut self) -> Result<(), Error> {
        if self.poisoned {
            return Err(Error::new(ErrorKind::Other, "the transaction has already failed"));
        }
        self.poisoned = true;
        Ok(())
    }
}
