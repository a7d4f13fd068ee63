//! Timeouts of PostgreSQL.

use std::time::Duration;

use tokio::time::{Instant, timeout};

use crate::error::{Error, ErrorKind};

/// Timeout for a connection, from the pool or new.
pub(super) const CONNECTING: Duration = Duration::from_millis(2_500);

/// The timeout of the statements of one transaction.
pub(super) struct Timeouts {
    limit: Option<Duration>,
    /// When the transaction was requested, until its first statement.
    asked: Option<Instant>,
}

impl Timeouts {
    /// For a transaction that is requested now.
    pub(super) fn new(limit: Option<Duration>) -> Self {
        Self { limit, asked: Some(Instant::now()) }
    }

    /// The timeout of the next statement. The wait for a turn and a connection counts for the first
    /// one, so that an unreachable store is reported within one timeout.
    pub(super) fn next(&mut self) -> Option<Duration> {
        let left = self.left();
        self.asked = None;
        left
    }

    /// The timeout of what comes before the next statement.
    pub(super) fn left(&self) -> Option<Duration> {
        let waited = self.asked.map_or(Duration::ZERO, |asked| asked.elapsed());
        self.limit.map(|limit| limit.saturating_sub(waited))
    }
}

/// Waits for `work`, at most for `limit`.
pub(super) async fn within<T, E: Into<Error>>(
    limit: Option<Duration>,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, Error> {
    let Some(limit) = limit else { return work.await.map_err(Into::into) };
    match timeout(limit, work).await {
        Ok(done) => done.map_err(Into::into),
        Err(_) => Err(Error::new(ErrorKind::Unreachable, "PostgreSQL does not answer in time")),
    }
}
