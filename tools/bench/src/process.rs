//! Servers as child processes.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::Context as _;

/// A running server. Dropping it kills it.
pub(crate) struct Server {
    child: Child,
    /// Its address, for example `127.0.0.1:4711`.
    pub(crate) address: String,
    /// Startup time until it listens.
    pub(crate) ready: Duration,
}

/// A server and all processes that work for it.
pub(crate) trait Measured {
    /// Its address.
    fn address(&self) -> &str;

    /// Processor time so far, in steps of 10 ms.
    fn spent(&self) -> anyhow::Result<Duration>;

    /// Processor time so far in nanoseconds, without threads that have exited.
    fn spent_by_threads(&self) -> anyhow::Result<Duration>;
}

/// The unit of the processor time in `/proc`.
const TICK: Duration = Duration::from_millis(10);

impl Server {
    /// Starts `program`, whose first line must be `listening on http://ADDRESS`.
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

    /// Its memory in MiB: now, and the peak.
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

impl Measured for Server {
    fn address(&self) -> &str {
        &self.address
    }

    fn spent(&self) -> anyhow::Result<Duration> {
        spent_with_children(self.child.id())
    }

    fn spent_by_threads(&self) -> anyhow::Result<Duration> {
        spent_by_threads(self.child.id())
    }
}

/// Resident memory in MiB.
pub(crate) struct Memory {
    /// All of it, with mapped pages of the database file.
    pub(crate) all: f64,
    /// Private memory.
    pub(crate) own: f64,
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Processor time of a process and of all its children, with exited children that were waited for.
pub(crate) fn spent_with_children(process: u32) -> anyhow::Result<Duration> {
    let own = Stat::read(process)?;
    let mut ticks = own.ticks + own.ticks_of_ended_children;
    for child in children(process)? {
        // It may have just exited; then its parent counts it.
        ticks += Stat::read(child).map_or(0, |child| child.ticks + child.ticks_of_ended_children);
    }
    Ok(TICK * ticks)
}

/// Processor time of the process tree in nanoseconds, without exited processes.
pub(crate) fn spent_by_tree(process: u32) -> anyhow::Result<Duration> {
    let mut spent = spent_by_threads(process)?;
    for child in children(process)? {
        spent += spent_by_threads(child).unwrap_or_default();
    }
    Ok(spent)
}

/// Processor time of exited child processes of this program.
pub(crate) fn spent_by_ended() -> anyhow::Result<Duration> {
    Ok(TICK * Stat::read(std::process::id())?.ticks_of_ended_children)
}

/// Processor time of this program in nanoseconds, without threads that have exited.
pub(crate) fn spent_by_this_process() -> anyhow::Result<Duration> {
    spent_by_threads(std::process::id())
}

/// The parent of a process.
pub(crate) fn parent(process: u32) -> Option<u32> {
    Stat::read(process).ok().map(|stat| stat.parent)
}

fn spent_by_threads(process: u32) -> anyhow::Result<Duration> {
    let mut nanoseconds = 0;
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        let text = fs::read_to_string(thread?.path().join("schedstat")).unwrap_or_default();
        nanoseconds += text.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0);
    }
    Ok(Duration::from_nanos(nanoseconds))
}

fn children(process: u32) -> anyhow::Result<Vec<u32>> {
    let text = fs::read_to_string(format!("/proc/{process}/task/{process}/children"))?;
    Ok(text.split_whitespace().filter_map(|child| child.parse().ok()).collect())
}

/// The needed fields of `/proc/PID/stat`.
struct Stat {
    parent: u32,
    ticks: u32,
    ticks_of_ended_children: u32,
}

impl Stat {
    fn read(process: u32) -> anyhow::Result<Self> {
        let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
        // The second field is the name in parentheses and may contain any character.
        let (_, fields) = stat.rsplit_once(") ").context("an odd stat")?;
        let fields: Vec<&str> = fields.split(' ').collect();
        let field = |place: usize| {
            let text = fields.get(place).context("a short stat")?;
            text.parse::<u32>().with_context(|| format!("an odd stat: {text}"))
        };
        Ok(Self {
            parent: field(1)?,
            ticks: field(11)? + field(12)?,
            ticks_of_ended_children: field(13)? + field(14)?,
        })
    }
}
