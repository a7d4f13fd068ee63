//! A run, from the data set to the report.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Context as _;
use roster_store::Place;

use crate::arguments::Arguments;
use crate::dataset::{self, Dataset};
use crate::load::{self, Load, Shown};
use crate::operations::{self, Bound, Operation};
use crate::process::Server;
use crate::report::{Line, Report};
use crate::{client, limits, plot, report};

/// Depths of the plot, as parts of the list.
const PLOTTED: [f64; 8] = [0.0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.98];

/// Measures everything that is asked for.
pub(crate) fn all(arguments: &Arguments) -> anyhow::Result<()> {
    let folder = dataset::folder(arguments.people);
    std::fs::create_dir_all(&folder)?;
    let (place, notes, options) = match &arguments.database {
        None => {
            let store = folder.join("store");
            let options = vec!["--data".to_owned(), store.display().to_string()];
            (Place::Embedded(store), folder.join("embedded.json"), options)
        }
        Some(url) => {
            let options = vec!["--database".to_owned(), url.clone()];
            (Place::Postgres(url.clone()), folder.join("postgres.json"), options)
        }
    };
    let runtime = tokio::runtime::Runtime::new()?;
    let set = runtime.block_on(dataset::prepare(arguments.people, &place, &notes))?;
    drop(runtime);

    let mut options = options;
    options.extend(["serve", "--listen", "127.0.0.1:0", "--log-level", "warn"].map(str::to_owned));
    let server = Server::start(&roster(arguments)?, &options)?;
    let bench = Bench { arguments, set: &set, server: &server, folder: &folder };
    let mut report = Report::new(&set, server.ready);
    report.hash = limits::hash()?;
    report.commits = limits::commits(&folder, 64)?;
    for operation in operations::all(&set, &server)? {
        if arguments.only.as_ref().is_none_or(|only| operation.name.contains(only)) {
            let line = bench.line(&operation, &report)?;
            report::tell(&line.text());
            report.lines.push(line);
        }
    }
    let memory = server.memory()?;
    (report.memory, report.own_memory) = (memory.all, memory.own);
    writeln!(std::io::stdout(), "{}", report.table())?;
    if let Some(file) = &arguments.json {
        std::fs::write(file, serde_json::to_string_pretty(&report)?)?;
    }
    if let Some(file) = &arguments.plot {
        std::fs::write(file, plot::draw(&bench.depths()?))?;
    }
    Ok(())
}

/// The server's program: the one that was built beside this one, unless another is named.
fn roster(arguments: &Arguments) -> anyhow::Result<PathBuf> {
    if let Some(program) = &arguments.roster {
        return Ok(program.clone());
    }
    let beside = std::env::current_exe()?.with_file_name("roster");
    beside
        .is_file()
        .then_some(beside)
        .context("build it first: cargo build --release -p roster-cli")
}

struct Bench<'a> {
    arguments: &'a Arguments,
    set: &'a Dataset,
    server: &'a Server,
    folder: &'a Path,
}

impl Bench<'_> {
    /// Measures one operation, and what it is compared with, by turns.
    fn line(&self, operation: &Operation, report: &Report) -> anyhow::Result<Line> {
        let bytes = self.body(&operation.lines)?;
        let floor = floor(bytes)?;
        let nothing = ["/".to_owned()];
        let (mut ours, mut floors) = (Vec::new(), Vec::new());
        for _ in 0..self.arguments.rounds {
            floors.push(self.drive(&floor, &nothing, operation.connections)?);
            ours.push(self.drive(self.server, &anew(operation), operation.connections)?);
        }
        let (ours, floor) = (median(&mut ours), median(&mut floors));
        let (against, ratio, bound) = match operation.bound {
            Bound::Floor(bound) => ("the floor".to_owned(), ours.cpu / floor.cpu, bound),
            Bound::Hash(bound) => ("bare hash".to_owned(), ours.cpu / report.hash, bound),
            Bound::Commits(part) => {
                ("bare commits".to_owned(), report.commits / ours.rate, 1.0 / part)
            }
            Bound::Of(other, bound) => {
                let known = report.lines.iter().find(|line| line.name == other);
                let cpu = known.map_or(f64::NAN, |line| line.cpu);
                (format!("\"{other}\""), ours.cpu / cpu, bound)
            }
        };
        Ok(Line::new(operation.name, bytes, ours, floor, (against, ratio, bound)))
    }

    /// The cost of a page at each depth, by next and by offset.
    fn depths(&self) -> anyhow::Result<Vec<plot::Point>> {
        let mut points = Vec::new();
        for depth in PLOTTED {
            let [next, offset] = operations::at_depth(self.set, self.server, depth)?;
            let cost = |lines: &[String]| anyhow::Ok(self.drive(self.server, lines, 32)?.cpu);
            points.push(plot::Point { depth, next: cost(&next)?, offset: cost(&offset)? });
        }
        Ok(points)
    }

    fn drive(
        &self,
        server: &Server,
        lines: &[String],
        connections: usize,
    ) -> anyhow::Result<Shown> {
        let load = Load { lines, key: &self.set.key, connections, seconds: self.arguments.seconds };
        load::drive(server, &load, self.folder)
    }

    /// The size of the first answer.
    fn body(&self, lines: &[String]) -> anyhow::Result<usize> {
        match lines.first() {
            Some(path) if path.starts_with('/') => {
                Ok(client::get(&self.server.address, path, &self.set.key)?.len())
            }
            _ => Ok(report::SMALL),
        }
    }
}

/// The lines of an operation; workers to be created have new names each time.
fn anew(operation: &Operation) -> Vec<String> {
    let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_micros());
    let renamed = |line: &String| match line.split(' ').collect::<Vec<_>>()[..] {
        ["POST", path, _, password] => format!("POST {path} x{now}x {password}"),
        _ => line.clone(),
    };
    operation.lines.iter().map(renamed).collect()
}

fn floor(bytes: usize) -> anyhow::Result<Server> {
    Server::start(&std::env::current_exe()?, &["floor".to_owned(), bytes.to_string()])
}

/// The round in the middle, by processor time.
fn median(rounds: &mut [Shown]) -> Shown {
    rounds.sort_by(|a, b| a.cpu.total_cmp(&b.cpu));
    rounds[rounds.len() / 2]
}
