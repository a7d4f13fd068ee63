//! A PostgreSQL that may be broken.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context as _, bail, ensure};
use tempfile::TempDir;
use tokio::{
    net::TcpListener,
    process::{Child, Command},
    time::{Instant, sleep},
};

use crate::program::{children, send_signal};

/// How long a restart may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server in a folder of its own, with `fsync` on. It is killed when this is dropped.
pub(crate) struct Postgres {
    folder: TempDir,
    programs: PathBuf,
    /// The command that runs a program as another user: PostgreSQL refuses to run as root.
    lower: Vec<String>,
    pub(crate) port: u16,
    child: Option<Child>,
}

impl Postgres {
    /// Makes one, and starts it.
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let programs = programs().context("PostgreSQL is not installed")?;
        let folder = TempDir::with_prefix("roster-chaos-")?;
        let lower = lower(folder.path()).await?;
        let port = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port();
        let mut postgres = Self { folder, programs, lower, port, child: None };
        let mut initdb = postgres.command("initdb");
        initdb.args(["--username=roster", "--auth=trust", "--encoding=UTF8", "--locale=C"]);
        let output = initdb.arg("--pgdata").arg(postgres.data()).output().await?;
        ensure!(output.status.success(), "initdb: {}", String::from_utf8_lossy(&output.stderr));
        postgres.again().await?;
        Ok(postgres)
    }

    /// Starts it again; returns when it takes connections.
    pub(crate) async fn again(&mut self) -> anyhow::Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            let mut command = self.command("postgres");
            command.arg("-D").arg(self.data()).arg("-k").arg(self.folder.path());
            command.args(["-p", &self.port.to_string(), "-c", "listen_addresses=127.0.0.1"]);
            command.args(["-c", "max_connections=100"]);
            let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            let child = self.child.insert(child);
            // It ends at once where a process of the one before is not gone yet.
            while child.try_wait()?.is_none() {
                if is_ready(&self.programs, self.port).await? {
                    return Ok(());
                }
                ensure!(begun.elapsed() < PATIENCE, "PostgreSQL does not restart");
                sleep(Duration::from_millis(50)).await;
            }
        }
        bail!("PostgreSQL does not start")
    }

    /// Kills all of its processes at once.
    pub(crate) async fn kill(&mut self) -> anyhow::Result<()> {
        self.signal("KILL").await?;
        let Some(mut child) = self.child.take() else { return Ok(()) };
        child.wait().await?;
        Ok(())
    }

    /// Stops it gracefully, ending the sessions of clients.
    pub(crate) async fn stop(&mut self) -> anyhow::Result<()> {
        let Some(mut child) = self.child.take() else { return Ok(()) };
        send_signal("INT", &[child.id().context("PostgreSQL has ended")?]).await?;
        child.wait().await?;
        Ok(())
    }

    /// Sends a signal to all of its processes.
    pub(crate) async fn signal(&self, name: &str) -> anyhow::Result<()> {
        send_signal(name, &self.processes()?).await
    }

    /// Its first process, and those that it has started.
    fn processes(&self) -> anyhow::Result<Vec<u32>> {
        let child = self.child.as_ref().context("PostgreSQL does not run")?;
        let first = child.id().context("PostgreSQL has ended")?;
        Ok([first].into_iter().chain(children(first)?).collect())
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self, program: &str) -> Command {
        let mut words = self.lower.clone();
        words.push(self.programs.join(program).display().to_string());
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).current_dir(self.folder.path()).kill_on_drop(true);
        command
    }
}

/// The URL of the database at `port`.
pub(crate) fn url(port: u16) -> String {
    format!("postgres://roster@127.0.0.1:{port}/postgres")
}

async fn is_ready(programs: &Path, port: u16) -> anyhow::Result<bool> {
    let mut command = Command::new(programs.join("pg_isready"));
    command.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]);
    Ok(command.status().await?.success())
}

/// The words that make another user of root, who then owns `folder`; none for anybody else.
async fn lower(folder: &Path) -> anyhow::Result<Vec<String>> {
    let output = Command::new("id").arg("-u").output().await?;
    if output.stdout != b"0\n" {
        return Ok(Vec::new());
    }
    let given = Command::new("chown").arg("postgres:").arg(folder).status().await?;
    ensure!(given.success(), "there is no user `postgres` to run PostgreSQL as");
    let words = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"];
    Ok(words.map(str::to_owned).to_vec())
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
