//! Servers as processes: started, measured from outside, and ended.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;

/// A server that runs. It is killed when this is dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it listens, for example `127.0.0.1:4711`.
    pub(crate) address: String,
    /// How long it took until it listened.
    pub(crate) ready: Duration,
}

/// What a process tells of itself in `/proc` is counted in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

impl Server {
    /// Starts `program`, which says `listening on http://ADDRESS` first of all.
    pub(crate) fn start(program: &Path, arguments: &[String]) -> anyhow::Result<Self> {
        let begun = Instant::now();
        let mut child = Command::new(program)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let stdout = child.stdout.take().context("no output")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let address = line.trim().rsplit_once("http://").context("no address")?.1.to_owned();
        Ok(Self { child, address, ready: begun.elapsed() })
    }

    /// The processor time it has used.
    pub(crate) fn spent(&self) -> anyhow::Result<Duration> {
        spent(self.child.id())
    }

    /// The memory it has, in MiB: now, and at most so far.
    pub(crate) fn memory(&self) -> anyhow::Result<Memory> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let mebibytes = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name))?;
            let kibibytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
            Some(kibibytes / 1024.0)
        };
        let field = |name: &str| mebibytes(name).with_context(|| format!("no {name}"));
        Ok(Memory { all: field("VmRSS:")?, own: field("RssAnon:")? })
    }
}

/// Resident memory in MiB.
pub(crate) struct Memory {
    /// All of it, pages of the database file among it that are mapped.
    pub(crate) all: f64,
    /// What is the process' own.
    pub(crate) own: f64,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn spent(process: u32) -> anyhow::Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The second field is the name in parentheses, and may hold anything.
    let (_, fields) = stat.rsplit_once(") ").context("an odd stat")?;
    let mut fields = fields.split(' ').skip(11);
    let mut ticks = || anyhow::Ok(fields.next().context("a short stat")?.parse::<u32>()?);
    Ok(TICK * (ticks()? + ticks()?))
}
