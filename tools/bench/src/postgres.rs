//! The PostgreSQL server that is measured: one that the bench starts, with default settings except a
//! larger cache and rarer checkpoints, or one that already runs on this machine.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context as _, bail, ensure};
use roster_testkit::postgres::Programs;

use crate::{process, report::progress};

/// The settings of a server that the bench starts. Every commit is durable before it is acknowledged.
const SETTINGS: [&str; 7] = [
    "fsync=on",
    "synchronous_commit=on",
    "listen_addresses=",
    "max_connections=200",
    "shared_buffers=512MB",
    "max_wal_size=8GB",
    "checkpoint_timeout=30min",
];

/// The folder of the bench's own server, and of its socket.
const FOLDER: &str = "target/bench/postgres";

/// A PostgreSQL server on this machine.
pub(crate) struct Postgres {
    /// The URL up to the database's name.
    server: String,
    /// The parent of all its processes.
    postmaster: u32,
    own: Option<Child>,
}

impl Postgres {
    /// Starts the bench's own server, which keeps its databases between runs.
    pub(crate) fn start() -> anyhow::Result<Self> {
        let programs = Programs::find()?;
        let folder = std::path::absolute(FOLDER)?;
        fs::create_dir_all(&folder)?;
        if !folder.join("data/PG_VERSION").is_file() {
            progress("creating a PostgreSQL cluster in target/bench/postgres");
            programs.init_cluster(&folder)?;
        }
        let mut command = programs.server(&folder, &SETTINGS);
        command.stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let mut log_lines = BufReader::new(child.stderr.take().context("no log")?).lines();
        let ready = log_lines.by_ref().map_while(Result::ok);
        let mut log = Vec::new();
        for line in ready {
            if line.contains("ready to accept connections") {
                // A full pipe would block the server.
                thread::spawn(move || log_lines.for_each(drop));
                let server = folder.display().to_string().replace('/', "%2F");
                let server = format!("postgres://roster@{server}/");
                return Ok(Self { server, postmaster: child.id(), own: Some(child) });
            }
            log.push(line);
        }
        bail!("PostgreSQL ended:\n{}", log.join("\n"))
    }

    /// A running server, by the URL of one of its databases. Returns the database's name too.
    pub(crate) fn running(url: &str) -> anyhow::Result<(Self, String)> {
        let (server, database) = url.rsplit_once('/').context("no database in the URL")?;
        let mut found = Self { server: format!("{server}/"), postmaster: 0, own: None };
        let backend = found.order(database, "SELECT pg_backend_pid()")?;
        // That backend has exited; its siblings have the same parent.
        let writer = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'";
        let sibling: u32 = found.order(database, writer)?.parse().unwrap_or_default();
        found.postmaster = process::parent(sibling).with_context(|| {
            format!("the PostgreSQL with the process {backend} must run on this machine")
        })?;
        Ok((found, database.to_owned()))
    }

    /// The URL of a database.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("{}{database}", self.server)
    }

    /// The folder of the socket, for the bench's own server.
    pub(crate) fn socket(&self) -> Option<PathBuf> {
        self.own.is_some().then(|| Path::new(FOLDER)).and_then(|it| std::path::absolute(it).ok())
    }

    /// Creates a database if it is missing.
    pub(crate) fn make(&self, database: &str) -> anyhow::Result<()> {
        let there = format!("SELECT count(*) FROM pg_database WHERE datname = '{database}'");
        if self.order("postgres", &there)? == "0" {
            self.order("postgres", &format!("CREATE DATABASE {database}"))?;
        }
        Ok(())
    }

    /// Replaces `copy` by a copy of `database`.
    pub(crate) fn copy(&self, database: &str, copy: &str) -> anyhow::Result<()> {
        self.drop(copy)?;
        let sql = format!("CREATE DATABASE {copy} TEMPLATE {database} STRATEGY FILE_COPY");
        self.order("postgres", &sql).map(drop)
    }

    /// Deletes a database.
    pub(crate) fn drop(&self, database: &str) -> anyhow::Result<()> {
        self.order("postgres", &format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)"))
            .map(drop)
    }

    /// Runs a statement and returns the first column of its result.
    pub(crate) fn order(&self, database: &str, sql: &str) -> anyhow::Result<String> {
        let output = Command::new("psql")
            .args(["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql])
            .arg(self.url(database))
            .output()
            .context("psql is not installed: apt-get install postgresql-client")?;
        ensure!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// The processor time of all its processes.
    pub(crate) fn spent(&self) -> anyhow::Result<Duration> {
        process::spent_with_children(self.postmaster)
    }

    /// The processor time to the nanosecond, without processes that have exited.
    pub(crate) fn spent_by_threads(&self) -> anyhow::Result<Duration> {
        process::spent_by_tree(self.postmaster)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let Some(child) = &mut self.own else { return };
        // A fast shutdown: a process that is killed leaves its siblings and its memory behind.
        let _ = Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status();
        let _ = child.wait();
    }
}
