//! What was found, as a table and as JSON.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Duration;

use serde::Serialize;

use crate::dataset::Dataset;
use crate::load::Shown;

/// The size of the answer to a create, more or less.
pub(crate) const SMALL: usize = 90;

/// Says something to whoever watches the run.
pub(crate) fn tell(text: &str) {
    // Nobody may be watching.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Everything a run found.
#[derive(Serialize)]
pub(crate) struct Report {
    people: u64,
    ready_milliseconds: f64,
    /// Processor time of one bare hash, in microseconds.
    pub(crate) hash: f64,
    /// Rows a second that the bare engine makes durable.
    pub(crate) commits: f64,
    /// Resident memory after everything, in MiB,
    pub(crate) memory: f64,
    /// and what of it is not a mapped file.
    pub(crate) own_memory: f64,
    /// The table.
    pub(crate) lines: Vec<Line>,
}

/// One operation.
#[derive(Serialize)]
pub(crate) struct Line {
    /// Which.
    pub(crate) name: &'static str,
    /// Processor microseconds a request.
    pub(crate) cpu: f64,
    bytes: usize,
    rate: f64,
    p50: f64,
    p99: f64,
    floor_cpu: f64,
    floor_rate: f64,
    against: String,
    ratio: f64,
    bound: f64,
}

impl Report {
    /// A report with nothing in it yet.
    pub(crate) fn new(set: &Dataset, ready: Duration) -> Self {
        Self {
            people: set.people,
            ready_milliseconds: ready.as_secs_f64() * 1000.0,
            hash: f64::NAN,
            commits: f64::NAN,
            memory: f64::NAN,
            own_memory: f64::NAN,
            lines: Vec::new(),
        }
    }

    /// The report for people, as Markdown.
    pub(crate) fn table(&self) -> String {
        let mut text = format!(
            "{} workers; ready after {:.0} ms; {:.0} MiB resident, {:.0} MiB of it its own; \
             bare hash {:.1} ms; bare engine {:.0} durable rows/s in groups of 64\n\n\
             | operation | bytes | req/s | p50 ms | p99 ms | CPU us | floor us | compared with | \
             ratio | at most |\n| --- | --: | --: | --: | --: | --: | --: | --- | --: | --: |\n",
            self.people,
            self.ready_milliseconds,
            self.memory,
            self.own_memory,
            self.hash / 1000.0,
            self.commits
        );
        for line in &self.lines {
            text.push_str(&line.text());
            text.push('\n');
        }
        text
    }
}

impl Line {
    /// A line; `compared` is with what, the ratio and its bound.
    pub(crate) fn new(
        name: &'static str,
        bytes: usize,
        ours: Shown,
        floor: Shown,
        compared: (String, f64, f64),
    ) -> Self {
        let (against, ratio, bound) = compared;
        Self {
            name,
            cpu: ours.cpu,
            bytes,
            rate: ours.rate,
            p50: ours.p50,
            p99: ours.p99,
            floor_cpu: floor.cpu,
            floor_rate: floor.rate,
            against,
            ratio,
            bound,
        }
    }

    /// The line as a row of the table; what misses its bound stands out.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mark = if self.ratio > self.bound { "**" } else { "" };
        // Writing to a text has nothing to fail on.
        let _ = write!(
            text,
            "| {} | {} | {:.0} | {:.2} | {:.2} | {:.1} | {:.1} | {} | {mark}{:.2}{mark} | {:.2} |",
            self.name,
            self.bytes,
            self.rate,
            self.p50,
            self.p99,
            self.cpu,
            self.floor_cpu,
            self.against,
            self.ratio,
            self.bound
        );
        text
    }
}
