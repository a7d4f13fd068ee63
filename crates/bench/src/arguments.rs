//! What the command line asks for.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Measures Roster against the limits of this machine.
#[derive(Debug, Parser)]
#[command(name = "roster-bench")]
pub(crate) struct Arguments {
    /// How many workers the domain has.
    #[arg(long, default_value_t = 100_000)]
    pub(crate) people: u64,
    /// A PostgreSQL database to measure with, in place of the embedded store; it is filled when it
    /// is empty.
    #[arg(long, value_name = "URL")]
    pub(crate) database: Option<String>,
    /// How often each operation is measured; the median counts.
    #[arg(long, default_value_t = 3)]
    pub(crate) rounds: usize,
    /// For how many seconds, each time.
    #[arg(long, default_value_t = 2)]
    pub(crate) seconds: u64,
    /// Only the operations whose name contains this.
    #[arg(long, value_name = "TEXT")]
    pub(crate) only: Option<String>,
    /// Where to write the results as JSON.
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Where to draw the cost of a page against its depth, as SVG.
    #[arg(long, value_name = "FILE")]
    pub(crate) plot: Option<PathBuf>,
    /// The server to measure [default: the one beside this program]
    #[arg(long, value_name = "FILE")]
    pub(crate) roster: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) part: Option<Part>,
}

/// What the program does for itself.
#[derive(Debug, Subcommand)]
pub(crate) enum Part {
    /// Answers every request with a fixed body: what a run compares with.
    #[command(hide = true)]
    Floor {
        /// The size of the body.
        bytes: usize,
    },
}
