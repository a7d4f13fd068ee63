//! What was found, as a table and as JSON.

use std::{fmt::Write as _, io::Write as _};

use serde::Serialize;

use crate::{bed::Bed, load::Shown, operations::Asked};

/// Says something to whoever watches the run.
pub(crate) fn tell(text: &str) {
    // Nobody may be watching.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Everything a table says.
#[derive(Serialize)]
pub(crate) struct Report {
    engine: &'static str,
    people: u64,
    /// How long after its start the server listened.
    ready_milliseconds: f64,
    /// The most memory that was resident after an operation, in MiB,
    memory: f64,
    /// and what of it is not a mapped file.
    own_memory: f64,
    lines: Vec<Line>,
}

/// One operation.
#[derive(Serialize)]
pub(crate) struct Line {
    /// Which.
    pub(crate) name: &'static str,
    /// On which terms it was asked for.
    pub(crate) asked: &'static str,
    /// The size of the answer.
    pub(crate) bytes: usize,
    /// What was seen of it.
    #[serde(flatten)]
    pub(crate) ours: Shown,
    /// What the floor costs, in processor microseconds.
    pub(crate) floor_cpu: f64,
    /// What it is judged by.
    #[serde(flatten)]
    pub(crate) compared: Compared,
}

/// A ratio and its bound.
#[derive(Serialize)]
pub(crate) struct Compared {
    against: &'static str,
    ratio: f64,
    /// None where nothing is asked.
    bound: Option<f64>,
    missed: bool,
}

/// What a server has to keep to at any size: ready in so many milliseconds, resident in so many MiB.
const READY: f64 = 1000.0;
const MEMORY: f64 = 200.0;

impl Compared {
    /// So many times what it is compared `against`, of which at most `bound`.
    pub(crate) fn new(against: &'static str, ratio: f64, bound: f64) -> Self {
        let bound = bound.is_finite().then_some(bound);
        Self { against, ratio, bound, missed: bound.is_some_and(|bound| ratio > bound) }
    }
}

impl Report {
    /// A report with nothing in it yet.
    pub(crate) fn new(bed: &Bed) -> Self {
        Self {
            engine: bed.engine(),
            people: bed.set.people,
            ready_milliseconds: bed.server.ready.as_secs_f64() * 1000.0,
            memory: 0.0,
            own_memory: 0.0,
            lines: Vec::new(),
        }
    }

    /// Adds a line, and says it.
    pub(crate) fn add(&mut self, line: Line, bed: &Bed) -> anyhow::Result<()> {
        tell(&line.text());
        self.lines.push(line);
        let memory = bed.server.memory()?;
        if memory.all > self.memory {
            (self.memory, self.own_memory) = (memory.all, memory.own);
        }
        Ok(())
    }

    /// What an operation costs that was measured before.
    pub(crate) fn cpu_of(&self, name: &str, asked: Asked) -> f64 {
        let known = |line: &&Line| line.name == name && line.asked == asked.text();
        self.lines.iter().find(known).map_or(f64::NAN, |line| line.ours.cpu)
    }

    /// The report for people, as Markdown.
    pub(crate) fn table(&self) -> String {
        let mut text = format!(
            "**{}, {} workers.** Ready {} ms after the start (at most {READY:.0}); {} MiB resident \
             at most while serving, {:.0} MiB of it the process' own (at most {MEMORY:.0}).\n\n\
             | operation | asked | bytes | req/s | p50 ms | p99 ms | CPU us | floor us | \
             times the floor | compared with | ratio | at most |\n\
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
    /// The line as a row of the table; what misses its bound stands out.
    fn text(&self) -> String {
        let Self { name, asked, bytes, ours, floor_cpu, compared } = self;
        let mut cells = vec![(*name).to_owned(), (*asked).to_owned(), bytes.to_string()];
        let times = ours.cpu / floor_cpu;
        let figures = [
            (ours.rate, 0),
            (ours.p50, 2),
            (ours.p99, 2),
            (ours.cpu, 1),
            (*floor_cpu, 1),
            (times, 2),
        ];
        cells.extend(figures.map(|(figure, digits)| marked(figure, digits, false)));
        cells.push(compared.against.to_owned());
        cells.push(marked(compared.ratio, 2, compared.missed));
        cells.push(marked(compared.bound.unwrap_or(f64::NAN), 2, false));
        let mut text = String::new();
        for cell in cells {
            // Writing to a text has nothing to fail on.
            let _ = write!(text, "| {cell} ");
        }
        text + "|"
    }
}

/// A figure; nothing where there is none.
pub(crate) fn marked(figure: f64, digits: usize, missed: bool) -> String {
    match (figure.is_finite(), missed) {
        (false, _) => String::new(),
        (true, false) => format!("{figure:.digits$}"),
        (true, true) => format!("**{figure:.digits$}**"),
    }
}

/// A whole number with a comma before every three digits.
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
