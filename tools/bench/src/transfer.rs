//! Moving people in and out in bulk: how fast, and in how much memory. The real program, as an
//! operator runs it: a table is imported without passwords into an empty domain, imported again, and
//! exported in each format.

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

/// How often a program under way is asked how much memory it has.
const GLANCE: Duration = Duration::from_millis(5);
/// Where everything is that a run needs; gone when it ends.
const FOLDER: &str = "target/bench/transfer";
/// How many rows a second an import is to take at least.
const LEAST: f64 = 10_000.0;

/// One command.
#[derive(Serialize)]
pub(crate) struct Line {
    name: String,
    rows: u32,
    seconds: f64,
    /// Processor time for each row, in microseconds.
    cpu: f64,
    /// The most memory it had, in MiB.
    peak: f64,
}

/// Measures with a tenth of the people, then with all: memory that is constant is the same in both.
///
/// # Errors
/// When the program fails, or does not export everybody.
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

/// The lines as a table; what misses its bound stands out.
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
        // Writing to a text has nothing to fail on.
        let _ = writeln!(
            text,
            "| {name} | {rows} | {mark}{rate:.0}{mark} | {least} | {cpu:.1} | {peak:.0} |"
        );
    }
    text
}

/// The program on one store.
struct Roster {
    program: PathBuf,
    place: [String; 2],
    domain: String,
}

/// What running it took.
struct Ran {
    time: Duration,
    spent: Duration,
    /// The most memory it had, in MiB.
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

    #[expect(clippy::disallowed_methods, reason = "nobody tells when a process has more memory")]
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

/// The most memory that a process has had, in MiB; nothing once it has ended.
fn memory(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kibibytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kibibytes / 1024.0)
}

/// Writes a table of people as an upload of field workers looks.
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
