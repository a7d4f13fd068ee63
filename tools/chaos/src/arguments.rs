//! The command line.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Injects faults below a Roster server and judges whether it kept its guarantees.
#[derive(Debug, Parser)]
#[command(name = "roster-chaos", after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The server binary to verify [default: `roster` beside this program]
    #[arg(long, value_name = "FILE", global = true)]
    roster: Option<PathBuf>,
    /// Seed for the moments and the work [default: a new one each time]
    #[arg(long, value_name = "NUMBER", global = true)]
    seed: Option<u64>,
    #[command(subcommand)]
    pub(crate) part: Part,
}

const EXAMPLES: &str = "\
Each part prints what it did, the seed, the counts and a last line `verdict: ...`:
  kept    every guarantee held
  BROKEN  some did not; the lines before say which
  void    the run proves nothing, because its control failed
A seed repeats the choice of moments and of work, not the scheduling of threads.

Examples:
  roster-chaos kill --cycles 100
  roster-chaos kill --cycles 100 --engine postgres
  roster-chaos power --seeds 1000
  roster-chaos disk --cycles 200
  roster-chaos database --faults 50 --cuts 10000
  roster-chaos drain --cycles 50

Exit codes: 0 kept, 1 broken or void, 2 misuse.";

/// The kind of fault.
#[derive(Debug, Subcommand)]
pub(crate) enum Part {
    /// The process: `kill -9` at random moments, under 64 writers
    Kill(Kill),
    /// The power, with the embedded store: unsynced data is lost, kept or torn
    Power(Power),
    /// The disk, with the embedded store: full, then free again
    Disk(Disk),
    /// The database: stopped, killed, frozen, unreachable, refusing, and cut off at commits
    Database(Database),
    /// No fault: SIGTERM under load must drop no request
    Drain(Drain),
}

/// Options of `kill`.
#[derive(Debug, Args)]
#[command(after_help = "\
Writers create, edit, move between groups, deactivate and delete workers, singly and in bulk, and
write contacts and tags in the other dialect, about half of it with an Idempotency-Key. After each
kill everything is read back and compared: acknowledged writes are complete, rejected writes left
nothing, unanswered writes were executed completely or not at all. Requests with a key are repeated,
and must be executed once. The change log must hold each change once, without gaps; `roster check`
must find nothing. With PostgreSQL every other kill also kills all of its processes.")]
pub(crate) struct Kill {
    /// Number of kills
    #[arg(long, default_value_t = 100)]
    pub(crate) cycles: usize,
    /// Number of concurrent writers
    #[arg(long, default_value_t = 64)]
    pub(crate) writers: usize,
    /// Longest time from a start to the next kill, in milliseconds
    #[arg(long, default_value_t = 5_000)]
    pub(crate) longest: u64,
    /// Engine of the store; PostgreSQL is started for the run, with `fsync` on
    #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
    pub(crate) engine: Engine,
}

/// Engine of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// The embedded store
    Sqlite,
    /// PostgreSQL
    Postgres,
}

/// Options of `power`.
#[derive(Debug, Args)]
#[command(after_help = "\
Records the file operations and the responses of the real server (with strace), and loses power at
random moments of the recording: synced data survives, of the rest all, nothing or some sectors of 512
or 4096 bytes. The store is opened on the remaining data: every acknowledged write must be there, and
nothing may be damaged. In three of four recordings calls fail: syncs with EIO, after which their data
may be lost, and writes with EIO or ENOSPC.
The control leaves out the syncs that `synchronous=NORMAL` does not run, and must lose data; otherwise
the verdict is void.")]
pub(crate) struct Power {
    /// Number of power losses
    #[arg(long, default_value_t = 1_000)]
    pub(crate) seeds: usize,
}

/// Options of `disk`.
#[derive(Debug, Args)]
#[command(after_help = "\
Mounts a small in-memory disk, which needs root or `unshare -rm`. While the disk is full, writes must
be rejected with 507 or 503 in the dialect's error format, reads must work, and a backup must fail. Once
there is space, writes must succeed within 5 seconds, without a restart. Acknowledged values must be
shown, rejected ones must not, and `roster check` must find nothing.")]
pub(crate) struct Disk {
    /// Number of times the disk is filled
    #[arg(long, default_value_t = 200)]
    pub(crate) cycles: usize,
}

/// Options of `database`.
#[derive(Debug, Args)]
#[command(after_help = "\
Starts a PostgreSQL and a proxy before it. Clients create workers, each with an Idempotency-Key, and
retry until they succeed. Meanwhile the database is stopped, killed, frozen, black-holed and refused, in
turn: `/livez` must always be 200, `/readyz` must be 503 within 2 seconds, no request may take longer
than 5, and everything must work within 5 seconds of its return. Then connections are cut at their
commits, half of them after the commit. In the end each worker must be in the store and in the change
log once. Last, a server is started before its database.")]
pub(crate) struct Database {
    /// Number of outages
    #[arg(long, default_value_t = 50)]
    pub(crate) faults: usize,
    /// Longest outage, in milliseconds
    #[arg(long, default_value_t = 10_000)]
    pub(crate) longest: u64,
    /// Number of commits to cut off
    #[arg(long, default_value_t = 1_000)]
    pub(crate) cuts: u64,
}

/// Options of `drain`.
#[derive(Debug, Args)]
#[command(after_help = "\
Clients read and write on persistent connections, and one waits for changes. Then SIGTERM: every
request must be answered, no connection may be reset, `/readyz` must be 503 while requests are still
served, and the process must exit with 0 within 30 seconds. A client whose connection was closed after
a response with `Connection: close`, or that cannot connect, has lost nothing.")]
pub(crate) struct Drain {
    /// Number of shutdowns
    #[arg(long, default_value_t = 50)]
    pub(crate) cycles: usize,
    /// Number of concurrent clients
    #[arg(long, default_value_t = 32)]
    pub(crate) clients: usize,
}

impl Arguments {
    /// The seed. A new one is drawn if none is given; it is printed.
    pub(crate) fn seed(&self) -> u64 {
        self.seed.unwrap_or_else(|| fastrand::u64(..1_000_000_000))
    }

    /// The path of the server binary.
    pub(crate) fn roster(&self) -> anyhow::Result<PathBuf> {
        if let Some(named) = &self.roster {
            return Ok(named.clone());
        }
        let beside = std::env::current_exe()?.with_file_name("roster");
        let there = beside.is_file().then_some(beside);
        there
            .context("there is no `roster` beside this program: build it, or name it with --roster")
    }
}
