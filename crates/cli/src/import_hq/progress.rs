//! Telling whoever waits how far it is.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::output::talk;

/// A progress bar on stderr; without a terminal there is none.
#[derive(Clone)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// A bar with nothing on it yet.
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

    /// Begins a list.
    pub(crate) fn begin(&self, name: &str, pass: i64) {
        self.0.reset();
        self.0.set_message(format!("pass {pass}: {name}"));
    }

    /// So many more of `total` are done.
    pub(crate) fn advance(&self, done: usize, total: u64) {
        self.0.set_length(total);
        self.0.inc(done as u64);
    }

    /// Says something beside the bar.
    pub(crate) fn say(&self, text: &str) {
        self.0.suspend(|| talk(text));
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.0.finish_and_clear();
    }
}
