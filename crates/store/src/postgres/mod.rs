//! PostgreSQL: a pool of connections, each lent to one transaction at a time.

mod error;
mod value;

pub(crate) use value::{boolean, int, text};

use std::time::Duration;

use deadpool_postgres::{Client, Manager, Object, Pool, Runtime};
use futures_util::future::{join, try_join_all};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls};

use crate::error::{Error, ErrorKind};
use crate::row::{Inner, Row};
use crate::value::Value;

/// The most connections of one process. PostgreSQL allows 100 in all unless told otherwise.
const MOST: usize = 16;
/// How long to wait for a connection, whether for one that is lent or for a new one.
const PATIENCE: Duration = Duration::from_secs(5);
/// How many statements are sent ahead of their answers.
const AHEAD: usize = 256;

const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
const WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

/// A PostgreSQL database.
#[derive(Clone)]
pub(crate) struct Engine {
    pool: Pool,
    commits: watch::Sender<u64>,
}

impl Engine {
    /// Takes `url` for a database; nothing is connected yet.
    pub(crate) fn new(url: &str, commits: &watch::Sender<u64>) -> Result<Self, Error> {
        let unusable = "the database URL cannot be used";
        let mut config: Config =
            url.parse().map_err(|error| Error::caused(ErrorKind::Other, unusable, error))?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        if config.get_application_name().is_none() {
            config.application_name("roster");
        }
        let pool = Pool::builder(Manager::new(config, NoTls))
            .max_size(MOST)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .recycle_timeout(Some(PATIENCE))
            .build()
            .map_err(|error| Error::caused(ErrorKind::Other, unusable, error))?;
        Ok(Self { pool, commits: commits.clone() })
    }

    /// Begins a transaction that reads one snapshot.
    pub(crate) async fn read(&self) -> Result<Tx, Error> {
        let client = Some(self.pool.get().await?);
        Ok(Tx { client, stage: Stage::Due, commits: None })
    }

    /// Begins a transaction that writes.
    pub(crate) async fn write(&self) -> Result<Tx, Error> {
        let client = Some(self.pool.get().await?);
        let commits = Some(self.commits.clone());
        // A transaction from here on, so that it ends well when given up half-way.
        let tx = Tx { client, stage: Stage::Begun, commits };
        tx.client()?.batch_execute(WRITE).await?;
        Ok(tx)
    }
}

/// A transaction of PostgreSQL.
pub(crate) struct Tx {
    /// Taken when the transaction ends.
    client: Option<Client>,
    stage: Stage,
    /// Present when it writes.
    commits: Option<watch::Sender<u64>>,
}

/// How far a transaction is.
#[derive(PartialEq)]
enum Stage {
    /// To begin together with its first statement, which saves a journey. Only reading ones do: a
    /// statement whose `BEGIN` failed is done by itself, which matters when it writes.
    Due,
    Begun,
}

impl Tx {
    pub(crate) async fn all<T>(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: impl Fn(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let due = std::mem::replace(&mut self.stage, Stage::Begun) == Stage::Due;
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await?;
        let values = parameters(values);
        let query = client.query(&statement, &values);
        let rows = if due {
            let (begun, rows) = join(client.batch_execute(READ), query).await;
            begun?;
            rows?
        } else {
            query.await?
        };
        rows.iter().map(|found| row(&Row(Inner::Postgres(found)))).collect()
    }

    pub(crate) async fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        self.begin().await?;
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await?;
        Ok(client.execute(&statement, &parameters(values)).await?)
    }

    pub(crate) async fn run_many(
        &mut self,
        sql: &str,
        rows: &[Vec<Value<'_>>],
    ) -> Result<u64, Error> {
        self.begin().await?;
        let client = self.client()?;
        let statement = client.prepare_cached(sql).await?;
        let mut touched = 0;
        for rows in rows.chunks(AHEAD) {
            let sent = rows.iter().map(|values| {
                let values = values.iter().map(|value| value as &(dyn ToSql + Sync));
                client.execute_raw(&statement, values)
            });
            touched += try_join_all(sent).await?.iter().sum::<u64>();
        }
        Ok(touched)
    }

    pub(crate) async fn define(&mut self, statement: &str) -> Result<(), Error> {
        Ok(self.client()?.batch_execute(statement).await?)
    }

    pub(crate) async fn commit(mut self) -> Result<(), Error> {
        let Some(commits) = self.commits.take() else { return Ok(()) };
        self.client()?.batch_execute("COMMIT").await?;
        self.client = None;
        commits.send_modify(|count| *count += 1);
        Ok(())
    }

    /// Begins, if that is due.
    async fn begin(&mut self) -> Result<(), Error> {
        if std::mem::replace(&mut self.stage, Stage::Begun) == Stage::Due {
            self.client()?.batch_execute(READ).await?;
        }
        Ok(())
    }

    fn client(&self) -> Result<&Client, Error> {
        let ended = || Error::new(ErrorKind::Other, "the transaction has ended");
        self.client.as_ref().ok_or_else(ended)
    }
}

impl Drop for Tx {
    /// Gives the connection back once the transaction is undone, or closes it.
    fn drop(&mut self) {
        let Some(client) = self.client.take() else { return };
        if self.stage == Stage::Due {
            return;
        }
        let Ok(runtime) = Handle::try_current() else {
            drop(Object::take(client));
            return;
        };
        runtime.spawn(async move {
            if client.batch_execute("ROLLBACK").await.is_err() {
                drop(Object::take(client));
            }
        });
    }
}

fn parameters<'v>(values: &'v [Value<'_>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}
