//! SQLite, inside this process: one writing connection, a few reading ones.
//!
//! Statements run in place, on the calling thread: moving each to another thread, or moving the
//! thread's other tasks away, costs several times what most statements take. A slow statement blocks
//! a runtime thread, so the runtime needs [`CONNECTIONS`] threads more than the machine has cores.
//! Only work that waits for the disk, or is known to be slow, moves the thread's other tasks.

mod connect;
mod error;
mod marker;
mod page_digests;
#[cfg(debug_assertions)]
mod plan;
mod private;
mod readers;
mod statement;
mod statistics;
mod timed;
mod writer;

pub(crate) use statement::{int, text, text_bytes};

use std::{path::Path, sync::Arc, time::Duration};

use marker::Marker;
use readers::{MOST, Readers, Reading};
use timed::TimedConnection;
use tokio::{
    runtime::{Handle, RuntimeFlavor},
    sync::watch,
    task::block_in_place,
    time::timeout,
};
use writer::{Writer, Writing};

use crate::{
    error::{Error, ErrorKind},
    options::Options,
    sql_dialect::{self, Texts},
    turns::NO_DOMAIN,
    tx::EachRow,
    value::Value,
};

/// How many statements in one go take no longer than handing over a thread's tasks.
const SHORT: usize = 16;
/// How long to wait for one's turn.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many connections may be at work at once: those that read, and the one that writes.
pub(crate) const CONNECTIONS: usize = MOST + 1;

/// An open SQLite store.
#[derive(Clone)]
pub(crate) struct Engine {
    readers: Readers,
    writer: Writer,
    texts: Arc<Texts>,
}

impl Engine {
    /// Opens the database in `folder`. Unless `accepting`, it must have all commits that its marker
    /// remembers.
    pub(crate) fn open(
        folder: &Path,
        options: &Options,
        commits: &watch::Sender<u64>,
        accepting: bool,
    ) -> Result<Self, Error> {
        let (file, connection) = in_place(|| connect::create(folder, options, accepting))?;
        let readers = Readers::new(file, options, commits.clone());
        let marker = Marker::new(folder);
        let writer = Writer::new(connection, readers.clone(), commits.clone(), marker);
        Ok(Self { readers, writer, texts: Arc::default() })
    }

    /// Counts all later commits in the database, and notes them in the marker. The tables must be
    /// there.
    pub(crate) async fn count_commits(&self) {
        self.writer.count_commits().await;
    }

    /// The numbers of the damaged pages of the database file, as far as their digests are known.
    pub(crate) async fn damaged_pages(&self) -> Result<Vec<usize>, Error> {
        self.writer.damaged_pages().await
    }

    /// Moves the contents of the write-ahead log into the database file.
    pub(crate) async fn checkpoint(&self) -> Result<(), Error> {
        self.writer.checkpoint().await
    }

    /// Writes the database file anew without its free space.
    pub(crate) async fn vacuum(&self) -> Result<(), Error> {
        self.writer.vacuum().await
    }

    /// Whether the statistics for the query planner are stored.
    pub(crate) async fn has_statistics(&self) -> Result<bool, Error> {
        let tx = self.read(NO_DOMAIN).await?;
        in_place(|| statistics::are_stored(tx.connection()?))
    }

    /// Stores the statistics for the query planner, unless they are stored.
    pub(crate) async fn set_statistics(&self) -> Result<(), Error> {
        let tx = self.write(NO_DOMAIN).await?;
        if in_place(|| statistics::set(tx.connection()?))? { tx.commit().await } else { Ok(()) }
    }

    pub(crate) async fn read(&self, domain: i64) -> Result<Tx, Error> {
        let lease = Lease::Read(self.readers.begin(domain).await?);
        Ok(Tx { lease, texts: Arc::clone(&self.texts) })
    }

    pub(crate) async fn write(&self, domain: i64) -> Result<Tx, Error> {
        let lease = Lease::Write(self.writer.begin(domain).await?);
        Ok(Tx { lease, texts: Arc::clone(&self.texts) })
    }
}

/// A transaction of SQLite.
pub(crate) struct Tx {
    lease: Lease,
    texts: Arc<Texts>,
}

/// The connection that a transaction has to itself.
enum Lease {
    Read(Reading),
    Write(Writing),
}

impl Tx {
    /// Passes the rows of a query to `row` while it returns true.
    pub(crate) fn each(
        &self,
        sql: &str,
        values: &[Value<'_>],
        row: &mut EachRow<'_>,
    ) -> Result<(), Error> {
        statement::each(self.connection()?, &self.texts.query(sql), values, row)
    }

    pub(crate) fn run(&self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        statement::run(self.connection()?, &self.texts.query(sql), [values])
    }

    pub(crate) fn run_many(&self, sql: &str, rows: &[Vec<Value<'_>>]) -> Result<u64, Error> {
        let sql = self.texts.query(sql);
        let values = rows.iter().map(Vec::as_slice);
        let run = || statement::run(self.connection()?, &sql, values);
        if rows.len() > SHORT { in_place(run) } else { run() }
    }

    pub(crate) fn define(&self, statement: &str) -> Result<(), Error> {
        let text = sql_dialect::definition(statement);
        in_place(|| Ok(self.connection()?.execute_batch(&text)?))
    }

    pub(crate) async fn commit(self) -> Result<(), Error> {
        match self.lease {
            Lease::Read(_) => Ok(()),
            Lease::Write(writing) => writing.commit().await,
        }
    }

    /// The connection, unless SQLite has undone the transaction on its own, as it does when the
    /// disk is full: whatever came next would be a transaction by itself.
    fn connection(&self) -> Result<&TimedConnection, Error> {
        let connection = match &self.lease {
            Lease::Read(reading) => reading.connection()?,
            Lease::Write(writing) => writing.connection()?,
        };
        if connection.is_autocommit() { Err(error::undone()) } else { Ok(connection) }
    }
}

/// Waits for `turn`, with a timeout.
async fn patiently<T>(turn: impl Future<Output = T>) -> Result<T, Error> {
    let tired = || Error::new(ErrorKind::Unreachable, "the store is busy with other transactions");
    timeout(PATIENCE, turn).await.map_err(|_| tired())
}

/// Does `work`, which blocks, while the runtime's other tasks go on elsewhere.
fn in_place<T>(work: impl FnOnce() -> T) -> T {
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => block_in_place(work),
        _ => work(),
    }
}
