//! The store: opened once, shared by all tasks.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use futures_util::future::BoxFuture;
use tokio::sync::{broadcast, watch};

use crate::{
    backend::Backend,
    cluster,
    engine::{postgres, sqlite},
    error::{Error, ErrorKind},
    freshness::Freshness,
    key_table::Expected,
    migrate::migrate,
    options::Options,
    people::reindex,
    record_bytes, store_identity,
    turns::NO_DOMAIN,
    tx::{self, Tx},
};

/// An open store. Clones share it.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
    commits: watch::Sender<u64>,
    statements: Arc<AtomicU64>,
}

#[derive(Clone)]
enum Engine {
    Sqlite(sqlite::Engine),
    Postgres(postgres::Engine),
}

/// Number of runtime threads that statements can block at once: the runtime needs this many threads
/// beyond one per core.
pub const THREADS_HELD: usize = sqlite::CONNECTIONS;

impl Store {
    /// Opens the store at `place`, creates it if it is missing, and migrates its schema.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Newer`](crate::ErrorKind::Newer) when a newer version wrote it;
    /// [`ErrorKind::Unreachable`](crate::ErrorKind::Unreachable) when it cannot be reached.
    pub async fn open(place: &Backend) -> Result<Self, Error> {
        Self::open_with(place, &Options::default()).await
    }

    /// Opens the store at `place` with `options`.
    ///
    /// # Errors
    ///
    /// See [`Store::open`].
    pub async fn open_with(place: &Backend, options: &Options) -> Result<Self, Error> {
        Self::connect(place, options)?.prepare().await
    }

    /// Opens the store at `place` as it is, also if commits that it had are missing, and gives it a
    /// new identity: consumers of the changes feed read everything again.
    ///
    /// # Errors
    ///
    /// See [`Store::open`].
    pub async fn accept(place: &Backend, options: &Options) -> Result<Self, Error> {
        let store = Self::connect_to(place, options, true)?.prepare().await?;
        let mut tx = store.write().await?;
        let identity = store_identity::find(&mut tx).await?;
        store_identity::discard(&mut tx, identity.as_ref()).await?;
        tx.commit().await?;
        Ok(store)
    }

    /// Moves everything into the main file of an embedded store, so that nothing depends on its
    /// write-ahead log. Call it before the process ends.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub async fn checkpoint(&self) -> Result<(), Error> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.checkpoint().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// The numbers of the damaged pages of an embedded store, as far as their digests are known.
    pub(crate) async fn damaged_pages(&self) -> Result<Vec<usize>, Error> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.damaged_pages().await,
            Engine::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// Writes the file of an embedded store anew.
    pub(crate) async fn vacuum_file(&self) -> Result<(), Error> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.vacuum().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Runs a statement of PostgreSQL that cannot be in a transaction.
    pub(crate) async fn run_alone(&self, statement: &str) -> Result<(), Error> {
        match &self.engine {
            Engine::Sqlite(_) => Ok(()),
            Engine::Postgres(engine) => engine.run_alone(statement).await,
        }
    }

    /// Rejects an embedded store with damaged pages, as far as their digests are known. The opening
    /// of a store calls it before it writes, because a commit makes the damage unknown.
    ///
    /// # Errors
    /// [`ErrorKind::Corrupt`](crate::ErrorKind::Corrupt).
    pub(crate) async fn refuse_damage(&self) -> Result<(), Error> {
        let Some(page) = self.damaged_pages().await?.first().copied() else { return Ok(()) };
        let text = format!("the database file is damaged: page {page} differs from its digest");
        Err(Error::new(ErrorKind::Corrupt, text))
    }

