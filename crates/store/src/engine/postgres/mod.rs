//! PostgreSQL: a pool of connections, each lent to one transaction at a time.

mod error;
mod listen;
mod multi_insert;
mod statement;
mod timeouts;
mod tls;
mod value;

pub(crate) use multi_insert::statements_for;
pub(crate) use value::{boolean, int, text};

use std::{pin::pin, sync::Arc, time::Duration};

use deadpool_postgres::{Client, Manager, Object, Pool, Runtime};
use futures_util::{
    TryStreamExt as _,
    future::{join, try_join_all},
};
use tokio::{
    runtime::Handle,
    sync::{broadcast, watch},
    time::timeout,
};

use self::{
    listen::{Inbox, Listening, Outbox, listen},
    multi_insert::{ROWS_PER_STATEMENT, multi_insert},
    statement::{execute, query},
    timeouts::{CONNECTING, Timeouts, within},
};
use crate::{
    error::{Error, ErrorKind},
    options::Options,
    row::{Inner, Row},
    turns::{NO_DOMAIN, Turn, Turns},
    tx::EachRow,
    value::Value,
};

/// Timeout of a rollback, after which the connection is closed.
const UNDOING: Duration = Duration::from_secs(1);
/// Number of rows that are sent ahead of their responses.
const AHEAD: usize = 256;

/// The most writing transactions of one domain: one that runs, and one that waits for its row.
const WRITERS: usize = 2;
/// How long to wait for a turn without a timeout of the store.
const WAITING: Duration = Duration::from_secs(30);

const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
const WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

/// A PostgreSQL database.
#[derive(Clone)]
pub(crate) struct Engine {
    pool: Pool,
    /// Connections.
    turns: Turns,
    /// Writing transactions. Those of one domain follow each other in any case, so more of them would
    /// only hold connections.
    writers: Turns,
    patience: Option<Duration>,
    pooled: bool,
    /// Follows `BEGIN`: sets the timeout of statements. A pooler lends connections per transaction, so
    /// the connection cannot keep it.
    limit_text: Arc<str>,
    done: Done,
    announcements: broadcast::Sender<Arc<str>>,
    listening: Option<Arc<Listening>>,
}

/// Receivers of commit notifications.
#[derive(Clone)]
struct Done {
    /// Waiting tasks of this process.
    here: watch::Sender<u64>,
    /// What is sent to other processes.
    elsewhere: Arc<Outbox>,
}

