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
    bed::Bed,
    growth, peers, plot,
    report::{tell, thousands},
    table, transfer,
};

/// Measures what is asked for.
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
        Some(Part::Floor { .. }) | None => operations(&arguments).map(drop),
    }
}

/// The table of operations, and the plot of the same server.
fn operations(arguments: &Arguments) -> anyhow::Result<String> {
    let bed = Bed::make(arguments)?;
    // Before the table, whose writes add to the list.
    if let Some(file) = &arguments.plot {
        let of = format!("{}, {} workers", bed.engine(), thousands(arguments.people));
        fs::write(file, plot::draw(&table::depths(arguments, &bed)?, &of))?;
    }
    let report = table::measure(arguments, &bed)?;
    give(arguments, &report.table(), &report)?;
    Ok(report.table())
}

/// Everything that the documentation shows.
fn all(arguments: &Arguments, into: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(into)?;
    let kept = |name: &str| Some(into.join(name));
    let engine = |postgres, name: &str, plot| {
        tell(&format!("# {name}"));
        let json = kept(&format!("{name}.json"));
        operations(&Arguments { postgres, json, plot, ..arguments.clone() })
    };
    let mut tables = vec![
        engine(false, "sqlite", kept("performance-depth.svg"))?,
        engine(true, "postgresql", None)?,
    ];

    tell("# growth");
    let steps = [10_000, 100_000, 1_000_000].into_iter();
    let sizes: Vec<u64> = steps.filter(|size| *size <= arguments.people).collect();
    let sizes = growth::measure(arguments, &sizes)?;
    tables.push(growth::table(&sizes));
    fs::write(into.join("growth.json"), serde_json::to_string_pretty(&sizes)?)?;

    tell("# peers");
    let lines = peers::measure(arguments)?;
    tables.push(peers::table(&lines));
    fs::write(into.join("peers.json"), serde_json::to_string_pretty(&lines)?)?;
    fs::write(into.join("performance.md"), tables.join("\n"))?;
    tell(&format!("written: {}", into.display()));
    Ok(())
}

/// Prints the table, and writes the figures where they are wanted.
fn give(arguments: &Arguments, table: &str, figures: &impl serde::Serialize) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{table}")?;
    if let Some(file) = &arguments.json {
        fs::write(file, serde_json::to_string_pretty(figures)?)?;
    }
    Ok(())
}

/// The server's program, built from the source that this program is of.
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