    /// Applies the missing migrations, and counts the commits of an embedded store from here on.
    fn prepare(self) -> BoxFuture<'static, Result<Self, Error>> {
        Box::pin(self.prepare_tables())
    }

    async fn prepare_tables(self) -> Result<Self, Error> {
        let is_migrated = migrate(&self).await?;
        if let Some(node) = self.cluster_node().await? {
            tracing::info!(%node, "the database is in a cluster");
        }
        if let Engine::Sqlite(engine) = &self.engine {
            engine.count_commits().await;
            if is_migrated {
                engine.checkpoint().await?;
            }
        }
        if !self.has_statistics().await? {
            self.refuse_damage().await?;
            self.set_statistics().await?;
        }
        reindex::rebuild_words(&self).await?;
        record_bytes::count_missing(&self).await?;
        Ok(self)
    }

    /// Opens the store at `place` without migrating it.
    pub(crate) fn connect(place: &Backend, options: &Options) -> Result<Self, Error> {
        Self::connect_to(place, options, false)
    }

    fn connect_to(place: &Backend, options: &Options, accepting: bool) -> Result<Self, Error> {
        let commits = watch::Sender::new(0);
        let engine = match place {
            Backend::Embedded(folder) => {
                Engine::Sqlite(sqlite::Engine::open(folder, options, &commits, accepting)?)
            }
            Backend::Postgres(url) => {
                Engine::Postgres(postgres::Engine::new(url, options, &commits)?)
            }
        };
        Ok(Self { engine, commits, statements: Arc::default() })
    }

    async fn has_statistics(&self) -> Result<bool, Error> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.has_statistics().await,
            Engine::Postgres(_) => Ok(true),
        }
    }

    /// Stores statistics for the query planner of SQLite. PostgreSQL collects its own.
    pub(crate) async fn set_statistics(&self) -> Result<(), Error> {
        match &self.engine {
            Engine::Sqlite(engine) => engine.set_statistics().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Begins a read-only transaction. All its statements see the store as of the first one.
    pub async fn read(&self) -> Result<Tx, Error> {
        self.read_of(NO_DOMAIN).await
    }

    /// As [`Store::read`], for the domain with this number, within its share of the connections.
    pub fn read_of(&self, domain: i64) -> BoxFuture<'_, Result<Tx, Error>> {
        Box::pin(async move {
            let engine = match &self.engine {
                Engine::Sqlite(engine) => tx::Engine::Sqlite(engine.read(domain).await?),
                Engine::Postgres(engine) => tx::Engine::Postgres(engine.read(domain).await?),
            };
            Ok(Tx::new(engine, Arc::clone(&self.statements)))
        })
    }

    /// Begins a read-only transaction for a single statement: with PostgreSQL it costs a third of
    /// [`Store::read`], but a second statement may see another state.
    pub async fn read_single(&self) -> Result<Tx, Error> {
        match &self.engine {
            Engine::Sqlite(_) => self.read().await,
            Engine::Postgres(engine) => {
                let engine = tx::Engine::Postgres(engine.read_single().await?);
                Ok(Tx::new(engine, Arc::clone(&self.statements)))
            }
        }
    }

    /// Begins a transaction that can write.
    ///
    /// SQLite has one writing transaction at a time; others wait. PostgreSQL runs them
    /// concurrently, and each statement sees what was committed before it.
    pub async fn write(&self) -> Result<Tx, Error> {
        self.write_of(NO_DOMAIN).await
    }

    /// As [`Store::write`], for the domain with this number. Domains that wait take turns, whichever
    /// has more requests.
    pub fn write_of(&self, domain: i64) -> BoxFuture<'_, Result<Tx, Error>> {
        self.write_expecting(domain, Expected::default())
    }

    /// As [`Store::write_of`], for a write that is going to search these keys. They are a hint only.
    pub fn write_expecting(
        &self,
        domain: i64,
        expected: Expected,
    ) -> BoxFuture<'_, Result<Tx, Error>> {
        Box::pin(async move {
            let engine = match &self.engine {
                Engine::Sqlite(engine) => tx::Engine::Sqlite(engine.write(domain).await?),
                Engine::Postgres(engine) => {
                    tx::Engine::Postgres(engine.write(domain, expected).await?)
                }
            };
            Ok(Tx::new(engine, Arc::clone(&self.statements)))
        })
    }

    /// The node of a Citus cluster that the database is; `None` on every other store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn cluster_node(&self) -> Result<Option<cluster::Node>, Error> {
        match &self.engine {
            Engine::Sqlite(_) => Ok(None),
            Engine::Postgres(_) => cluster::node(&mut self.read().await?).await,
        }
    }

    /// Checks that the engine responds.
    pub async fn ping(&self) -> Result<(), Error> {
        self.read_single().await?.one("SELECT 1", &[], |row| row.int(0)).await.map(drop)
    }

    /// Checks that the engine can commit a write.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unreachable`](crate::ErrorKind::Unreachable) or
    /// [`ErrorKind::Full`](crate::ErrorKind::Full).
    pub async fn probe_write(&self) -> Result<(), Error> {
        let mut tx = self.write().await?;
        if cluster::is_present(&mut tx).await? {
            // The tables below are on several nodes, and this one serves while another is down. The
            // commit of a transaction with a number writes to the log of this node.
            tx.one("SELECT CAST(txid_current() AS BIGINT)", &[], |row| row.int(0)).await?;
            return tx.commit().await;
        }
        if !tx.is_embedded() {
            // Writes fail while another session locks one of the tables against them.
            let lock = "LOCK TABLE domain_state, changes, people IN ROW EXCLUSIVE MODE NOWAIT";
            tx.define(lock).await?;
        }
        let sql = "INSERT INTO meta (name, value) VALUES ('write_probe', '1') \
                   ON CONFLICT (name) DO UPDATE SET value = \
                   CASE meta.value WHEN '1' THEN '2' ELSE '1' END";
        tx.run(sql, &[]).await?;
        tx.commit().await
    }

    /// Changes after each commit of this process, and soon after commits of other processes if both
    /// listen ([`Options::listens`]). Commits of processes that do not listen are not reported, so
    /// poll occasionally. With SQLite, concurrent transactions may share one commit.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }

    /// Sends a text to the other processes that listen to the same database ([`Options::listens`]),
    /// in one statement with others and without waiting. It is lost while no connection stands. An
    /// embedded store sends none.
    pub fn announce(&self, text: &str) {
        if let Engine::Postgres(engine) = &self.engine {
            engine.announce(text);
        }
    }

    /// Receives the texts that other processes [announce](Store::announce) from now on. `None` for an
    /// embedded store.
    pub fn announcements(&self) -> Option<broadcast::Receiver<Arc<str>>> {
        match &self.engine {
            Engine::Sqlite(_) => None,
            Engine::Postgres(engine) => Some(engine.announcements()),
        }
    }

    /// A freshness token, to be taken before a read.
    pub fn freshness(&self) -> Freshness {
        Freshness::after(*self.commits.borrow())
    }

    /// Whether a value that was read after `moment` is still current. Commits of this process count
    /// at once, commits of another process to an embedded store after 10 ms. Always false with
    /// PostgreSQL, where other processes write as well.
    pub fn is_still(&self, moment: Freshness) -> bool {
        match self.engine {
            Engine::Sqlite(_) => moment.is_still(*self.commits.borrow()),
            Engine::Postgres(_) => false,
        }
    }

    /// The number of statements that this store has sent to its engine, without `BEGIN` and `COMMIT`.
    /// With SQLite, rows that are bound to one statement count once.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// The engine's name: `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
    }
}
