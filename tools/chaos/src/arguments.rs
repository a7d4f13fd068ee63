//! What the command line asks for.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Breaks what a Roster server stands on, and judges whether it kept its promises.
#[derive(Debug, Parser)]
#[command(name = "roster-chaos", after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The server to judge [default: `roster` beside this program]
    #[arg(long, value_name = "FILE", global = true)]
    roster: Option<PathBuf>,
    /// What the moments and the work are chosen by [default: a new one each time]
    #[arg(long, value_name = "NUMBER", global = true)]
    seed: Option<u64>,
    #[command(subcommand)]
    pub(crate) part: Part,
}

const EXAMPLES: &str = "\
Each part prints what it did, the seed, the counts and a last line `verdict: ...`:
  kept    every promise held
  BROKEN  some did not; the lines before say which
  void    the run shows nothing, because its control failed
What a seed repeats is the choice of moments and of work, not how threads take turns.

Examples:
  roster-chaos kill --cycles 100
  roster-chaos kill --cycles 100 --engine postgres
  roster-chaos power --seeds 1000
  roster-chaos disk --cycles 200
  roster-chaos database --faults 50 --cuts 10000
  roster-chaos drain --cycles 50

Exit codes: 0 kept, 1 broken or void, 2 misuse.";

/// What is broken.
#[derive(Debug, Subcommand)]
pub(crate) enum Part {
    /// The process: `kill -9` at random moments, under 64 writers
    Kill(Kill),
    /// The power, under the embedded store: what was not synced is lost, kept or torn
    Power(Power),
    /// The disk, under the embedded store: full, and with space again
    Disk(Disk),
    /// The database: stopped, killed, frozen, unreachable, refusing, and cut off at its commits
    Database(Database),
    /// Nothing: SIGTERM under load, and nobody may notice but by being sent away
    Drain(Drain),
}

/// How to kill.
#[derive(Debug, Args)]
#[command(after_help = "\
Writers create, edit, move between groups, deactivate and delete workers, singly and in bulk, and
write contacts and tags in the other dialect, about half of it under an Idempotency-Key. After each
kill everything is read back and compared: what was acknowledged is there whole, what was refused has
left nothing, what was not answered was done whole or not at all. What had a key is sent again, and
must then be done once. The change log must hold each change once, without gaps; `roster check` must
find nothing. With PostgreSQL every other kill takes all of its processes too.")]
pub(crate) struct Kill {
    /// How often
    #[arg(long, default_value_t = 100)]
    pub(crate) cycles: usize,
    /// How many write at once
    #[arg(long, default_value_t = 64)]
    pub(crate) writers: usize,
    /// The longest time from one start to the next kill, in milliseconds
    #[arg(long, default_value_t = 5_000)]
    pub(crate) longest: u64,
    /// What the server keeps its store in; PostgreSQL is started for the run, with `fsync` on
    #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
    pub(crate) engine: Engine,
}

/// What a store is kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// The embedded store
    Sqlite,
    /// PostgreSQL
    Postgres,
}

/// How to lose power.
#[derive(Debug, Args)]
#[command(after_help = "\
Records what the real server does to its files, and when it answers whom (by strace), and then loses
power at random moments of the recording: what was synced is there, of the rest all, nothing or some
sectors of 512 or 4096 bytes. The store is opened on what is left: every acknowledged write must be
there, and nothing be damaged. In three of four recordings calls fail: syncs with EIO, after which what
they should have kept may be lost for good, and writes with EIO or ENOSPC.
The control leaves out the syncs that `synchronous=NORMAL` would not make, and must lose something:
else the verdict is void.")]
pub(crate) struct Power {
    /// How often
    #[arg(long, default_value_t = 1_000)]
    pub(crate) seeds: usize,
}

/// How to fill the disk.
#[derive(Debug, Args)]
#[command(after_help = "\
Mounts a small disk in memory, for which it must be root or run by `unshare -rm`. While it is full,
writes must be refused with 507 or 503 in the dialect's words, reads be served, and a backup fail; once
there is space, writes must be served within 5 seconds, without a restart. What was acknowledged must be
shown, what was refused must not, and `roster check` must find nothing.")]
pub(crate) struct Disk {
    /// How often
    #[arg(long, default_value_t = 200)]
    pub(crate) cycles: usize,
}

/// How to break the database.
#[derive(Debug, Args)]
#[command(after_help = "\
Starts a PostgreSQL, and a proxy before it. Clients make workers, each under an Idempotency-Key, and
repeat what was not answered well until it is. Meanwhile the database is stopped, killed, frozen,
unreachable without a word, and refused, in turn: `/livez` must always be 200, `/readyz` be 503 within 2
seconds, no request take longer than 5, and all be well within 5 seconds of its return. Then connections
are cut at their commits, half of them when the commit is done. In the end each worker must be there, and
in the change log, once. Last, a server is started before its database.")]
pub(crate) struct Database {
    /// How often the database is away
    #[arg(long, default_value_t = 50)]
    pub(crate) faults: usize,
    /// How long at most, in milliseconds
    #[arg(long, default_value_t = 10_000)]
    pub(crate) longest: u64,
    /// How many commits are cut off
    #[arg(long, default_value_t = 1_000)]
    pub(crate) cuts: u64,
}

/// How to end.
#[derive(Debug, Args)]
#[command(after_help = "\
Clients send requests on connections that they keep, write and read, and one waits for changes. Then
SIGTERM: every request sent must be answered, no connection may be reset, `/readyz` must answer 503
while requests are still served, and the process must end with 0 within 30 seconds. A client whose
connection was closed after an answer that said so, or that finds nobody listening, has lost nothing.")]
pub(crate) struct Drain {
    /// How often
    #[arg(long, default_value_t = 50)]
    pub(crate) cycles: usize,
    /// How many ask at once
    #[arg(long, default_value_t = 32)]
    pub(crate) clients: usize,
}

impl Arguments {
    /// The seed, to be drawn from and to be told.
    pub(crate) fn seed(&self) -> u64 {
        self.seed.unwrap_or_else(|| fastrand::u64(..1_000_000_000))
    }

    /// The server to judge.
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
