//! How to deal with a place.

use std::time::Duration;

/// How to deal with PostgreSQL. The embedded store has nothing of it to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The most connections of one process, beside the one that listens. PostgreSQL allows 100 in all
    /// unless told otherwise.
    pub connections: usize,
    /// How long one statement may take, the wait for a connection included where it is the first of
    /// its transaction. `None` for work that takes as long as it takes.
    pub patience: Option<Duration>,
    /// Whether there is a pooler between, such as PgBouncer, that lends a connection for one
    /// transaction at a time: nothing may outlast a transaction then, neither prepared statements nor
    /// listening.
    pub pooled: bool,
    /// Whether to tell other processes of commits, and to hear of theirs: for a process that stays.
    pub listens: bool,
}

impl Options {
    /// How many connections a process has unless told otherwise.
    pub const CONNECTIONS: usize = 16;
    /// How long a statement may take unless told otherwise.
    pub const PATIENCE: Duration = Duration::from_millis(4_500);
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connections: Self::CONNECTIONS,
            patience: Some(Self::PATIENCE),
            pooled: false,
            listens: false,
        }
    }
}
