//! A minimum transfer rate, with an allowance for stalls.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tokio::time::{Instant, Sleep, sleep_until};

use crate::Limits;

/// Detects peers that are too slow.
///
/// Waiting for the peer uses up [`Limits::stall_timeout`], and every transferred byte gives some of
/// it back. So a peer at [`Limits::min_bytes_per_second`] never fails, one that stops fails after
/// the timeout, and one that sends single bytes fails soon after it.
pub(crate) struct MinThroughput {
    stall_timeout: Duration,
    bytes_per_second: u32,
    stalled: Duration,
    waiting_since: Option<Instant>,
    timer: Option<Pin<Box<Sleep>>>,
}

impl MinThroughput {
    /// Starts with the full allowance.
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            stall_timeout: limits.stall_timeout,
            bytes_per_second: limits.min_bytes_per_second.max(1),
            stalled: Duration::ZERO,
            waiting_since: None,
            timer: None,
        }
    }

    /// Notes that the peer transferred `bytes`.
    pub(crate) fn transferred(&mut self, bytes: usize) {
        if let Some(since) = self.waiting_since.take() {
            self.stalled += since.elapsed();
        }
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let earned =
            Duration::from_secs(1).mul_f64(f64::from(bytes) / f64::from(self.bytes_per_second));
        self.stalled = self.stalled.saturating_sub(earned);
    }

    /// Notes that we wait for the peer. Ready when the allowance is used up.
    pub(crate) fn poll_stalled(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let since = *self.waiting_since.get_or_insert_with(Instant::now);
        let deadline = since + self.stall_timeout.saturating_sub(self.stalled);
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        if timer.deadline() != deadline {
            timer.as_mut().reset(deadline);
        }
        timer.as_mut().poll(cx)
    }
}
