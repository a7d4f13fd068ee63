//! Import and export: speed and memory. The real binary, as an operator runs it: a table is
//! imported without passwords into an empty domain, imported again, and exported in each format.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context as _, ensure};
use serde::Serialize;

use crate::{arguments::Arguments, dataset::DOMAIN, process::spent_by_ended};

/// Polling interval of the memory of a running command.
const GLANCE: Duration = Duration::from_millis(5);
/// The folder for all files of a run, deleted at its end.
const FOLDER: &str = "target/bench/transfer";
/// Limit for the rows per second of an import.
const LEAST: f64 = 10_000.0;

/// One command.
#[derive(Serialize)]
pub(crate) struct Line {
    name: String,
    rows: u32,
    seconds: f64,
    /// Processor time per row, in microseconds.
    cpu: f64,
    /// Peak memory, in MiB.
    peak: f64,
}

/// Measures with a tenth of the people, then with all: constant memory is the same in both.
///
/// # Errors
///
/// If a command fails, or does not export all workers.
pub(crate) fn measure(arguments: &Arguments) -> anyhow::Result<Vec<Line>> {
    let people = u32::try_from(arguments.people)?;
    let mut lines = Vec::new();
    for rows in [people / 10, people] {
        remove(FOLDER)?;
        fs::create_dir_all(FOLDER)?;
        let table = format!("{FOLDER}/people.csv");
        write_table(Path::new(&table), rows)?;
        let roster = Roster::new(arguments, rows)?;
        roster.run("domain create", &[&roster.domain])?;
        let mut note = |name: &str, ran: Ran| {
            let seconds = ran.time.as_secs_f64();
            let cpu = ran.spent.as_secs_f64() * 1e6 / f64::from(rows);
            lines.push(Line { name: name.to_owned(), rows, seconds, cpu, peak: ran.peak });
        };
        let domain = ["--domain", &roster.domain];
        for name in ["import", "import again"] {
            note(name, roster.run("import", &[&[table.as_str()], &domain[..]].concat())?);
        }
        for format in ["csv", "xlsx", "jsonl"] {
            let copy = format!("{FOLDER}/copy.{format}");
            let words = [&domain[..], &["--format", format, "--output", &copy]].concat();
            note(&format!("export {format}"), roster.run("export", &words)?);
        }
        let written = fs::read_to_string(format!("{FOLDER}/copy.csv"))?.lines().count();
        ensure!(written == rows as usize + 1, "{written} lines were exported of {rows} people");
        roster.run("domain delete", &[&roster.domain, "--yes"])?;
    }
    remove(FOLDER)?;
    Ok(lines)
}

/// The figures as Markdown; a rate below its limit is bold.
pub(crate) fn table(lines: &[Line]) -> String {
    let mut text = "| command | rows | rows/s | at least | CPU us a row | peak MiB |\n\
                    | --- | --: | --: | --: | --: | --: |\n"
        .to_owned();
    for Line { name, rows, seconds, cpu, peak } in lines {
        let rate = f64::from(*rows) / seconds;
        let (least, mark) = match name.as_str() {
            "import" if rate < LEAST => (format!("{LEAST:.0}"), "**"),
            "import" => (format!("{LEAST:.0}"), ""),
            _ => (String::new(), ""),
        };
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            text,
            "| {name} | {rows} | {mark}{rate:.0}{mark} | {least} | {cpu:.1} | {peak:.0} |"
        );
    }
    text
}

/// The binary on one store.
struct Roster {
    program: PathBuf,
    place: [String; 2],
    domain: String,
}

/// The cost of a command.
struct Ran {
    time: Duration,
    spent: Duration,
    /// Peak memory, in MiB.
    peak: f64,
}

impl Roster {
    fn new(arguments: &Arguments, rows: u32) -> anyhow::Result<Self> {
        let place = match &arguments.database {
            Some(url) => ["--database".to_owned(), url.clone()],
            None => ["--data".to_owned(), format!("{FOLDER}/store")],
        };
        let program = arguments.roster.clone().context("no program to measure")?;
        Ok(Self { program, place, domain: format!("{DOMAIN}-{rows}") })
    }

    #[expect(clippy::disallowed_methods, reason = "no event reports the memory of a process")]
    fn run(&self, command: &str, words: &[&str]) -> anyhow::Result<Ran> {
        let before = spent_by_ended()?;
        let begun = Instant::now();
        let mut child = Command::new(&self.program)
            .args(command.split(' '))
            .args(words)
            .args(&self.place)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", self.program.display()))?;
        let mut peak = 0.0;
        let status = loop {
            peak = f64::max(peak, memory(child.id()).unwrap_or(0.0));
            if let Some(status) = child.try_wait()? {
                break status;
            }
            sleep(GLANCE);
        };
        let time = begun.elapsed();
        ensure!(status.success(), "roster {command} ended with {status}");
        Ok(Ran { time, spent: spent_by_ended()?.saturating_sub(before), peak })
    }
}

fn remove(folder: &str) -> anyhow::Result<()> {
    if Path::new(folder).exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// Peak memory of a process, in MiB; `None` once it has exited.
fn memory(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes / 1024.0)
}

/// Writes a table of people like an upload of field workers.
fn write_table(path: &Path, rows: u32) -> anyhow::Result<()> {
    let mut table = BufWriter::new(File::create(path)?);
    writeln!(
        table,
        "username,first_name,last_name,email,phone-number 1,language,data: chw_id,data: village,\
         data: joined"
    )?;
    for number in 0..rows {
        writeln!(
            table,
            "chw.{number:07},Asha{},Devi{},asha.{number}@example.org,9198{number:08},hin,\
             13/43/{number:07},Village {},2024-{:02}-15",
            number % 97,
            number % 89,
            number % 5_000,
            number % 12 + 1
        )?;
    }
    Ok(table.flush()?)
}
