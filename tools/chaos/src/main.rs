//! Injects faults below the server and judges whether it kept its guarantees.
//!
//! Each part drives the real binary from outside, like its clients, and keeps its own record of
//! acknowledged, rejected and unknown writes. It injects a fault at moments that a seed chooses,
//! and compares. It prints the seed, the counts and the verdict.

mod arguments;
mod database;
mod disk;
mod drain;
mod http;
mod kill;
mod postgres;
mod power;
mod program;
mod tenant;
mod verdict;

use std::process::ExitCode;

use clap::Parser as _;

use crate::arguments::{Arguments, Part};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let judged = match &arguments.part {
        Part::Kill(wanted) => kill::run(wanted, &arguments).await,
        Part::Power(wanted) => power::run(wanted, &arguments).await,
        Part::Disk(wanted) => disk::run(wanted, &arguments).await,
        Part::Database(wanted) => database::run(wanted, &arguments).await,
        Part::Drain(wanted) => drain::run(wanted, &arguments).await,
    };
    match judged {
        Ok(verdict) => verdict.print(),
        Err(error) => verdict::print_failure(&error),
    }
}
