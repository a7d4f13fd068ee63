//! What the command line asks for.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Measures Roster against the limits of the machine it runs on.
#[derive(Clone, Debug, Parser)]
#[command(name = "roster-bench")]
pub(crate) struct Arguments {
    /// How many workers the domain has.
    #[arg(long, default_value_t = 100_000, global = true)]
    pub(crate) people: u64,
    /// Measure with PostgreSQL: one of our own, started for this and kept under `target/bench`.
    #[arg(long, global = true)]
    pub(crate) postgres: bool,
    /// Measure with this PostgreSQL database, on this machine; it is filled when it is empty.
    #[arg(long, value_name = "URL", global = true, conflicts_with = "postgres")]
    pub(crate) database: Option<String>,
    /// How often each operation is measured; the median counts.
    #[arg(long, default_value_t = 3, global = true)]
    pub(crate) rounds: usize,
    /// For how many seconds, each time.
    #[arg(long, default_value_t = 2, global = true)]
    pub(crate) seconds: u64,
    /// Only the operations whose name contains this.
    #[arg(long, value_name = "TEXT", global = true)]
    pub(crate) only: Option<String>,
    /// Where to write the results as JSON.
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) json: Option<PathBuf>,
    /// Where to draw the cost of a page against its depth, as SVG.
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) plot: Option<PathBuf>,
    /// The server to measure [default: built from this source]
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) roster: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) part: Option<Part>,
}

/// What is measured other than the table of operations.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Part {
    /// The table on both engines, growth, the peers and the plot, each into a file of one folder.
    All {
        /// The folder.
        #[arg(long, value_name = "DIR", default_value = "target/bench/report")]
        into: PathBuf,
    },
    /// The cost of a page, and of a walk through all of them, in domains of growing sizes.
    Growth {
        /// How many workers they have.
        #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000])]
        sizes: Vec<u64>,
    },
    /// `PocketBase` and `django-tastypie` with the same people, in turns with Roster.
    Peers,
    /// Importing and exporting everybody: rows a second, and memory.
    Transfer,
    /// Answers every request with a fixed body: what a run compares with.
    #[command(hide = true)]
    Floor {
        /// The size of the body.
        bytes: usize,
    },
}
