//! Options of a store.

use std::time::Duration;

/// Options of a store. The embedded one has no connections to limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Limit for the connections of one process, without the one that listens. PostgreSQL allows
    /// 100 in all by default.
    pub connections: usize,
    /// Timeout of a statement, including the wait for a connection before the first statement of a
    /// transaction. `None` for work without a limit.
    pub patience: Option<Duration>,
    /// Timeout of a query in the engine, after which the engine stops working on it. `None` for
    /// work without a limit.
    pub statement_timeout: Option<Duration>,
    /// Whether a pooler such as PgBouncer lends a connection per transaction: then no state may
    /// outlast a transaction, neither prepared statements nor notifications.
    pub pooled: bool,
    /// Bytes of memory for pages of an embedded store.
    pub page_cache: u64,
    /// Whether to send and receive notifications of commits: for a long-running process.
    pub listens: bool,
}

impl Options {
    /// Default limit for connections.
    pub const CONNECTIONS: usize = 16;
    /// Default timeout of a statement.
    pub const PATIENCE: Duration = Duration::from_millis(4_500);
    /// Default timeout of a query in the engine.
    pub const STATEMENT_TIMEOUT: Duration = Duration::from_secs(5);
    /// Default memory for pages.
    pub const PAGE_CACHE: u64 = 24 << 20;
}

impl Default for Options {
    fn default() -> Self {
        Self {
            connections: Self::CONNECTIONS,
            patience: Some(Self::PATIENCE),
            statement_timeout: Some(Self::STATEMENT_TIMEOUT),
            pooled: false,
            page_cache: Self::PAGE_CACHE,
            listens: false,
        }
    }
}
