//! The progress bar.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::output::status;

/// A progress bar on stderr; hidden without a terminal.
#[derive(Clone)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// An empty bar.
    pub(crate) fn new() -> Self {
        let bar = ProgressBar::no_length();
        if let Ok(style) = ProgressStyle::with_template(
            "{spinner} {msg} {wide_bar} {human_pos}/{human_len} {per_sec}",
        ) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// Starts a list.
    pub(crate) fn begin(&self, name: &str, pass: i64) {
        self.0.reset();
        self.0.set_message(format!("pass {pass}: {name}"));
    }

    /// Adds `done` of `total`.
    pub(crate) fn advance(&self, done: usize, total: u64) {
        self.0.set_length(total);
        self.0.inc(done as u64);
    }

    /// Prints a line beside the bar.
    pub(crate) fn say(&self, text: &str) {
        self.0.suspend(|| status(text));
    }

    /// Removes the bar.
    pub(crate) fn end(&self) {
        self.0.finish_and_clear();
    }
}
