//! A PostgreSQL server to inject faults into.

use std::{process::Stdio, time::Duration};

use anyhow::{Context as _, bail, ensure};
use roster_testkit::postgres::Programs;
use tempfile::TempDir;
use tokio::{
    net::TcpListener,
    process::{Child, Command},
    time::{Instant, sleep},
};

use crate::program::{children, send_signal};

/// How long a restart may take.
const RESTART_TIMEOUT: Duration = Duration::from_mins(1);

/// A server in a folder of its own, with `fsync` on. It is killed when this is dropped.
pub(crate) struct Postgres {
    folder: TempDir,
    programs: Programs,
    pub(crate) port: u16,
    child: Option<Child>,
}

impl Postgres {
    /// Creates a cluster and starts the server.
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let programs = Programs::find()?;
        let folder = TempDir::with_prefix("roster-chaos-")?;
        programs.init_cluster(folder.path())?;
        let port = TcpListener::bind("127.0.0.1:0").await?.local_addr()?.port();
        let mut postgres = Self { folder, programs, port, child: None };
        postgres.restart().await?;
        Ok(postgres)
    }

    /// Starts it and returns when it takes connections.
    pub(crate) async fn restart(&mut self) -> anyhow::Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < RESTART_TIMEOUT {
            let port = format!("port={}", self.port);
            let settings = [&*port, "listen_addresses=127.0.0.1", "max_connections=100"];
            let mut command = Command::from(self.programs.server(self.folder.path(), &settings));
            command.kill_on_drop(true);
            let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            let child = self.child.insert(child);
            // It exits at once while a process of its predecessor still runs.
            while child.try_wait()?.is_none() {
                if is_ready(&self.programs, self.port).await? {
                    return Ok(());
                }
                ensure!(begun.elapsed() < RESTART_TIMEOUT, "PostgreSQL does not restart");
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

    /// The server's process and its children.
    fn processes(&self) -> anyhow::Result<Vec<u32>> {
        let child = self.child.as_ref().context("PostgreSQL does not run")?;
        let first = child.id().context("PostgreSQL has ended")?;
        Ok([first].into_iter().chain(children(first)?).collect())
    }
}

/// The URL of the database at `port`.
pub(crate) fn url(port: u16) -> String {
    format!("postgres://roster@127.0.0.1:{port}/postgres")
}

async fn is_ready(programs: &Programs, port: u16) -> anyhow::Result<bool> {
    let mut command = Command::new(programs.folder().join("pg_isready"));
    command.args(["-q", "-h", "127.0.0.1", "-p", &port.to_string()]);
    Ok(command.status().await?.success())
}
