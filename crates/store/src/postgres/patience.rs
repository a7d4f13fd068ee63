//! How long to wait for PostgreSQL.

use std::time::Duration;

use tokio::time::{Instant, timeout};

use crate::error::{Error, ErrorKind};

/// How long to wait for a connection, whether for one that is lent or for a new one.
pub(super) const CONNECTING: Duration = Duration::from_millis(2_500);

/// The patience with the statements of one transaction.
pub(super) struct Patience {
    limit: Option<Duration>,
    /// When the transaction was asked for, until its first statement.
    asked: Option<Instant>,
}

impl Patience {
    /// Of a transaction that is asked for now.
    pub(super) fn new(limit: Option<Duration>) -> Self {
        Self { limit, asked: Some(Instant::now()) }
    }

    /// How long the next statement may take. What the wait for a connection took is taken off the
    /// first, so that whoever asks a store which has gone knows within one limit.
    pub(super) fn next(&mut self) -> Option<Duration> {
        let waited = self.asked.take().map_or(Duration::ZERO, |asked| asked.elapsed());
        self.limit.map(|limit| limit.saturating_sub(waited))
    }
}

/// Waits for `work`, but not longer than `limit`.
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
