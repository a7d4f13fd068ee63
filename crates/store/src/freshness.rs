//! For how long what was read may be taken for what would be read now.

use std::time::{Duration, Instant};

/// What another process commits to an embedded store may go unnoticed for so long.
const UNNOTICED: Duration = Duration::from_millis(10);

/// A moment in the life of a store, to be noted before something is read.
#[derive(Clone, Copy, Debug)]
pub struct Freshness {
    commits: u64,
    at: Instant,
}

impl Freshness {
    /// Now, after so many commits of this process.
    pub(crate) fn after(commits: u64) -> Self {
        Self { commits, at: Instant::now() }
    }

    /// Whether nothing of this process was committed since, and little time has passed.
    pub(crate) fn is_still(self, commits: u64) -> bool {
        self.commits == commits && self.at.elapsed() < UNNOTICED
    }
}
