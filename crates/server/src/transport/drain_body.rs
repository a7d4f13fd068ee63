//! Drains request bodies that a handler leaves unread.
//!
//! A request that fails early gets its response while its body is still being sent. hyper then
//! closes the connection without `Connection: close`, and the next request of the client fails. So a
//! short rest is read and discarded, and before a long one the response announces the close.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::body::Body as AxumBody;
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt as _;
use hyper::body::{Bytes, Incoming};
use tokio::{
    sync::oneshot::{self, Receiver, Sender, error::TryRecvError},
    time::timeout,
};

use super::connection_state::ConnectionState;

/// The longest rest to discard, in bytes.
const MAX_DISCARDED: usize = 64 * 1024;

/// The longest time to wait for it.
const DRAIN_TIMEOUT: Duration = Duration::from_millis(500);

/// A request body that returns itself when it is dropped before its end.
struct TrackedBody {
    body: Option<Incoming>,
    state: Arc<ConnectionState>,
    on_drop: Option<Sender<Incoming>>,
}

/// The part of a body that the handler did not read.
pub(super) struct Unread(Option<Receiver<Incoming>>);

/// Wraps `body`, so that its unread part can be drained, and so that `state` knows whether the
/// handler waits for more of it.
pub(super) fn track(body: Incoming, state: Arc<ConnectionState>) -> (AxumBody, Unread) {
    if body.is_end_stream() {
        return (AxumBody::empty(), Unread(None));
    }
    let (on_drop, unread) = oneshot::channel();
    let tracked = TrackedBody { body: Some(body), state, on_drop: Some(on_drop) };
    (AxumBody::new(tracked), Unread(Some(unread)))
}

impl Unread {
    /// Discards the rest of the body. A client that `expects_continue` does not send it.
    ///
    /// Returns true when the body was read to its end, so that the connection can be reused.
    pub(super) async fn drain(self, expects_continue: bool) -> bool {
        let Some(mut unread) = self.0 else { return true };
        let mut body = match unread.try_recv() {
            Ok(body) => body,
            Err(TryRecvError::Closed) => return true,
            // A task of the handler still reads it.
            Err(TryRecvError::Empty) => return false,
        };
        if expects_continue || is_too_long(&body) {
            return false;
        }
        let mut remaining = MAX_DISCARDED;
        let discard = async {
            while let Some(frame) = body.frame().await {
                let bytes = frame.ok()?.data_ref().map_or(0, Bytes::len);
                remaining = remaining.checked_sub(bytes)?;
            }
            Some(())
        };
        matches!(timeout(DRAIN_TIMEOUT, discard).await, Ok(Some(())))
    }
}

fn is_too_long(body: &Incoming) -> bool {
    usize::try_from(body.size_hint().lower()).is_ok_and(|bytes| bytes > MAX_DISCARDED)
}

impl Body for TrackedBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let tracked = self.get_mut();
        let Some(body) = &mut tracked.body else { return Poll::Ready(None) };
        let polled = Pin::new(body).poll_frame(cx);
        tracked.state.set_awaits_body(polled.is_pending());
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Incoming::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map(Incoming::size_hint).unwrap_or_default()
    }
}

impl Drop for TrackedBody {
    fn drop(&mut self) {
        let body = self.body.take().filter(|body| !body.is_end_stream());
        if let (Some(body), Some(on_drop)) = (body, self.on_drop.take()) {
            // Fails when the connection is gone.
            let _ = on_drop.send(body);
        }
    }
}
