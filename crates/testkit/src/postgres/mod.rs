//! A PostgreSQL for tests: one server for the test process, one database for each test.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    path::PathBuf,
    process::{self, ChildStdin, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, Receiver},
    },
    thread,
    time::{SystemTime, UNIX_EPOCH},
};

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
    lifeline: Option<ChildStdin>,
}

/// A PostgreSQL server of one test, which can stop it and start it again.
pub struct OwnPostgres {
    postgres: Postgres,
    /// What it tells.
    log: Receiver<String>,
}

impl OwnPostgres {
    /// Starts one.
    ///
    /// # Panics
    /// When there is no PostgreSQL on this machine.
    pub fn new() -> Self {
        let (postgres, log) = start();
        Self { postgres, log }
    }

    /// The URL of a new, empty database.
    ///
    /// # Panics
    /// When the server refuses to make one.
    pub async fn database(&self) -> String {
        self.postgres.database().await
    }

    /// Stops it, whoever is connected.
    ///
    /// # Panics
    /// When it does not stop.
    pub fn stop(&mut self) {
        self.order("stop");
        wait_until(&self.log, |line| line == "stopped");
    }

    /// Stops all its processes where they are: it takes connections and answers nothing.
    ///
    /// # Panics
    /// When it has ended.
    pub fn freeze(&mut self) {
        self.order("freeze");
        wait_until(&self.log, |line| line == "frozen");
    }

    /// Lets its processes go on.
    ///
    /// # Panics
    /// When it has ended.
    pub fn thaw(&mut self) {
        self.order("thaw");
        wait_until(&self.log, |line| line == "thawed");
    }

    /// Starts it again so that it speaks TLS. Gives the URL of a database of the same server to which
    /// `sslmode` is to be added, and the file of the authority that vouches for `localhost`.
    ///
    /// # Panics
    /// When it does not start, or there is no `openssl`.
    pub async fn restart_with_tls(&mut self) -> (String, PathBuf) {
        let database = self.database().await;
        let database = database.rsplit_once('/').map(|(_, name)| name.to_owned());
        let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr());
        let port = free.expect("a port").port();
        self.stop();
        self.order(&format!("tls {port}"));
        wait_until(&self.log, |line| line == "certified");
        self.start();
        let folder = self.postgres.server.trim_start_matches("postgres://roster@");
        let folder = PathBuf::from(folder.trim_end_matches('/').replace("%2F", "/"));
        let url = format!("postgres://roster@localhost:{port}/{}", database.expect("a name"));
        (url, folder.join("ca.crt"))
    }

    /// Starts it again; returns when it takes connections.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(&mut self) {
        self.order("start");
        wait_until(&self.log, is_ready);
    }

    fn order(&mut self, order: &str) {
        let lifeline = self.postgres.lifeline.as_mut().expect("a server of ours");
        writeln!(lifeline, "{order}").expect("a server");
    }
}

impl Default for OwnPostgres {
    fn default() -> Self {
        Self::new()
    }
}

impl Postgres {
    /// The server of this test process, started when first asked for.
    ///
    /// # Panics
    /// When there is no PostgreSQL on this machine, and none is named in `ROSTER_TEST_POSTGRES`.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(|| named().unwrap_or_else(|| start().0))
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

    /// Returns when a statement in the database of this URL waits for a lock.
    ///
    /// # Panics
    /// When the server does not answer.
    pub async fn until_one_waits(&self, url: &str) {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("a server");
        tokio::spawn(connection);
        let waiting = "SELECT count(*) FROM pg_stat_activity \
                       WHERE datname = current_database() AND wait_event_type = 'Lock'";
        loop {
            let found = client.query_one(waiting, &[]).await.expect("an answer");
            if found.get::<_, i64>(0) > 0 {
                return;
            }
            tokio::task::yield_now().await;
        }
    }

    fn new(server: String, options: String, lifeline: Option<ChildStdin>) -> Self {
        Self { server, options, made: AtomicUsize::new(0), lifeline }
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

fn start() -> (Postgres, Receiver<String>) {
    let mut shell = Command::new("sh")
        .args(["-c", include_str!("server.sh"), "server.sh"])
        .arg(programs().expect("PostgreSQL is not installed: run the tests by .ci/run"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell");
    let lifeline = shell.stdin.take();
    let lines = BufReader::new(shell.stdout.take().expect("a log")).lines();
    let (tell, log) = mpsc::channel();
    // The server must never have to wait for its log to be read.
    thread::spawn(move || {
        lines.map_while(Result::ok).for_each(|line| drop(tell.send(line)));
        shell.wait()
    });
    let socket = log.recv().expect("the folder of the socket");
    wait_until(&log, is_ready);
    let server = format!("postgres://roster@{}/", socket.replace('/', "%2F"));
    (Postgres::new(server, String::new(), lifeline), log)
}

fn is_ready(line: &str) -> bool {
    line.contains("ready to accept connections")
}

fn wait_until(log: &Receiver<String>, seen: impl Fn(&str) -> bool) {
    let mut told = Vec::new();
    for line in log {
        if seen(&line) {
            return;
        }
        told.push(line);
    }
    panic!("PostgreSQL ended:\n{}", told.join("\n"));
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
