//! A PostgreSQL for tests: one server per test process, one database per test.

use std::{
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

use tokio_postgres::{Client, NoTls};

pub use self::programs::Programs;

mod programs;

/// Names a running server by the URL of one of its databases, so that several test processes share
/// it. The user must be allowed to create databases.
const SERVER: &str = "ROSTER_TEST_POSTGRES";

/// Names a database on a Citus cluster.
const CITUS: &str = "ROSTER_TEST_CITUS";

/// A PostgreSQL server.
pub struct Postgres {
    /// The URL before the database's name.
    server: String,
    /// The URL after the database's name.
    options: String,
    made: AtomicUsize,
    /// The server stops when this closes, at the latest at the end of the process.
    lifeline: Option<ChildStdin>,
}

/// A PostgreSQL server of one test, which can stop and start it.
pub struct OwnPostgres {
    postgres: Postgres,
    /// The lines of its log.
    log: Receiver<String>,
}

impl OwnPostgres {
    /// Starts a server.
    ///
    /// # Panics
    ///
    /// When PostgreSQL is not installed.
    pub fn new() -> Self {
        let (postgres, log) = start();
        Self { postgres, log }
    }

    /// The URL of a new, empty database.
    ///
    /// # Panics
    ///
    /// When the server does not create one.
    pub async fn database(&self) -> String {
        self.postgres.database().await
    }

    /// Stops the server, with open connections.
    ///
    /// # Panics
    ///
    /// When it does not stop.
    pub fn stop(&mut self) {
        self.order("stop");
        wait_until(&self.log, |line| line == "stopped");
    }

    /// Freezes all processes of the server: it accepts connections and does not respond.
    ///
    /// # Panics
    ///
    /// When it has stopped.
    pub fn freeze(&mut self) {
        self.order("freeze");
        wait_until(&self.log, |line| line == "frozen");
    }

    /// Resumes the processes.
    ///
    /// # Panics
    ///
    /// When it has stopped.
    pub fn thaw(&mut self) {
        self.order("thaw");
        wait_until(&self.log, |line| line == "thawed");
    }

    /// Restarts the server with TLS. Returns the URL of a database of the server, to which `sslmode` must
    /// be added, and the file of the certificate authority for `localhost`.
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

    /// Starts the server again and waits until it accepts connections.
    ///
    /// # Panics
    ///
    /// When it does not start.
    pub fn start(&mut self) {
        self.order("start");
        wait_until(&self.log, is_ready);
    }

    /// The lines of the log up to the next one that contains `text`.
    ///
    /// # Panics
    ///
    /// When the server exits before.
    pub fn log_until(&self, text: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for line in &self.log {
            lines.push(line);
            if lines.last().is_some_and(|line| line.contains(text)) {
                return lines;
            }
        }
        panic!("PostgreSQL exited:\n{}", lines.join("\n"));
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
    /// The server of this test process, started on first use.
    ///
    /// # Panics
    ///
    /// When PostgreSQL is not installed and `ROSTER_TEST_POSTGRES` names no server.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(|| named().unwrap_or_else(|| start().0))
    }

    /// The URL of a new, empty database.
    ///
    /// # Panics
    ///
    /// When the server does not create one.
    pub async fn database(&self) -> String {
        let client = self.client().await;
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_micros());
        let name = format!("roster_{since}_{}_{number}", process::id());
        client.batch_execute(&format!("CREATE DATABASE {name}")).await.expect("a database");
        self.url(&name)
    }

    /// Removes the database of this URL, so that the disk holds few of them at once.
    ///
    /// # Panics
    ///
    /// When the server does not respond.
    pub async fn remove(&self, url: &str) {
        let client = self.client().await;
        let name = url.trim_start_matches(&self.server).trim_end_matches(&self.options);
        let removal = format!("DROP DATABASE {name} WITH (FORCE)");
        client.batch_execute(&removal).await.expect("a removal");
    }

    /// Waits until a statement in the database of this URL waits for a lock.
    ///
    /// # Panics
    ///
    /// When the server does not respond.
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

    async fn client(&self) -> Client {
        let url = self.url("postgres");
        let (client, connection) = tokio_postgres::connect(&url, NoTls).await.expect("a server");
        tokio::spawn(connection);
        client
    }
}

/// The URL of a database on a Citus cluster for tests, if there is one. Tests leave their tables in it.
#[expect(clippy::disallowed_methods, reason = "tests have no configuration but this")]
pub fn citus() -> Option<String> {
    std::env::var(CITUS).ok()
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
        .arg(Programs::find().expect("PostgreSQL").folder())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell");
    let lifeline = shell.stdin.take();
    let lines = BufReader::new(shell.stdout.take().expect("a log")).lines();
    let (tell, log) = mpsc::channel();
    // The log is always read, so that a full pipe cannot block the server.
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
    let mut lines = Vec::new();
    for line in log {
        if seen(&line) {
            return;
        }
        lines.push(line);
    }
    panic!("PostgreSQL exited:\n{}", lines.join("\n"));
}
