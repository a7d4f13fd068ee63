//! Waiting for a slow peer, but not for ever.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tokio::time::{Instant, Sleep, sleep_until};

use crate::Limits;

/// Time that may be spent waiting for a peer. Waiting uses it up; every byte that the peer moves
/// gives some of it back. So a peer that keeps up the least rate is never cut off, one that stops
/// is after [`Limits::patience`], and one that drips is soon after.
pub(crate) struct Patience {
    allowed: Duration,
    bytes_per_second: u32,
    spent: Duration,
    since: Option<Instant>,
    alarm: Option<Pin<Box<Sleep>>>,
}

impl Patience {
    /// The patience that `limits` grant.
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            allowed: limits.patience,
            bytes_per_second: limits.bytes_per_second.max(1),
            spent: Duration::ZERO,
            since: None,
            alarm: None,
        }
    }

    /// The peer has moved so many bytes.
    pub(crate) fn moved(&mut self, bytes: usize) {
        if let Some(since) = self.since.take() {
            self.spent += since.elapsed();
        }
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let earned =
            Duration::from_secs(1).mul_f64(f64::from(bytes) / f64::from(self.bytes_per_second));
        self.spent = self.spent.saturating_sub(earned);
    }

    /// The peer makes us wait: ready when it has done so for too long.
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
