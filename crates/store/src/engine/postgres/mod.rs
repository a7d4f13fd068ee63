//! PostgreSQL: a pool of connections, each lent to one transaction at a time.

mod error;
mod listen;
mod lists;
mod multi_insert;
mod shared;
mod statement;
mod timeouts;
mod tls;
mod transaction;
mod value;

pub(crate) use multi_insert::statements_for;
pub(crate) use shared::Member;
pub(crate) use value::{boolean, int, text};

use std::{sync::Arc, time::Duration};

use deadpool_postgres::{Manager, Object, Pool, Runtime};
use tokio::{
    sync::{broadcast, watch},
    time::timeout,
};

use self::{
    listen::{Inbox, Listening, Outbox, listen},
    lists::columns,
    shared::Writers,
    timeouts::{CONNECTING, Timeouts, within},
    transaction::{Stage, Transaction},
};
use crate::{
    error::{Error, ErrorKind},
    key_table::Expected,
    options::Options,
    turns::{NO_DOMAIN, Turn, Turns},
    tx::EachRow,
    value::Value,
};

/// How long to wait for a turn without a timeout of the store.
const WAITING: Duration = Duration::from_secs(30);

const WRITE: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

/// A PostgreSQL database.
#[derive(Clone)]
pub(crate) struct Engine {
    pool: Pool,
    /// Connections.
    turns: Turns,
    /// Writes of domains.
    writers: Writers,
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
            writers: Writers::new(options.patience),
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
        self.lend(Stage::Due, None, domain, self.timeouts()).await.map(alone)
    }

    /// A connection for one statement, which is its own snapshot.
    pub(crate) async fn read_single(&self) -> Result<Tx, Error> {
        self.lend(Stage::Alone, None, NO_DOMAIN, self.timeouts()).await.map(alone)
    }

    /// Begins a transaction that writes and is going to search the expected keys. Concurrent ones of a
    /// domain share a transaction of PostgreSQL.
    pub(crate) async fn write(&self, domain: i64, expected: Expected) -> Result<Tx, Error> {
        let patience = self.timeouts();
        if domain == NO_DOMAIN {
            return self.begin(domain, patience).await.map(alone);
        }
        let admission = self.writers.enter(domain, expected, &patience).await?;
        match admission.join(patience) {
            Ok(member) => Ok(Tx::Member(member)),
            Err((admission, patience)) => {
                Ok(Tx::Member(admission.open(self.begin(domain, patience).await?)))
            }
        }
    }

    async fn begin(&self, domain: i64, patience: Timeouts) -> Result<Transaction, Error> {
        // A transaction from here on, so that it is rolled back when the caller gives up.
        let mut tx = self.lend(Stage::Begun, Some(self.done.clone()), domain, patience).await?;
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
    ) -> Result<Transaction, Error> {
        let turns = vec![turn(&self.turns, domain, &patience).await?];
        let limit = patience.left().map_or(CONNECTING, |left| left.min(CONNECTING));
        let client = Some(within(Some(limit), self.pool.get()).await?);
        let limit_text = Arc::clone(&self.limit_text);
        Ok(Transaction { client, stage, done, patience, pooled: self.pooled, limit_text, turns })
    }

    fn timeouts(&self) -> Timeouts {
        Timeouts::new(self.patience)
    }
}

fn alone(transaction: Transaction) -> Tx {
    Tx::Alone(Box::new(transaction))
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
pub(crate) enum Tx {
    Alone(Box<Transaction>),
    /// Part of a transaction of several writes of a domain.
    Member(Member),
}

impl Tx {
    /// Passes the rows of a query to `row` while it returns true. The others are not kept in memory.
    pub(crate) async fn each(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: &mut EachRow<'_>,
    ) -> Result<(), Error> {
        match self {
            Self::Alone(tx) => tx.each(sql, values, row).await,
            Self::Member(member) => member.each(sql, values, row).await,
        }
    }

    /// See [`crate::Tx::all_stable`].
    pub(crate) async fn each_stable(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: &mut EachRow<'_>,
    ) -> Result<(), Error> {
        match self {
            Self::Alone(tx) => tx.each(sql, values, row).await,
            Self::Member(member) => member.each_stable(sql, values, row).await,
        }
    }

    pub(crate) async fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        match self {
            Self::Alone(tx) => tx.run(sql, values).await,
            Self::Member(member) => member.run(sql, values).await,
        }
    }

    pub(crate) async fn run_many(
        &mut self,
        sql: &str,
        rows: &[Vec<Value<'_>>],
    ) -> Result<u64, Error> {
        match self {
            Self::Alone(tx) => tx.run_many(sql, rows).await,
            Self::Member(member) => member.run_many(sql, rows).await,
        }
    }

    /// See [`crate::Tx::add_rows`].
    pub(crate) async fn add_rows(
        &mut self,
        sql: &'static str,
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), Error> {
        match self {
            Self::Alone(tx) => tx.run_many(sql, rows).await.map(drop),
            Self::Member(member) => member.add_rows(sql, rows).await,
        }
    }

    /// See [`crate::Tx::run_later`].
    pub(crate) async fn run_later(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<(), Error> {
        match self {
            Self::Alone(tx) => tx.run(sql, values).await.map(drop),
            Self::Member(member) => member.run_later(sql, values),
        }
    }

    /// See [`crate::Tx::add_numbers`].
    pub(crate) async fn run_lists(
        &mut self,
        sql: &'static str,
        rows: &[Vec<Value<'_>>],
        row: &mut EachRow<'_>,
    ) -> Result<(), Error> {
        match self {
            Self::Alone(tx) => tx.each(sql, &columns(rows), row).await,
            Self::Member(member) => member.run_lists(sql, rows, row).await,
        }
    }

    pub(crate) async fn define(&mut self, statement: &str) -> Result<(), Error> {
        match self {
            Self::Alone(tx) => tx.define(statement).await,
            Self::Member(member) => member.define(statement).await,
        }
    }

    /// Commits. Unless the transaction `shares` its commit, it does not wait for other members.
    pub(crate) async fn commit(self, shares: bool) -> Result<(), Error> {
        match self {
            Self::Alone(tx) => tx.commit().await,
            Self::Member(member) => member.commit(shares).await,
        }
    }
}
