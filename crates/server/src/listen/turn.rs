//! Whose turn it is on a connection, and for how long.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use super::framing::Heads;
use crate::Limits;

/// What a connection is waiting for. Shared by the stream, which sees bytes, and the service, which
/// sees requests.
pub(super) struct Turn {
    limits: Limits,
    state: Mutex<State>,
}

struct State {
    phase: Phase,
    since: Instant,
    heads: Heads,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The client is sending a head.
    Head,
    /// We are answering; the body has a limit of its own.
    Answer,
    /// Nobody owes anything.
    Idle,
}

impl Turn {
    /// The turn of a connection just opened: its client has something to say.
    pub(super) fn new(limits: Limits) -> Self {
        let state = State { phase: Phase::Head, since: Instant::now(), heads: Heads::default() };
        Self { limits, state: Mutex::new(state) }
    }

    /// The client sent `bytes`.
    pub(super) fn heard(&self, bytes: &[u8]) {
        let mut state = self.state();
        if state.phase == Phase::Idle {
            state.phase = Phase::Head;
            state.since = Instant::now();
        }
        let in_head = state.phase == Phase::Head;
        state.heads.heard(bytes, in_head);
    }

    /// The client took some of an answer, which counts as being there.
    pub(super) fn took(&self) {
        let mut state = self.state();
        if state.phase == Phase::Idle {
            state.since = Instant::now();
        }
    }

    /// A request was read: true when its framing can be trusted.
    pub(super) fn begin_answer(&self, headers: &http::HeaderMap) -> bool {
        let mut state = self.state();
        state.phase = Phase::Answer;
        state.heads.take(headers)
    }

    /// The answer is ready to be sent.
    pub(super) fn end_answer(&self) {
        let mut state = self.state();
        state.phase = Phase::Idle;
        state.since = Instant::now();
    }

    /// When the client must have sent something, if it must.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let state = self.state();
        match state.phase {
            Phase::Head => Some(state.since + self.limits.head_time),
            Phase::Idle => Some(state.since + self.limits.idle_time),
            Phase::Answer => None,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
