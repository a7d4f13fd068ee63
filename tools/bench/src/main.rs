//! Measures Roster against the limits of the machine it runs on.
//!
//! One run creates a data set (once, kept in `target/bench`), starts the real server on it, drives
//! it with `wrk`, and in turns drives a baseline server that answers a fixed body of the same size.
//! The compared figure is the processor time per request: unlike requests per second, it hardly
//! depends on what else the machine does.

mod arguments;
mod baseline;
mod check;
mod client;
mod dataset;
mod extras;
mod fixture;
mod group_writes;
mod growth;
mod history;
mod limits;
mod load;
mod neighbours;
mod operations;
mod peers;
mod people;
mod pgbench;
mod plot;
mod postgres;
mod process;
mod report;
mod run;
mod table;
mod transfer;
mod walk;

use clap::Parser as _;

use crate::arguments::{Arguments, Part};

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    match arguments.part {
        Some(Part::Baseline { bytes }) => baseline::serve(bytes),
        _ => run::run(arguments),
    }
}