impl Engine {
    /// Creates the pool for `url`, without connecting.
    pub(crate) fn new(
        url: &str,
        options: &Options,
        commits: &watch::Sender<u64>,
    ) -> Result<Self, Error> {
        let unusable = "the database URL cannot be used";
        let (mut config, tls) = tls::read(url)?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECTING);
        }
        if config.get_application_name().is_none() {
            config.application_name("roster");
        }
        let connections = options.connections.max(1);
        let pool = Pool::builder(Manager::new(config.clone(), tls.clone()))
            .max_size(connections)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(CONNECTING))
            .create_timeout(Some(CONNECTING))
            .recycle_timeout(Some(CONNECTING))
            .build()
            .map_err(|error| Error::caused(ErrorKind::Other, unusable, error))?;
        let done = Done { here: commits.clone(), elsewhere: Arc::default() };
        let inbox = Inbox::new(commits.clone());
        let announcements = inbox.announcements.clone();
        let listens = options.listens && !options.pooled;
        let listening =
            listens.then(|| Arc::new(listen(config, tls, Arc::clone(&done.elsewhere), inbox)));
        Ok(Self {
            pool,
            turns: Turns::new(connections, connections * 3 / 4),
            writers: Turns::new(usize::MAX, WRITERS),
            patience: options.patience,
            pooled: options.pooled,
            limit_text: limit_text(options),
            done,
            announcements,
            listening,
        })
    }

    /// Begins a transaction that reads one snapshot.
    pub(crate) async fn read(&self, domain: i64) -> Result<Tx, Error> {
        self.lend(Stage::Due, None, domain, self.timeouts()).await
    }

    /// A connection for one statement, which is its own snapshot.
    pub(crate) async fn read_single(&self) -> Result<Tx, Error> {
        self.lend(Stage::Alone, None, NO_DOMAIN, self.timeouts()).await
    }

    /// Begins a transaction that writes.
    pub(crate) async fn write(&self, domain: i64) -> Result<Tx, Error> {
        let patience = self.timeouts();
        let turn = match domain {
            NO_DOMAIN => None,
            domain => Some(turn(&self.writers, domain, &patience).await?),
        };
        // A transaction from here on, so that it is rolled back when the caller gives up.
        let mut tx = self.lend(Stage::Begun, Some(self.done.clone()), domain, patience).await?;
        tx.turns.extend(turn);
        let limit = tx.patience.next();
        let begin = format!("{WRITE}{}", self.limit_text);
        within(limit, tx.client()?.batch_execute(&begin)).await?;
        Ok(tx)
    }

    /// Sends a text to the other processes that listen.
    pub(crate) fn announce(&self, text: &str) {
        if self.listening.is_some() {
            self.done.elsewhere.announce(text);
        }
    }

    /// Receives the texts that other processes send.
    pub(crate) fn announcements(&self) -> broadcast::Receiver<Arc<str>> {
        self.announcements.subscribe()
    }

    /// Runs a statement that cannot be in a transaction.
    pub(crate) async fn run_alone(&self, statement: &str) -> Result<(), Error> {
        let client = within(Some(CONNECTING), self.pool.get()).await?;
        let done = client.batch_execute(statement).await.map_err(Error::from);
        if done.is_err() {
            // It may still be running.
            drop(Object::take(client));
        }
        done
    }

    async fn lend(
        &self,
        stage: Stage,
        done: Option<Done>,
        domain: i64,
        patience: Timeouts,
    ) -> Result<Tx, Error> {
        let turns = vec![turn(&self.turns, domain, &patience).await?];
        let limit = patience.left().map_or(CONNECTING, |left| left.min(CONNECTING));
        let client = Some(within(Some(limit), self.pool.get()).await?);
        let limit_text = Arc::clone(&self.limit_text);
        Ok(Tx { client, stage, done, patience, pooled: self.pooled, limit_text, turns })
    }

    fn timeouts(&self) -> Timeouts {
        Timeouts::new(self.patience)
    }
}

/// Waits for a turn of the domain.
async fn turn(turns: &Turns, domain: i64, patience: &Timeouts) -> Result<Turn, Error> {
    timeout(patience.left().unwrap_or(WAITING), turns.take(domain)).await.map_err(|_| {
        let text = "the store is busy with other transactions of the domain";
        Error::new(ErrorKind::Unreachable, text)
    })
}

/// See [`Engine::limit_text`].
fn limit_text(options: &Options) -> Arc<str> {
    match options.statement_timeout {
        Some(limit) => format!("; SET LOCAL statement_timeout = {}", limit.as_millis()).into(),
        None => "".into(),
    }
}

/// A transaction of PostgreSQL.
pub(crate) struct Tx {
    /// Taken when the transaction ends.
    client: Option<Client>,
    stage: Stage,
    /// Present when it writes.
    done: Option<Done>,
    patience: Timeouts,
    pooled: bool,
    limit_text: Arc<str>,
    /// They end when the connection is back in the pool.
    turns: Vec<Turn>,
}

/// The state of a transaction.
#[derive(PartialEq)]
enum Stage {
    /// A single statement without a transaction.
    Alone,
    /// `BEGIN` is sent with the first statement, which saves a round trip. Only for reads: if
    /// `BEGIN` fails, the statement runs on its own.
    Due,
    Begun,
}

impl Tx {
    /// Passes the rows of a query to `row` while it returns true. The others are not kept in memory.
    pub(crate) async fn each(
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

    pub(crate) async fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        self.begin().await?;
        let limit = self.patience.next();
        let values: Vec<&Value<'_>> = values.iter().collect();
        within(limit, execute(self.client()?, self.pooled, sql, &values)).await
    }

    pub(crate) async fn run_many(
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

    pub(crate) async fn define(&mut self, statement: &str) -> Result<(), Error> {
        Ok(self.client()?.batch_execute(statement).await?)
    }

    pub(crate) async fn commit(mut self) -> Result<(), Error> {
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

    fn client(&self) -> Result<&Client, Error> {
        let ended = || Error::new(ErrorKind::Other, "the transaction has ended");
        self.client.as_ref().ok_or_else(ended)
    }
}

impl Drop for Tx {
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
