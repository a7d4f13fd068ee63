//! The results, as a table and as JSON.

use std::{fmt::Write as _, io::Write as _};

use serde::Serialize;

use crate::{fixture::Fixture, load::Figures, operations::CacheState};

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
    lines: Vec<Line>,
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
