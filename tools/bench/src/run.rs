//! A run, from the arguments to the files.

use std::{
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, ensure};

use crate::{
    arguments::{Arguments, Part},
    fixture::Fixture,
    growth, peers, plot,
    report::{progress, thousands},
    table, transfer,
};

/// Runs the measurement.
pub(crate) fn run(mut arguments: Arguments) -> anyhow::Result<()> {
    if arguments.roster.is_none() {
        arguments.roster = Some(built()?);
    }
    match arguments.part.clone() {
        Some(Part::All { into }) => all(&arguments, &into),
        Some(Part::Growth { sizes }) => {
            let sizes = growth::measure(&arguments, &sizes)?;
            give(&arguments, &growth::table(&sizes), &sizes)
        }
        Some(Part::Peers) => {
            let lines = peers::measure(&arguments)?;
            give(&arguments, &peers::table(&lines), &lines)
        }
        Some(Part::Transfer) => {
            let lines = transfer::measure(&arguments)?;
            give(&arguments, &transfer::table(&lines), &lines)
        }
        Some(Part::Baseline { .. }) | None => operations(&arguments).map(drop),
    }
}

/// The table of operations, and the plot of the same server.
fn operations(arguments: &Arguments) -> anyhow::Result<String> {
    let fixture = Fixture::make(arguments)?;
    // Before the table, whose writes add to the list.
    if let Some(file) = &arguments.plot {
        let of = format!("{}, {} workers", fixture.engine(), thousands(arguments.people));
        fs::write(file, plot::draw(&table::depths(arguments, &fixture)?, &of))?;
    }
    let report = table::measure(arguments, &fixture)?;
    give(arguments, &report.table(), &report)?;
    Ok(report.table())
}

/// All tables of the documentation.
fn all(arguments: &Arguments, into: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(into)?;
    let kept = |name: &str| Some(into.join(name));
    let engine = |postgres, name: &str, plot| {
        progress(&format!("# {name}"));
        let json = kept(&format!("{name}.json"));
        operations(&Arguments { postgres, json, plot, ..arguments.clone() })
    };
    let mut tables = vec![
        engine(false, "sqlite", kept("performance-depth.svg"))?,
        engine(true, "postgresql", None)?,
    ];

    progress("# growth");
    let steps = [10_000, 100_000, 1_000_000].into_iter();
    let sizes: Vec<u64> = steps.filter(|size| *size <= arguments.people).collect();
    let sizes = growth::measure(arguments, &sizes)?;
    tables.push(growth::table(&sizes));
    fs::write(into.join("growth.json"), serde_json::to_string_pretty(&sizes)?)?;

    progress("# peers");
    let lines = peers::measure(arguments)?;
    tables.push(peers::table(&lines));
    fs::write(into.join("peers.json"), serde_json::to_string_pretty(&lines)?)?;
    fs::write(into.join("performance.md"), tables.join("\n"))?;
    progress(&format!("written: {}", into.display()));
    Ok(())
}

/// Prints the table and writes the figures.
fn give(arguments: &Arguments, table: &str, figures: &impl serde::Serialize) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{table}")?;
    if let Some(file) = &arguments.json {
        fs::write(file, serde_json::to_string_pretty(figures)?)?;
    }
    Ok(())
}

/// The server binary, built from this source.
fn built() -> anyhow::Result<PathBuf> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--release", "--locked", "-p", "roster-cli"])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .stdout(Stdio::null())
        .status()
        .context("there is no cargo to build the server with: name one by --roster")?;
    ensure!(built.success(), "the server does not build");
    let program = env::current_exe()?.with_file_name("roster");
    ensure!(program.is_file(), "{} is not there: name it by --roster", program.display());
    Ok(program)
}
