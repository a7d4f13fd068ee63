//! The server as a process.

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

/// The binary, working on one store.
#[derive(Clone)]
pub(crate) struct Roster {
    program: PathBuf,
    place: [String; 2],
    /// A program that runs the server, with its arguments: one that looks on, for example.
    under: Vec<String>,
}

/// A server that runs. It is killed when this is dropped.
pub(crate) struct Server {
    child: Child,
    /// Host and port.
    pub(crate) address: String,
    /// How long it took until it listened.
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

    /// The same, run by the program that these words begin with.
    pub(crate) fn under(self, words: &[&str]) -> Self {
        Self { under: words.iter().map(|&word| word.to_owned()).collect(), ..self }
    }

    /// Runs a command that must succeed, given as one text of words; gives what it printed.
    pub(crate) async fn run(&self, words: &str) -> anyhow::Result<String> {
        let mut command = Command::new(&self.program);
        command.args(words.split_whitespace()).args(&self.place).stdin(Stdio::null());
        let said = command.output().await.context("cannot run the server's program")?;
        let out = String::from_utf8_lossy(&said.stdout);
        let talk = String::from_utf8_lossy(&said.stderr);
        ensure!(said.status.success(), "roster {words}: {out}{talk}");
        Ok(out.trim_end().to_owned())
    }

    /// Starts a server, and waits until it listens.
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
    /// Ends it as a loss of power would, and waits until it has.
    pub(crate) async fn kill(mut self) -> anyhow::Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Sends it a signal, by its name.
    pub(crate) async fn signal(&self, name: &str) -> anyhow::Result<()> {
        send_signal(name, &[self.child.id().context("the server has ended")?]).await
    }

    /// The same to the server where another program runs it: that one ends with it.
    pub(crate) async fn signal_inner(&self, name: &str) -> anyhow::Result<()> {
        let outer = self.child.id().context("the server has ended")?;
        send_signal(name, &children(outer)?).await
    }

    /// Whether it has not ended.
    pub(crate) fn is_running(&mut self) -> anyhow::Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// Waits until it has ended by itself.
    pub(crate) async fn wait(&mut self) -> anyhow::Result<ExitStatus> {
        Ok(self.child.wait().await?)
    }
}

/// The processes that a process has started.
pub(crate) fn children(process: u32) -> anyhow::Result<Vec<u32>> {
    let told = fs::read_to_string(format!("/proc/{process}/task/{process}/children"))?;
    Ok(told.split_whitespace().filter_map(|process| process.parse().ok()).collect())
}

/// Sends a signal to processes.
pub(crate) async fn send_signal(name: &str, processes: &[u32]) -> anyhow::Result<()> {
    let processes = processes.iter().map(ToString::to_string);
    // Some may have ended meanwhile, which is not to be told to the user.
    let mut command = Command::new("kill");
    command.args(["-s", name]).args(processes).stderr(Stdio::null()).status().await?;
    Ok(())
}
