//! Load by `wrk`, a public tool, so that no reader has to trust ours.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant, SystemTime},
};

use anyhow::{Context as _, ensure};
use serde::{Deserialize, Serialize};

use crate::{client::Client, process::Measured, report::progress};

/// The load.
pub(crate) struct Load<'a> {
    /// Lines of the script.
    pub(crate) lines: &'a [String],
    /// The `Authorization` header.
    pub(crate) key: &'a str,
    /// Number of connections.
    pub(crate) connections: usize,
    /// Duration, in seconds.
    pub(crate) seconds: u64,
}

/// The figures of one round.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Figures {
    /// Requests per second.
    pub(crate) rate: f64,
    /// Median latency, in milliseconds.
    pub(crate) p50: f64,
    /// 99th percentile of the latency, in milliseconds.
    pub(crate) p99: f64,
    /// Processor time of the server per request, in microseconds.
    pub(crate) cpu: f64,
}

#[derive(Deserialize)]
struct Told {
    requests: u32,
    micros: u64,
    p50: f64,
    p99: f64,
    errors: u64,
}

/// Running load. It ends by itself, or when this is dropped.
pub(crate) struct Running(Child);

/// Starts the load on `address`; the script goes to the folder, as `name`.
pub(crate) fn start(
    address: &str,
    load: &Load<'_>,
    folder: &Path,
    name: &str,
) -> anyhow::Result<Running> {
    let file = |ending: &str| folder.join(format!("{name}.{ending}"));
    let (script, lines) = (file("lua"), file("txt"));
    fs::write(&script, include_str!("load.lua"))?;
    fs::write(&lines, load.lines.join("\n") + "\n")?;
    let child = Command::new(wrk()?)
        .args(["-t1", &format!("-c{}", load.connections), &format!("-d{}s", load.seconds)])
        .args(["--timeout", "30s", "-s"])
        .arg(script)
        .args([&format!("http://{address}/"), "--"])
        .arg(lines)
        .args([load.key, &seed()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    Ok(Running(child))
}

impl Running {
    /// Waits for the end and returns the figures, without `cpu`.
    ///
    /// # Errors
    ///
    /// If a response is not a success.
    pub(crate) fn end(mut self) -> anyhow::Result<Figures> {
        self.directory_error().map(|directory_error| directory_error.shown(Duration::ZERO))
    }

    fn directory_error(&mut self) -> anyhow::Result<Told> {
        let (mut text, mut stdout) = (String::new(), self.0.stdout.take().context("no output")?);
        std::io::Read::read_to_string(&mut stdout, &mut text)?;
        self.0.wait()?;
        let directory_error = text.lines().find_map(|line| line.strip_prefix("RESULT "));
        let directory_error: Told =
            serde_json::from_str(directory_error.with_context(|| format!("wrk failed: {text}"))?)?;
        ensure!(
            directory_error.errors == 0,
            "{} of {} answers were errors",
            directory_error.errors,
            directory_error.requests
        );
        Ok(directory_error)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // The process may have exited already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Told {
    fn shown(&self, spent: Duration) -> Figures {
        Figures {
            rate: f64::from(self.requests) / Duration::from_micros(self.micros).as_secs_f64(),
            p50: self.p50 / 1000.0,
            p99: self.p99 / 1000.0,
            cpu: spent.as_secs_f64() * 1e6 / f64::from(self.requests.max(1)),
        }
    }
}

/// Drives `server`; the script goes to the folder.
///
/// # Errors
///
/// If `wrk` is missing or a response is not a success.
pub(crate) fn drive(
    server: &dyn Measured,
    load: &Load<'_>,
    folder: &Path,
) -> anyhow::Result<Figures> {
    let before = server.spent()?;
    let directory_error = start(server.address(), load, folder, "requests")?.directory_error()?;
    Ok(directory_error.shown(server.spent()?.saturating_sub(before)))
}

/// Sends requests one after another, each after the unmeasured `first`.
///
/// # Errors
///
/// If a response is not a success.
pub(crate) fn singly(
    server: &dyn Measured,
    load: &Load<'_>,
    mut first: impl FnMut(&mut Client, usize) -> anyhow::Result<()>,
) -> anyhow::Result<Figures> {
    let mut client = Client::connect(server.address(), load.key)?;
    let (begun, mut spent, mut taken) = (Instant::now(), Duration::ZERO, Vec::new());
    while begun.elapsed().as_secs() < load.seconds {
        let turn = taken.len();
        first(&mut client, turn)?;
        let (since, before) = (Instant::now(), server.spent_by_threads()?);
        client.get(&load.lines[turn % load.lines.len()])?;
        spent += server.spent_by_threads()?.saturating_sub(before);
        taken.push(since.elapsed());
    }
    Ok(Figures::of(taken, spent))
}

impl Figures {
    /// The figures of requests that were sent one after another, of which there is at least one.
    #[expect(clippy::cast_precision_loss, reason = "a number of requests")]
    pub(crate) fn of(mut taken: Vec<Duration>, spent: Duration) -> Self {
        taken.sort();
        let requests = taken.len() as f64;
        let milliseconds = |taken: &Duration| taken.as_secs_f64() * 1000.0;
        Self {
            rate: requests / taken.iter().sum::<Duration>().as_secs_f64(),
            p50: milliseconds(&taken[taken.len() / 2]),
            p99: milliseconds(&taken[taken.len() * 99 / 100]),
            cpu: spent.as_secs_f64() * 1e6 / requests,
        }
    }
}

/// A text that no earlier run used.
fn seed() -> String {
    let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_micros());
    format!("{now:x}")
}

/// The path of `wrk`, which is installed with apt if it is missing.
fn wrk() -> anyhow::Result<PathBuf> {
    let program = PathBuf::from("/usr/bin/wrk");
    if !program.is_file() {
        progress("wrk is not installed: apt-get install wrk");
        let installed = Command::new("apt-get").args(["install", "-y", "-qq", "wrk"]).status()?;
        ensure!(installed.success(), "please install wrk");
    }
    Ok(program)
}
