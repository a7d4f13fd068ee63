//! Freshness of cached reads.

use std::time::{Duration, Instant};

/// Longest time that a commit of another process to an embedded store can go unseen.
const UNNOTICED: Duration = Duration::from_millis(10);

/// A freshness token for cached reads. Take it before the read. The cached value may be served
/// while this process has committed nothing since and the token is younger than 10 ms (SQLite
/// only).
#[derive(Clone, Copy, Debug)]
pub struct Freshness {
    commits: u64,
    at: Instant,
}

impl Freshness {
    /// A token of now, after this number of commits of this process.
    pub(crate) fn after(commits: u64) -> Self {
        Self { commits, at: Instant::now() }
    }

    /// Whether this process has committed nothing since, and the token is young enough.
    pub(crate) fn is_still(self, commits: u64) -> bool {
        self.is_within(commits, UNNOTICED)
    }

    /// Whether this process has committed nothing since, and the token is younger than `age`.
    pub(crate) fn is_within(self, commits: u64, age: Duration) -> bool {
        self.commits == commits && self.at.elapsed() < age
    }
}
