//! Servers as processes: started, measured from outside, and ended.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::Context as _;

/// A server that runs. It is killed when this is dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it listens, for example `127.0.0.1:4711`.
    pub(crate) address: String,
    /// How long it took until it listened.
    pub(crate) ready: Duration,
}

/// Whatever answers, with everything that works for it.
pub(crate) trait Measured {
    /// Where it listens.
    fn address(&self) -> &str;

    /// The processor time used so far, in hundredths of a second.
    fn spent(&self) -> anyhow::Result<Duration>;

    /// The same to the nanosecond, but without threads that ended.
    fn spent_by_threads(&self) -> anyhow::Result<Duration>;
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

/// The processor time of a process and of all its children, those among them that have ended and
/// were waited for.
pub(crate) fn spent_with_children(process: u32) -> anyhow::Result<Duration> {
    let own = Stat::of(process)?;
    let mut ticks = own.ticks + own.ticks_of_ended_children;
    for child in children(process)? {
        // It may just have ended, and is counted by its parent then.
        ticks += Stat::of(child).map_or(0, |child| child.ticks + child.ticks_of_ended_children);
    }
    Ok(TICK * ticks)
}

/// The same to the nanosecond, but without what ended.
pub(crate) fn spent_by_tree(process: u32) -> anyhow::Result<Duration> {
    let mut spent = spent_by_threads(process)?;
    for child in children(process)? {
        spent += spent_by_threads(child).unwrap_or_default();
    }
    Ok(spent)
}

/// The processor time of the processes that this one started and that have ended.
pub(crate) fn spent_by_ended() -> anyhow::Result<Duration> {
    Ok(TICK * Stat::of(std::process::id())?.ticks_of_ended_children)
}

/// Whose child a process is.
pub(crate) fn parent(process: u32) -> Option<u32> {
    Stat::of(process).ok().map(|stat| stat.parent)
}

fn spent_by_threads(process: u32) -> anyhow::Result<Duration> {
    let mut nanoseconds = 0;
    for thread in fs::read_dir(format!("/proc/{process}/task"))? {
        let told = fs::read_to_string(thread?.path().join("schedstat")).unwrap_or_default();
        nanoseconds += told.split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0);
    }
    Ok(Duration::from_nanos(nanoseconds))
}

fn children(process: u32) -> anyhow::Result<Vec<u32>> {
    let told = fs::read_to_string(format!("/proc/{process}/task/{process}/children"))?;
    Ok(told.split_whitespace().filter_map(|child| child.parse().ok()).collect())
}

/// What `/proc/PID/stat` says of a process, as far as it is of use here.
struct Stat {
    parent: u32,
    ticks: u32,
    ticks_of_ended_children: u32,
}

impl Stat {
    fn of(process: u32) -> anyhow::Result<Self> {
        let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
        // The second field is the name in parentheses, and may hold anything.
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
