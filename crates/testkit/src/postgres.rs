//! A PostgreSQL for tests: one server for the test process, one database for each test.

use std::fs;
use std::io::{BufRead as _, BufReader, Lines};
use std::path::PathBuf;
use std::process::{self, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use tokio_postgres::NoTls;

/// Names a server to use instead of starting one, so that several test processes share it, by the
/// URL of one of its databases. The user must be allowed to make others.
const SERVER: &str = "ROSTER_TEST_POSTGRES";

/// A PostgreSQL server.
pub struct Postgres {
    /// The URL up to the database's name,
    server: String,
    /// and after it.
    options: String,
    made: AtomicUsize,
    /// The server stops when this closes, at the end of the process at the latest.
    _lifeline: Option<ChildStdin>,
}

impl Postgres {
    /// The server of this test process, started when first asked for.
    ///
    /// # Panics
    /// When there is no PostgreSQL on this machine, and none is named in `ROSTER_TEST_POSTGRES`.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(|| named().unwrap_or_else(start))
    }

    /// The URL of a new, empty database.
    ///
    /// # Panics
    /// When the server refuses to make one.
    pub async fn database(&self) -> String {
        let url = self.url("postgres");
        let (client, connection) = tokio_postgres::connect(&url, NoTls).await.expect("a server");
        tokio::spawn(connection);
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_micros());
        let name = format!("roster_{since}_{}_{number}", process::id());
        client.batch_execute(&format!("CREATE DATABASE {name}")).await.expect("a database");
        self.url(&name)
    }

    fn new(server: String, options: String, lifeline: Option<ChildStdin>) -> Self {
        Self { server, options, made: AtomicUsize::new(0), _lifeline: lifeline }
    }

    fn url(&self, database: &str) -> String {
        format!("{}{database}{}", self.server, self.options)
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no configuration but this")]
fn named() -> Option<Postgres> {
    let url = std::env::var(SERVER).ok()?;
    let (path, options) = url.split_at(url.find('?').unwrap_or(url.len()));
    let (server, _) = path.rsplit_once('/').expect("the URL of a database");
    Some(Postgres::new(format!("{server}/"), options.to_owned(), None))
}

fn start() -> Postgres {
    let mut shell = Command::new("sh")
        .args(["-c", include_str!("postgres/server.sh"), "server.sh"])
        .arg(programs().expect("PostgreSQL is not installed: run the tests by .ci/run"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell");
    let lifeline = shell.stdin.take();
    let mut log = BufReader::new(shell.stdout.take().expect("a log")).lines();
    let socket = log.next().and_then(Result::ok).expect("the folder of the socket");
    wait_until_ready(&mut log);
    // The server must never have to wait for its log to be read.
    thread::spawn(move || {
        log.for_each(drop);
        shell.wait()
    });
    let server = format!("postgres://roster@{}/", socket.replace('/', "%2F"));
    Postgres::new(server, String::new(), lifeline)
}

fn wait_until_ready(log: &mut Lines<BufReader<ChildStdout>>) {
    let mut told = Vec::new();
    for line in log.map_while(Result::ok) {
        if line.contains("ready to accept connections") {
            return;
        }
        told.push(line);
    }
    panic!("PostgreSQL did not start:\n{}", told.join("\n"));
}

/// The folder of PostgreSQL's programs: the newest of Debian's, or one of the path's.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let elsewhere = std::env::split_paths(&path);
    let mut folders = folders.into_iter().rev().chain(elsewhere);
    folders.find(|folder| ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file()))
}
