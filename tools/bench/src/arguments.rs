//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Measures Roster against the limits of the machine it runs on.
#[derive(Clone, Debug, Parser)]
#[command(name = "roster-bench")]
pub(crate) struct Arguments {
    /// Number of workers in the domain.
    #[arg(long, default_value_t = 100_000, global = true)]
    pub(crate) people: u64,
    /// Use PostgreSQL, an own server that is kept in `target/bench`.
    #[arg(long, global = true)]
    pub(crate) postgres: bool,
    /// Use this PostgreSQL database on this machine; it is filled if it is empty.
    #[arg(long, value_name = "URL", global = true, conflicts_with = "postgres")]
    pub(crate) database: Option<String>,
    /// Number of rounds per operation; the median counts.
    #[arg(long, default_value_t = 3, global = true)]
    pub(crate) rounds: usize,
    /// Seconds per round.
    #[arg(long, default_value_t = 2, global = true)]
    pub(crate) seconds: u64,
    /// Only the operations whose name contains this text.
    #[arg(long, value_name = "TEXT", global = true)]
    pub(crate) only: Option<String>,
    /// Write the results as JSON to this file.
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) json: Option<PathBuf>,
    /// Draw the cost of a page against its depth as SVG into this file.
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) plot: Option<PathBuf>,
    /// The server binary to measure [default: built from this source]
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) roster: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) part: Option<Part>,
}

/// Measurements other than the table of operations.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Part {
    /// The table on both engines, growth, the peers and the plot, each in a file of one folder.
    All {
        /// The output folder.
        #[arg(long, value_name = "DIR", default_value = "target/bench/report")]
        into: PathBuf,
    },
    /// The cost of a page, and of a walk over all pages, in domains of growing sizes.
    Growth {
        /// Numbers of workers.
        #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000])]
        sizes: Vec<u64>,
    },
    /// `PocketBase` and `django-tastypie` with the same people, in turns with Roster.
    Peers,
    /// Import and export of all workers: rows per second, and memory.
    Transfer,
    /// Answers every request with a fixed body: the baseline of a run.
    #[command(hide = true)]
    Baseline {
        /// Size of the body, in bytes.
        bytes: usize,
    },
}
