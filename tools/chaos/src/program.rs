//! The server as a child process.

use std::{
    fs,
    path::PathBuf,
    process::{ExitStatus, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, ensure};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    process::{Child, Command},
};

/// The binary and its store.
#[derive(Clone)]
pub(crate) struct Roster {
    program: PathBuf,
    place: [String; 2],
    /// A program that runs the server, with its arguments, such as `strace`.
    under: Vec<String>,
}

/// A running server. Dropping it kills it.
pub(crate) struct Server {
    child: Child,
    /// Host and port.
    pub(crate) address: String,
    /// Startup time until it listens.
    pub(crate) ready: Duration,
}

impl Roster {
    pub(crate) fn on_folder(program: PathBuf, folder: &std::path::Path) -> Self {
        let place = ["--data".to_owned(), folder.display().to_string()];
        Self { program, place, under: Vec::new() }
    }

    pub(crate) fn on_database(program: PathBuf, url: &str) -> Self {
        Self { program, place: ["--database".to_owned(), url.to_owned()], under: Vec::new() }
    }

    /// Runs the server below another program.
    pub(crate) fn under(self, words: &[&str]) -> Self {
        Self { under: words.iter().map(|&word| word.to_owned()).collect(), ..self }
    }

    /// Runs a command that must succeed, with space-separated words. Returns its output.
    pub(crate) async fn run(&self, words: &str) -> anyhow::Result<String> {
        let mut command = Command::new(&self.program);
        command.args(words.split_whitespace()).args(&self.place).stdin(Stdio::null());
        let output = command.output().await.context("cannot run the server's program")?;
        let out = String::from_utf8_lossy(&output.stdout);
        let talk = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "roster {words}: {out}{talk}");
        Ok(out.trim_end().to_owned())
    }

    /// Starts a server and waits until it listens.
    pub(crate) async fn serve(&self) -> anyhow::Result<Server> {
        let begun = Instant::now();
        let mut words = self.under.clone();
        words.push(self.program.display().to_string());
        let mut child = Command::new(&words[0])
            .args(&words[1..])
            .args(["serve", "--listen", "127.0.0.1:0", "--log-level", "error"])
            .args(&self.place)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}", words[0]))?;
        let stdout = child.stdout.take().context("no output")?;
        let line = BufReader::new(stdout).lines().next_line().await?.unwrap_or_default();
        let address = line.strip_prefix("listening on http://").context("the server ended")?;
        Ok(Server { child, address: address.to_owned(), ready: begun.elapsed() })
    }
}

impl Server {
    /// Kills the server with SIGKILL and waits for its exit.
    pub(crate) async fn kill(mut self) -> anyhow::Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Sends a signal, by name.
    pub(crate) async fn signal(&self, name: &str) -> anyhow::Result<()> {
        send_signal(name, &[self.child.id().context("the server has ended")?]).await
    }

    /// Sends a signal to the server below another program, which exits with it.
    pub(crate) async fn signal_inner(&self, name: &str) -> anyhow::Result<()> {
        let outer = self.child.id().context("the server has ended")?;
        send_signal(name, &children(outer)?).await
    }

    /// Whether the server is running.
    pub(crate) fn is_running(&mut self) -> anyhow::Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// Waits until the server has exited by itself.
    pub(crate) async fn wait(&mut self) -> anyhow::Result<ExitStatus> {
        Ok(self.child.wait().await?)
    }
}

/// The child processes of a process.
pub(crate) fn children(process: u32) -> anyhow::Result<Vec<u32>> {
    let output = fs::read_to_string(format!("/proc/{process}/task/{process}/children"))?;
    Ok(output.split_whitespace().filter_map(|process| process.parse().ok()).collect())
}

/// Sends a signal to processes.
pub(crate) async fn send_signal(name: &str, processes: &[u32]) -> anyhow::Result<()> {
    let processes = processes.iter().map(ToString::to_string);
    // Some may have exited already; the error is not shown.
    let mut command = Command::new("kill");
    command.args(["-s", name]).args(processes).stderr(Stdio::null()).status().await?;
    Ok(())
}
