//! The measured server, on a fresh copy of the data set, and its engine.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context as _;
use roster_store::Backend;

use crate::{
    arguments::Arguments,
    dataset::{self, Dataset},
    extras::{self, Extras},
    operations::Api,
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
    /// What requests need beyond the data set.
    pub(crate) extras: Extras,
    /// The program and its options.
    pub(crate) program: PathBuf,
    options: Vec<String>,
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
        let copy = database.is_none().then(|| dataset::fresh_copy(people)).transpose()?;
        let backend = backend(database.as_ref(), copy.as_deref());
        let extras = runtime.block_on(extras::add(&backend, &set))?;
        drop(runtime);
        let mut options = place(&backend);
        let serve = ["serve", "--listen", "127.0.0.1:0", "--log-level", "warn"];
        options.extend(serve.map(str::to_owned));
        let program = arguments.roster.clone().context("no server to measure")?;
        let server = Server::start(&program, &options)?;
        let folder = dataset::folder(people);
        Ok(Self { set, server, extras, program, options, folder, database, copy })
    }

    /// Starts another process on the same store.
    pub(crate) fn another_server(&self) -> anyhow::Result<Server> {
        Server::start(&self.program, &self.options)
    }

    /// The store.
    pub(crate) fn backend(&self) -> Backend {
        backend(self.database.as_ref(), self.copy.as_deref())
    }

    /// The `Authorization` header for an API.
    pub(crate) fn key(&self, api: Api) -> &str {
        match api {
            Api::CommCare => &self.set.key,
            Api::UserCom => &self.extras.app_key,
        }
    }

    /// The name of the engine.
    pub(crate) fn engine(&self) -> &'static str {
        if self.database.is_some() { "PostgreSQL" } else { "SQLite, synchronous=FULL" }
    }
}

fn backend(database: Option<&Database>, copy: Option<&Path>) -> Backend {
    match database {
        Some(at) => Backend::Postgres(at.postgres.url(&at.name)),
        None => Backend::Embedded(copy.map(Path::to_path_buf).unwrap_or_default()),
    }
}

/// The arguments that name a store.
pub(crate) fn place(backend: &Backend) -> Vec<String> {
    match backend {
        Backend::Embedded(folder) => vec!["--data".to_owned(), folder.display().to_string()],
        Backend::Postgres(url) => vec!["--database".to_owned(), url.clone()],
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
