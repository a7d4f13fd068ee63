//! The minimum throughput of a client.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tokio::time::{Instant, Sleep, sleep_until};

use crate::Limits;

/// A budget of waiting time. Waiting consumes it, and each byte that the client transfers restores
/// a part of it. A client at the minimum throughput is never disconnected, a stalled one is after
/// [`Limits::patience`], and a trickling one soon after.
pub(crate) struct MinThroughput {
    allowed: Duration,
    bytes_per_second: u32,
    spent: Duration,
    since: Option<Instant>,
    alarm: Option<Pin<Box<Sleep>>>,
}

impl MinThroughput {
    /// A full budget.
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            allowed: limits.patience,
            bytes_per_second: limits.bytes_per_second.max(1),
            spent: Duration::ZERO,
            since: None,
            alarm: None,
        }
    }

    /// Restores the part for the transferred bytes.
    pub(crate) fn moved(&mut self, bytes: usize) {
        if let Some(since) = self.since.take() {
            self.spent += since.elapsed();
        }
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let earned =
            Duration::from_secs(1).mul_f64(f64::from(bytes) / f64::from(self.bytes_per_second));
        self.spent = self.spent.saturating_sub(earned);
    }

    /// Consumes waiting time: ready when the budget is used up.
    pub(crate) fn run_out(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let since = *self.since.get_or_insert_with(Instant::now);
        let end = since + self.allowed.saturating_sub(self.spent);
        let alarm = self.alarm.get_or_insert_with(|| Box::pin(sleep_until(end)));
        if alarm.deadline() != end {
            alarm.as_mut().reset(end);
        }
        alarm.as_mut().poll(cx)
    }
}
