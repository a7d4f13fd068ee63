//! The results, as a table and as JSON.

use std::{fmt::Write as _, io::Write as _};

use anyhow::Context as _;
use serde::Serialize;

use crate::{client::Client, fixture::Fixture, load::Figures, operations::CacheState};

/// Prints progress.
pub(crate) fn progress(text: &str) {
    // The reader may have closed the pipe.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// The content of a table.
#[derive(Serialize)]
pub(crate) struct Report {
    engine: &'static str,
    people: u64,
    /// Startup time until the server listens.
    ready_milliseconds: f64,
    /// Peak resident memory after an operation, in MiB.
    memory: f64,
    /// Peak private memory, in MiB.
    own_memory: f64,
    /// Memory of the caches after the last operation.
    caches: Option<Caches>,
    lines: Vec<Line>,
}

/// Memory of the caches and of the process, in MiB.
#[derive(Serialize)]
struct Caches {
    /// Private memory of the process.
    own: f64,
    /// Memory of each cache.
    used: Vec<(String, f64)>,
    /// The setting `memory`.
    limit: f64,
}

/// One operation.
#[derive(Serialize)]
pub(crate) struct Line {
    /// The name.
    pub(crate) name: &'static str,
    /// State of the caches.
    pub(crate) cache_state: &'static str,
    /// Size of the response, in bytes.
    pub(crate) bytes: usize,
    /// The figures.
    #[serde(flatten)]
    pub(crate) ours: Figures,
    /// Cost of the baseline, in processor microseconds.
    pub(crate) baseline_cpu: f64,
    /// The ratio and its limit.
    #[serde(flatten)]
    pub(crate) compared: Compared,
}

/// A ratio and its limit.
#[derive(Serialize)]
pub(crate) struct Compared {
    against: &'static str,
    ratio: f64,
    /// `None` where there is no limit.
    bound: Option<f64>,
    missed: bool,
}

/// Limits at any size: startup in milliseconds, resident memory in MiB.
const READY: f64 = 1000.0;
const MEMORY: f64 = 200.0;
/// Limit for the private memory besides the caches, in MiB, as docs/operations.md states it.
const BESIDES: f64 = 50.0;
/// The part of the setting `memory` for pages of an embedded store.
const PAGES: f64 = 3.0 / 16.0;
const MEBIBYTE: f64 = 1_048_576.0;

impl Compared {
    /// A ratio to `against`, with the limit `bound`.
    pub(crate) fn new(against: &'static str, ratio: f64, bound: f64) -> Self {
        let bound = bound.is_finite().then_some(bound);
        Self { against, ratio, bound, missed: bound.is_some_and(|bound| ratio > bound) }
    }
}

impl Report {
    /// An empty report.
    pub(crate) fn new(fixture: &Fixture) -> Self {
        Self {
            engine: fixture.engine(),
            people: fixture.set.people,
            ready_milliseconds: fixture.server.ready.as_secs_f64() * 1000.0,
            memory: 0.0,
            own_memory: 0.0,
            caches: None,
            lines: Vec::new(),
        }
    }

    /// Adds a row and prints it.
    pub(crate) fn add(&mut self, line: Line, fixture: &Fixture) -> anyhow::Result<()> {
        progress(&line.text());
        self.lines.push(line);
        let memory = fixture.server.memory()?;
        if memory.all > self.memory {
            (self.memory, self.own_memory) = (memory.all, memory.own);
        }
        Ok(())
    }

    /// Reads the memory of the caches, which `/metrics` shows. The pages of an embedded store are
    /// counted as the memory that they may have.
    pub(crate) fn add_caches(&mut self, fixture: &Fixture) -> anyhow::Result<()> {
        let metrics = Client::connect(&fixture.server.address, "")?.get("/metrics")?;
        let metrics = String::from_utf8(metrics)?;
        let mebibytes = |text: &str| text.trim().parse::<f64>().ok().map(|bytes| bytes / MEBIBYTE);
        let used = |line: &str| {
            let (name, bytes) =
                line.strip_prefix("roster_cache_bytes{cache=\"")?.split_once("\"}")?;
            Some((name.to_owned(), mebibytes(bytes)?))
        };
        let limit = |line: &str| mebibytes(line.strip_prefix("roster_cache_limit_bytes ")?);
        let mut used: Vec<(String, f64)> = metrics.lines().filter_map(used).collect();
        let limit = metrics.lines().find_map(limit).context("no roster_cache_limit_bytes")?;
        if fixture.database.is_none() {
            used.push(("pages, at most".to_owned(), limit * PAGES));
        }
        self.caches = Some(Caches { own: fixture.server.memory()?.own, used, limit });
        Ok(())
    }

    /// The baseline of an operation that was measured before.
    pub(crate) fn baseline_of(&self, name: &str, cache_state: CacheState) -> f64 {
        let known = |line: &&Line| line.name == name && line.cache_state == cache_state.text();
        self.lines.iter().find(known).map_or(f64::NAN, |line| line.baseline_cpu)
    }

    /// The cost of an operation that was measured before.
    pub(crate) fn cpu_of(&self, name: &str, cache_state: CacheState) -> f64 {
        let known = |line: &&Line| line.name == name && line.cache_state == cache_state.text();
        self.lines.iter().find(known).map_or(f64::NAN, |line| line.ours.cpu)
    }

    /// The report as Markdown.
    pub(crate) fn table(&self) -> String {
        let mut text = format!(
            "**{}, {} workers.** Ready {} ms after the start (limit {READY:.0}); {} MiB resident \
             limit while serving, {:.0} MiB of it the process' own (limit {MEMORY:.0}).\n\n\
             | operation | caches | bytes | req/s | p50 ms | p99 ms | CPU us | baseline us | \
             times the baseline | compared with | ratio | limit |\n\
             | --- | --- | --: | --: | --: | --: | --: | --: | --: | --- | --: | --: |\n",
            self.engine,
            thousands(self.people),
            marked(self.ready_milliseconds, 0, self.ready_milliseconds > READY),
            marked(self.memory, 0, self.memory > MEMORY),
            self.own_memory,
        );
        for line in &self.lines {
            text.push_str(&line.text());
            text.push('\n');
        }
        if let Some(caches) = &self.caches {
            text.push_str(&caches.text());
        }
        text
    }
}

impl Caches {
    fn text(&self) -> String {
        let Self { own, used, limit } = self;
        let caches: f64 = used.iter().map(|(_, mebibytes)| mebibytes).sum();
        let besides = own - caches;
        let mut text = "\n| memory after all operations | MiB | limit |\n\
                        | --- | --: | --: |\n"
            .to_owned();
        for (name, mebibytes) in used {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "| cache: {name} | {mebibytes:.0} | |");
        }
        let _ = writeln!(
            text,
            "| all caches (`memory`) | {} | {limit:.0} |\n\
             | the process besides its caches | {} | {BESIDES:.0} |\n\
             | the process | {own:.0} | |",
            marked(caches, 0, caches > *limit),
            marked(besides, 0, besides > BESIDES),
        );
        text
    }
}

