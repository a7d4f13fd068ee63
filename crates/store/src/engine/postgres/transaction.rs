//! A transaction on a connection of its own.

use std::{pin::pin, sync::Arc, time::Duration};

use deadpool_postgres::{Client, Object};
use futures_util::{
    TryStreamExt as _,
    future::{join, try_join_all},
};
use tokio::{runtime::Handle, time::timeout};

use super::{
    Done,
    multi_insert::{ROWS_PER_STATEMENT, multi_insert},
    statement::{execute, query},
    timeouts::{Timeouts, within},
};
use crate::{
    error::{Error, ErrorKind},
    row::{Inner, Row},
    turns::Turn,
    tx::EachRow,
    value::Value,
};

/// Timeout of a rollback, after which the connection is closed.
pub(super) const UNDOING: Duration = Duration::from_secs(1);
/// Number of rows that are sent ahead of their responses.
const AHEAD: usize = 256;

const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// A transaction of PostgreSQL on a connection of its own.
pub(crate) struct Transaction {
    /// Taken when the transaction ends.
    pub(super) client: Option<Client>,
    pub(super) stage: Stage,
    /// Present when it writes.
    pub(super) done: Option<Done>,
    pub(super) patience: Timeouts,
    pub(super) pooled: bool,
    pub(super) limit_text: Arc<str>,
    /// They end when the connection is back in the pool.
    pub(super) turns: Vec<Turn>,
}

/// The state of a transaction.
#[derive(PartialEq)]
pub(super) enum Stage {
    /// A single statement without a transaction.
    Alone,
    /// `BEGIN` is sent with the first statement, which saves a round trip. Only for reads: if
    /// `BEGIN` fails, the statement runs on its own.
    Due,
    Begun,
}

impl Transaction {
    /// Passes the rows of a query to `row` while it returns true. The others are not kept in memory.
    pub(super) async fn each(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: &mut EachRow<'_>,
    ) -> Result<(), Error> {
        let stage = std::mem::replace(&mut self.stage, Stage::Begun);
        let limit = self.patience.next();
        let client = self.client()?;
        let values: Vec<&Value<'_>> = values.iter().collect();
        let found = query(client, self.pooled, sql, &values);
        let begin = format!("{READ}{}", self.limit_text);
        let read = async {
            let rows = if stage == Stage::Due {
                let (started, rows) = join(client.batch_execute(&begin), found).await;
                started.and(rows)?
            } else {
                found.await?
            };
            let mut rows = pin!(rows);
            while let Some(next) = rows.try_next().await? {
                if !row(&Row(Inner::Postgres(&next)))? {
                    break;
                }
            }
            Ok::<_, Error>(())
        };
        within(limit, read).await?;
        if stage == Stage::Alone {
            // The statement succeeded and needs no rollback.
            self.stage = stage;
        }
        Ok(())
    }

    pub(super) async fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        self.begin().await?;
        let limit = self.patience.next();
        let values: Vec<&Value<'_>> = values.iter().collect();
        within(limit, execute(self.client()?, self.pooled, sql, &values)).await
    }

    pub(super) async fn run_many(
        &mut self,
        sql: &str,
        rows: &[Vec<Value<'_>>],
    ) -> Result<u64, Error> {
        self.begin().await?;
        let mut touched = 0;
        let mut rest = rows;
        for size in ROWS_PER_STATEMENT {
            if rest.len() >= size
                && let Some(sql) = multi_insert(sql, size, rows[0].len())
            {
                let (many, few) = rest.split_at(rest.len() / size * size);
                let many: Vec<Vec<&Value<'_>>> =
                    many.chunks(size).map(|rows| rows.iter().flatten().collect()).collect();
                touched += self.send(&sql, &many, AHEAD / size).await?;
                rest = few;
            }
        }
        let rest: Vec<Vec<&Value<'_>>> = rest.iter().map(|row| row.iter().collect()).collect();
        Ok(touched + self.send(sql, &rest, AHEAD).await?)
    }

    /// Runs a statement once per row, with several rows in flight.
    async fn send(
        &mut self,
        sql: &str,
        rows: &[Vec<&Value<'_>>],
        ahead: usize,
    ) -> Result<u64, Error> {
        let mut touched = 0;
        for rows in rows.chunks(ahead) {
            let limit = self.patience.next();
            let client = self.client()?;
            let sent = rows.iter().map(|values| execute(client, self.pooled, sql, values));
            touched += within(limit, try_join_all(sent)).await?.iter().sum::<u64>();
        }
        Ok(touched)
    }

    pub(super) async fn define(&mut self, statement: &str) -> Result<(), Error> {
        Ok(self.client()?.batch_execute(statement).await?)
    }

    pub(super) async fn commit(mut self) -> Result<(), Error> {
        let Some(done) = self.done.take() else { return Ok(()) };
        let limit = self.patience.next();
        within(limit, self.client()?.batch_execute("COMMIT")).await?;
        self.client = None;
        done.here.send_modify(|count| *count += 1);
        done.elsewhere.report_commit();
        Ok(())
    }

    /// Sends `BEGIN`, if it is due.
    async fn begin(&mut self) -> Result<(), Error> {
        if std::mem::replace(&mut self.stage, Stage::Begun) != Stage::Begun {
            let limit = self.patience.next();
            let begin = format!("{READ}{}", self.limit_text);
            within(limit, self.client()?.batch_execute(&begin)).await?;
        }
        Ok(())
    }

    pub(super) fn client(&self) -> Result<&Client, Error> {
        let ended = || Error::new(ErrorKind::Other, "the transaction has ended");
        self.client.as_ref().ok_or_else(ended)
    }
}

impl Drop for Transaction {
    /// Returns the connection after a rollback, or closes it.
    fn drop(&mut self) {
        let Some(client) = self.client.take() else { return };
        if self.stage != Stage::Begun {
            return;
        }
        let Ok(runtime) = Handle::try_current() else {
            drop(Object::take(client));
            return;
        };
        let turns = std::mem::take(&mut self.turns);
        runtime.spawn(async move {
            let _turns = turns;
            let undone = timeout(UNDOING, client.batch_execute("ROLLBACK")).await;
            if !matches!(undone, Ok(Ok(()))) {
                drop(Object::take(client));
            }
        });
    }
}
