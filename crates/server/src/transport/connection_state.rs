//! The state of a connection, and the deadline that follows from it.

use std::sync::{Mutex, MutexGuard, PoisonError};

use http::HeaderMap;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::smuggling::RawHeads;
use crate::Limits;

/// The state of a connection. The stream, which sees bytes, and the service, which sees requests,
/// share it.
pub(super) struct ConnectionState {
    limits: Limits,
    inner: Mutex<Inner>,
    closed: CancellationToken,
}

struct Inner {
    phase: Phase,
    has_sent_request: bool,
    awaits_body: bool,
    since: Instant,
    heads: RawHeads,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// The client sends a request head.
    Head,
    /// A response is in progress. The request body has a limit of its own.
    Response,
    /// No request is in progress.
    Idle,
}

impl ConnectionState {
    /// Creates the state of a new connection, which waits for its first request head.
    pub(super) fn new(limits: Limits) -> Self {
        let inner = Inner {
            phase: Phase::Head,
            has_sent_request: false,
            awaits_body: false,
            since: Instant::now(),
            heads: RawHeads::default(),
        };
        Self { limits, inner: Mutex::new(inner), closed: CancellationToken::new() }
    }

    /// Notes bytes that the client sent.
    pub(super) fn received(&self, bytes: &[u8]) {
        let mut inner = self.inner();
        if inner.phase == Phase::Idle {
            inner.phase = Phase::Head;
            inner.since = Instant::now();
        }
        let in_head = inner.phase == Phase::Head;
        inner.heads.push(bytes, in_head);
    }

    /// Notes that the client read a part of a response. This restarts the idle timeout.
    pub(super) fn sent(&self) {
        let mut inner = self.inner();
        if inner.phase == Phase::Idle {
            inner.since = Instant::now();
        }
    }

    /// Notes that a request head was parsed. Returns false when the framing of the request is
    /// ambiguous.
    pub(super) fn begin_response(&self, headers: &HeaderMap) -> bool {
        let mut inner = self.inner();
        inner.phase = Phase::Response;
        inner.has_sent_request = true;
        inner.awaits_body = false;
        inner.heads.take(headers)
    }

    /// Notes that the response is ready to be sent.
    pub(super) fn end_response(&self) {
        let mut inner = self.inner();
        inner.phase = Phase::Idle;
        inner.since = Instant::now();
    }

    /// Notes whether the handler waits for more of the request body.
    pub(super) fn set_awaits_body(&self, awaits: bool) {
        self.inner().awaits_body = awaits;
    }

    /// Whether the client has ever sent a request.
    pub(super) fn has_sent_request(&self) -> bool {
        self.inner().has_sent_request
    }

    /// Whether the server waits for the client.
    pub(super) fn awaits_client(&self) -> bool {
        let inner = self.inner();
        inner.phase != Phase::Response || inner.awaits_body
    }

    /// Closes the connection to make room for another one.
    pub(super) fn close(&self) {
        self.closed.cancel();
    }

    /// Waits until [`ConnectionState::close`] is called.
    pub(super) async fn closed(&self) {
        self.closed.cancelled().await;
    }

    #[cfg(test)]
    pub(super) fn is_closed(&self) -> bool {
        self.closed.is_cancelled()
    }

    /// When the connection times out unless the client sends something.
    pub(super) fn deadline(&self) -> Option<Instant> {
        let inner = self.inner();
        match inner.phase {
            Phase::Head => Some(inner.since + self.limits.head_timeout),
            Phase::Idle => Some(inner.since + self.limits.idle_timeout),
            Phase::Response => None,
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