impl Line {
    /// The row as Markdown; a ratio above its limit is bold.
    fn text(&self) -> String {
        let Self { name, cache_state, bytes, ours, baseline_cpu, compared } = self;
        let mut cells = vec![(*name).to_owned(), (*cache_state).to_owned(), bytes.to_string()];
        let times = ours.cpu / baseline_cpu;
        let figures = [
            (ours.rate, 0),
            (ours.p50, 2),
            (ours.p99, 2),
            (ours.cpu, 1),
            (*baseline_cpu, 1),
            (times, 2),
        ];
        cells.extend(figures.map(|(figure, digits)| marked(figure, digits, false)));
        cells.push(compared.against.to_owned());
        cells.push(marked(compared.ratio, 2, compared.missed));
        cells.push(marked(compared.bound.unwrap_or(f64::NAN), 2, false));
        let mut text = String::new();
        for cell in cells {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "| {cell} ");
        }
        text + "|"
    }
}

/// A figure; empty for zero.
pub(crate) fn marked(figure: f64, digits: usize, missed: bool) -> String {
    match (figure.is_finite(), missed) {
        (false, _) => String::new(),
        (true, false) => format!("{figure:.digits$}"),
        (true, true) => format!("**{figure:.digits$}**"),
    }
}

/// A whole number with thousands separators.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
