//! What a run showed.

use std::{fmt::Display, io, process::ExitCode};

/// After so many broken promises more say nothing new.
const MOST: usize = 20;

/// What a run did, and which promises it saw broken.
pub(crate) struct Verdict {
    lines: Vec<(&'static str, String)>,
    broken: Vec<String>,
    void: Option<String>,
}

impl Verdict {
    /// Of a run of `part` from `seed`.
    pub(crate) fn new(part: &str, seed: u64) -> Self {
        let mut verdict = Self { lines: Vec::new(), broken: Vec::new(), void: None };
        verdict.count("run", format!("roster-chaos {part}"));
        verdict.count("seed", seed);
        verdict
    }

    /// Tells something that was counted or measured.
    pub(crate) fn count(&mut self, what: &'static str, number: impl Display) {
        self.lines.push((what, number.to_string()));
    }

    /// A promise was broken.
    pub(crate) fn broken(&mut self, how: impl Into<String>) {
        let how = how.into();
        tell(&mut io::stderr(), &format!("BROKEN: {how}"));
        self.broken.push(how);
    }

    /// Unless `kept`, a promise was broken.
    pub(crate) fn promise(&mut self, kept: bool, how: impl FnOnce() -> String) {
        if !kept {
            self.broken(how());
        }
    }

    /// The run shows nothing.
    pub(crate) fn void(&mut self, why: &str) {
        self.void.get_or_insert_with(|| why.to_owned());
    }

    /// Whether to go on: there is nothing more to be learnt after many.
    pub(crate) fn goes_on(&self) -> bool {
        self.broken.len() < MOST
    }

    /// Prints it.
    pub(crate) fn tell(self) -> ExitCode {
        let out = &mut io::stdout();
        for (what, number) in &self.lines {
            tell(out, &format!("{what:<28} {number}"));
        }
        for how in self.broken.iter().take(MOST) {
            tell(out, &format!("broken: {how}"));
        }
        let (code, verdict) = match (self.broken.len(), &self.void) {
            (0, None) => (ExitCode::SUCCESS, "kept".to_owned()),
            (0, Some(why)) => (ExitCode::FAILURE, format!("void, {why}")),
            (count, _) => (ExitCode::FAILURE, format!("BROKEN, {count} times")),
        };
        tell(out, &format!("verdict: {verdict}"));
        code
    }
}

/// Tells how far a run is.
pub(crate) fn progress(text: &str) {
    tell(&mut io::stderr(), text);
}

/// Tells why a run came to no verdict.
pub(crate) fn unjudged(error: &anyhow::Error) -> ExitCode {
    tell(&mut io::stdout(), &format!("verdict: void, the run broke off: {error:#}"));
    ExitCode::FAILURE
}

fn tell(out: &mut impl io::Write, line: &str) {
    // Who does not listen any more need not be told.
    let _ = writeln!(out, "{line}");
}
