//! The verdict of a run.

use std::{fmt::Display, io, process::ExitCode};

/// Limit for reported violations.
const MOST: usize = 20;

/// The counts and violations of a run.
pub(crate) struct Verdict {
    lines: Vec<(&'static str, String)>,
    broken: Vec<String>,
    void: Option<String>,
}

impl Verdict {
    /// The verdict of a run of `part` with `seed`.
    pub(crate) fn new(part: &str, seed: u64) -> Self {
        let mut verdict = Self { lines: Vec::new(), broken: Vec::new(), void: None };
        verdict.count("run", format!("roster-chaos {part}"));
        verdict.count("seed", seed);
        verdict
    }

    /// Adds a count or a measurement.
    pub(crate) fn count(&mut self, what: &'static str, number: impl Display) {
        self.lines.push((what, number.to_string()));
    }

    /// Adds a violation.
    pub(crate) fn broken(&mut self, how: impl Into<String>) {
        let how = how.into();
        print_line(&mut io::stderr(), &format!("BROKEN: {how}"));
        self.broken.push(how);
    }

    /// Adds a violation unless `kept`.
    pub(crate) fn promise(&mut self, kept: bool, how: impl FnOnce() -> String) {
        if !kept {
            self.broken(how());
        }
    }

    /// Marks the run as void: it proves nothing.
    pub(crate) fn void(&mut self, why: &str) {
        self.void.get_or_insert_with(|| why.to_owned());
    }

    /// Whether to continue: after many violations more prove nothing new.
    pub(crate) fn goes_on(&self) -> bool {
        self.broken.len() < MOST
    }

    /// Prints the verdict.
    pub(crate) fn print(self) -> ExitCode {
        let out = &mut io::stdout();
        for (what, number) in &self.lines {
            print_line(out, &format!("{what:<28} {number}"));
        }
        for how in self.broken.iter().take(MOST) {
            print_line(out, &format!("broken: {how}"));
        }
        let (code, verdict) = match (self.broken.len(), &self.void) {
            (0, None) => (ExitCode::SUCCESS, "kept".to_owned()),
            (0, Some(why)) => (ExitCode::FAILURE, format!("void, {why}")),
            (count, _) => (ExitCode::FAILURE, format!("BROKEN, {count} times")),
        };
        print_line(out, &format!("verdict: {verdict}"));
        code
    }
}

/// Prints progress.
pub(crate) fn progress(text: &str) {
    print_line(&mut io::stderr(), text);
}

/// Prints why a run has no verdict.
pub(crate) fn print_failure(error: &anyhow::Error) -> ExitCode {
    print_line(&mut io::stdout(), &format!("verdict: void, the run broke off: {error:#}"));
    ExitCode::FAILURE
}

fn print_line(out: &mut impl io::Write, line: &str) {
    // The reader may have closed the pipe.
    let _ = writeln!(out, "{line}");
}
