//! The store: opened once, shared by all.

use tokio::sync::watch;

use crate::{
    backend::Backend,
    error::Error,
    freshness::Freshness,
    migrate::migrate,
    options::Options,
    postgres, sqlite,
    tx::{self, Tx},
};

/// An open store. Clones share it.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
    commits: watch::Sender<u64>,
}

#[derive(Clone)]
enum Engine {
    Sqlite(sqlite::Engine),
    Postgres(postgres::Engine),
}

/// How many threads of a runtime statements may hold up at once: it needs so many beyond one for
/// each core of the machine.
pub const THREADS_HELD: usize = sqlite::CONNECTIONS;

impl Store {
    /// Opens the store at `place`, making it and bringing its schema up to this version as needed.
    ///
    /// # Errors
    /// [`ErrorKind::Newer`](crate::ErrorKind::Newer) when a newer version has written it;
    /// [`ErrorKind::Unreachable`](crate::ErrorKind::Unreachable) when there is no getting at it.
    pub async fn open(place: &Backend) -> Result<Self, Error> {
        Self::open_with(place, &Options::default()).await
    }

    /// The same, to be dealt with as `options` say.
    ///
    /// # Errors
    /// As of [`Store::open`].
    pub async fn open_with(place: &Backend, options: &Options) -> Result<Self, Error> {
        let store = Self::connect(place, options)?;
        migrate(&store).await?;
        Ok(store)
    }

    /// The store at `place` with the schema that it has.
    pub(crate) fn connect(place: &Backend, options: &Options) -> Result<Self, Error> {
        let commits = watch::Sender::new(0);
        let engine = match place {
            Backend::Embedded(folder) => Engine::Sqlite(sqlite::Engine::open(folder, &commits)?),
            Backend::Postgres(url) => {
                Engine::Postgres(postgres::Engine::new(url, options, &commits)?)
            }
        };
        Ok(Self { engine, commits })
    }

    /// Begins a transaction that cannot write. All its statements see the store as it was at the
    /// first of them.
    pub async fn read(&self) -> Result<Tx, Error> {
        let engine = match &self.engine {
            Engine::Sqlite(engine) => tx::Engine::Sqlite(engine.read().await?),
            Engine::Postgres(engine) => tx::Engine::Postgres(engine.read().await?),
        };
        Ok(Tx::new(engine))
    }

    /// For a single statement that cannot write: with PostgreSQL it costs a third of [`Store::read`],
    /// but a second one may see another state of the store.
    pub async fn read_single(&self) -> Result<Tx, Error> {
        match &self.engine {
            Engine::Sqlite(_) => self.read().await,
            Engine::Postgres(engine) => {
                Ok(Tx::new(tx::Engine::Postgres(engine.read_single().await?)))
            }
        }
    }

    /// Begins a transaction that may write.
    ///
    /// With SQLite there is one at a time, and the others wait their turn. With PostgreSQL they go
    /// side by side, and each statement sees what was committed when it began.
    pub async fn write(&self) -> Result<Tx, Error> {
        let engine = match &self.engine {
            Engine::Sqlite(engine) => tx::Engine::Sqlite(engine.write().await?),
            Engine::Postgres(engine) => tx::Engine::Postgres(engine.write().await?),
        };
        Ok(Tx::new(engine))
    }

    /// Whether the engine answers.
    pub async fn ping(&self) -> Result<(), Error> {
        self.read_single().await?.one("SELECT 1", &[], |row| row.int(0)).await.map(drop)
    }

    /// Changes after each commit of this process, and soon after those of other processes where both
    /// listen ([`Options::listens`]); of others it says nothing, so look now and then. With SQLite
    /// several transactions that came together are one commit.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }

    /// The present moment, to be noted before something is read.
    pub fn freshness(&self) -> Freshness {
        Freshness::after(*self.commits.borrow())
    }

    /// Whether what was read after `moment` may be taken for what would be read now. Everything that
    /// this process has told somebody is committed counts; what another process does to an embedded
    /// store counts after 10 ms. It is never so with PostgreSQL, where others write as much as we.
    pub fn is_still(&self, moment: Freshness) -> bool {
        match self.engine {
            Engine::Sqlite(_) => moment.is_still(*self.commits.borrow()),
            Engine::Postgres(_) => false,
        }
    }

    /// The engine's name: `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
    }
}
