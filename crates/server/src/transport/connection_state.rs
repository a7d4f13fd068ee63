//! The state of a connection: which side must act, and until when.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::smuggling::Heads;
use crate::Limits;

/// The state of a connection, shared by the stream, which sees bytes, and the service, which sees
/// requests.
pub(super) struct ConnectionState {
    limits: Limits,
    state: Mutex<State>,
    leaving: CancellationToken,
}

struct State {
    phase: Phase,
    has_asked: bool,
    awaits_body: bool,
    since: Instant,
    heads: Heads,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The client is sending a head.
    Head,
    /// The server is processing a request; the body has its own limit.
    ApiResult,
    /// The connection is idle.
    Idle,
}

impl ConnectionState {
    /// The state of a new connection: the client must send a head.
    pub(super) fn new(limits: Limits) -> Self {
        let state = State {
            phase: Phase::Head,
            has_asked: false,
            awaits_body: false,
            since: Instant::now(),
            heads: Heads::default(),
        };
        Self { limits, state: Mutex::new(state), leaving: CancellationToken::new() }
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

    /// The client read a part of a response, so it is alive.
    pub(super) fn took(&self) {
        let mut state = self.state();
        if state.phase == Phase::Idle {
            state.since = Instant::now();
        }
    }

    /// A request head was read. Returns whether its framing is unambiguous.
    pub(super) fn begin_answer(&self, headers: &http::HeaderMap) -> bool {
        let mut state = self.state();
        state.phase = Phase::ApiResult;
        state.has_asked = true;
        state.awaits_body = false;
        state.heads.take(headers)
    }

    /// The response is ready to be sent.
    pub(super) fn end_answer(&self) {
        let mut state = self.state();
        state.phase = Phase::Idle;
        state.since = Instant::now();
    }

    /// Sets whether the handler waits for more of the request's body.
    pub(super) fn awaits_body(&self, awaits: bool) {
        self.state().awaits_body = awaits;
    }

    /// Whether the client has ever sent a request.
    pub(super) fn has_asked(&self) -> bool {
        self.state().has_asked
    }

    /// Whether the client must act next.
    pub(super) fn waits(&self) -> bool {
        let state = self.state();
        state.phase != Phase::ApiResult || state.awaits_body
    }

    /// Gives the connection up, because another one needs its slot.
    pub(super) fn leave(&self) {
        self.leaving.cancel();
    }

    /// Returns when the connection was given up.
    pub(super) async fn left(&self) {
        self.leaving.cancelled().await;
    }

    #[cfg(test)]
    pub(super) fn is_leaving(&self) -> bool {
        self.leaving.is_cancelled()
    }

    /// When the client must have sent something, if it must.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let state = self.state();
        match state.phase {
            Phase::Head => Some(state.since + self.limits.head_time),
            Phase::Idle => Some(state.since + self.limits.idle_time),
            Phase::ApiResult => None,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
