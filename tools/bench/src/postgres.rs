//! A PostgreSQL to measure with: our own, as its makers set it but for a larger cache and rarer
//! checkpoints, or one that runs on this machine already.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    os::unix::fs::chown,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context as _, bail, ensure};

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

/// Where our own is kept, and its socket.
const FOLDER: &str = "target/bench/postgres";

/// A PostgreSQL server on this machine.
pub(crate) struct Postgres {
    /// The URL up to the database's name.
    server: String,
    /// The process that all the others are children of.
    postmaster: u32,
    own: Option<Child>,
}

impl Postgres {
    /// Starts our own, which keeps what it has between runs.
    pub(crate) fn start() -> anyhow::Result<Self> {
        let programs =
            programs().context("PostgreSQL is not installed: apt-get install postgresql")?;
        let folder = std::path::absolute(FOLDER)?;
        fs::create_dir_all(&folder)?;
        let user = unprivileged(&folder)?;
        if !folder.join("data/PG_VERSION").is_file() {
            progress("making a PostgreSQL cluster in target/bench/postgres");
            let output = as_user(user, &programs.join("initdb"))
                .args(["--username=roster", "--auth=trust", "--encoding=UTF8", "--locale=C"])
                .arg("--pgdata")
                .arg(folder.join("data"))
                .output()?;
            ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        let mut command = as_user(user, &programs.join("postgres"));
        command.arg("-D").arg(folder.join("data")).arg("-k").arg(&folder).stderr(Stdio::piped());
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        let mut child = command.spawn()?;
        let mut told = BufReader::new(child.stderr.take().context("no log")?).lines();
        let ready = told.by_ref().map_while(Result::ok);
        let mut log = Vec::new();
        for line in ready {
            if line.contains("ready to accept connections") {
                // It must never wait for its log to be read.
                thread::spawn(move || told.for_each(drop));
                let server = folder.display().to_string().replace('/', "%2F");
                let server = format!("postgres://roster@{server}/");
                return Ok(Self { server, postmaster: child.id(), own: Some(child) });
            }
            log.push(line);
        }
        bail!("PostgreSQL ended:\n{}", log.join("\n"))
    }

    /// The one that runs already, by the URL of one of its databases; gives the database's name too.
    pub(crate) fn running(url: &str) -> anyhow::Result<(Self, String)> {
        let (server, database) = url.rsplit_once('/').context("no database in the URL")?;
        let mut found = Self { server: format!("{server}/"), postmaster: 0, own: None };
        let backend = found.order(database, "SELECT pg_backend_pid()")?;
        // The one that was asked has gone; its siblings have the same parent.
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

    /// The folder of its socket, of our own.
    pub(crate) fn socket(&self) -> Option<PathBuf> {
        self.own.is_some().then(|| Path::new(FOLDER)).and_then(|it| std::path::absolute(it).ok())
    }

    /// Makes a database, unless it is there.
    pub(crate) fn make(&self, database: &str) -> anyhow::Result<()> {
        let there = format!("SELECT count(*) FROM pg_database WHERE datname = '{database}'");
        if self.order("postgres", &there)? == "0" {
            self.order("postgres", &format!("CREATE DATABASE {database}"))?;
        }
        Ok(())
    }

    /// Makes `copy` anew as a copy of `database`.
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

    /// Puts a statement to a database, and gives the first column of its answer.
    pub(crate) fn order(&self, database: &str, sql: &str) -> anyhow::Result<String> {
        let output = Command::new("psql")
            .args(["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql])
            .arg(self.url(database))
            .output()
            .context("psql is not installed: apt-get install postgresql-client")?;
        ensure!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// The processor time that all its processes have used.
    pub(crate) fn spent(&self) -> anyhow::Result<Duration> {
        process::spent_with_children(self.postmaster)
    }

    /// The same to the nanosecond, but without what ended.
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

/// The folder of PostgreSQL's programs: the newest of Debian's.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    folders.into_iter().rev().find(|folder| folder.join("postgres").is_file())
}

/// Another user ID to run PostgreSQL, which refuses to run as root. The user gets the folder.
fn unprivileged(folder: &Path) -> anyhow::Result<Option<u32>> {
    let number = |arguments: &[&str]| {
        let output = Command::new("id").args(arguments).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse::<u32>().ok()
    };
    if number(&["-u"]) != Some(0) {
        return Ok(None);
    }
    let user = number(&["-u", "postgres"]).context("there is no user `postgres`")?;
    chown(folder, Some(user), None)?;
    Ok(Some(user))
}

fn as_user(user: Option<u32>, program: &Path) -> Command {
    let Some(user) = user else { return Command::new(program) };
    let mut command = Command::new("setpriv");
    command.args([&format!("--reuid={user}"), &format!("--regid={user}"), "--clear-groups"]);
    command.arg(program);
    command
}
