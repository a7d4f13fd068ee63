//! Measures Roster against the limits of the machine it runs on.
//!
//! One run makes a data set (once, and keeps it under `target/bench`), starts the real server on it,
//! drives it with `wrk`, and alternately drives a server that does nothing but answer a fixed body
//! of the same size. What is compared is the processor time that each spends on a request: other
//! than requests a second, it hardly depends on what else the machine does.

mod arguments;
mod bed;
mod client;
mod dataset;
mod floor;
mod growth;
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

use clap::Parser as _;

use crate::arguments::{Arguments, Part};

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    match arguments.part {
        Some(Part::Floor { bytes }) => floor::serve(bytes),
        _ => run::run(arguments),
    }
}
