//! The measured server, on a fresh copy of the data set, and its engine.

use std::{path::PathBuf, time::Duration};

use anyhow::Context as _;

use crate::{
    arguments::Arguments,
    dataset::{self, Dataset},
    postgres::Postgres,
    process::{Measured, Server},
};

/// Name of the copied database.
const COPY: &str = "roster_bench_run";

/// The server under measurement.
pub(crate) struct Fixture {
    /// The data set.
    pub(crate) set: Dataset,
    /// The server.
    pub(crate) server: Server,
    /// A folder for the input files of the tools.
    pub(crate) folder: PathBuf,
    /// The PostgreSQL database, if there is one.
    pub(crate) database: Option<Database>,
    /// The copy to delete at the end.
    copy: Option<PathBuf>,
}

/// A database of a PostgreSQL server.
pub(crate) struct Database {
    /// The server.
    pub(crate) postgres: Postgres,
    /// The name.
    pub(crate) name: String,
    is_copy: bool,
}

impl Fixture {
    /// Creates the fixture that the arguments ask for.
    pub(crate) fn make(arguments: &Arguments) -> anyhow::Result<Self> {
        let people = arguments.people;
        let runtime = tokio::runtime::Runtime::new()?;
        let set = runtime.block_on(dataset::prepare(people))?;
        let database = match &arguments.database {
            Some(url) => {
                let (postgres, name) = Postgres::running(url)?;
                runtime.block_on(dataset::fill(people, &postgres, &name))?;
                Some(Database { postgres, name, is_copy: false })
            }
            None if arguments.postgres => {
                let (postgres, kept) = (Postgres::start()?, format!("roster_bench_{people}"));
                postgres.make(&kept)?;
                runtime.block_on(dataset::fill(people, &postgres, &kept))?;
                postgres.copy(&kept, COPY)?;
                Some(Database { postgres, name: COPY.to_owned(), is_copy: true })
            }
            None => None,
        };
        drop(runtime);
        let copy = database.is_none().then(|| dataset::fresh_copy(people)).transpose()?;
        let mut options = match (&database, &copy) {
            (Some(at), _) => vec!["--database".to_owned(), at.postgres.url(&at.name)],
            (None, copy) => {
                let copy = copy.iter().map(|copy| copy.display().to_string());
                ["--data".to_owned()].into_iter().chain(copy).collect()
            }
        };
        let serve = ["serve", "--listen", "127.0.0.1:0", "--log-level", "warn"];
        options.extend(serve.map(str::to_owned));
        let program = arguments.roster.as_deref().context("no server to measure")?;
        let server = Server::start(program, &options)?;
        Ok(Self { set, server, folder: dataset::folder(people), database, copy })
    }

    /// The name of the engine.
    pub(crate) fn engine(&self) -> &'static str {
        if self.database.is_some() { "PostgreSQL" } else { "SQLite, synchronous=FULL" }
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        // A copy that cannot be deleted is overwritten the next time.
        if let Some(copy) = &self.copy {
            let _ = std::fs::remove_dir_all(copy);
        }
        if let Some(database) = self.database.as_ref().filter(|database| database.is_copy) {
            let _ = database.postgres.drop(&database.name);
        }
    }
}

impl Measured for Fixture {
    fn address(&self) -> &str {
        &self.server.address
    }

    fn spent(&self) -> anyhow::Result<Duration> {
        let below = self.database.as_ref().map(|database| database.postgres.spent()).transpose()?;
        Ok(self.server.spent()? + below.unwrap_or_default())
    }

    fn spent_by_threads(&self) -> anyhow::Result<Duration> {
        let below = self.database.as_ref().map(|it| it.postgres.spent_by_threads()).transpose()?;
        Ok(self.server.spent_by_threads()? + below.unwrap_or_default())
    }
}
