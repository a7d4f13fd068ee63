//! Drains the unread part of a request's body.
//!
//! A request that is rejected by its head is answered while its body may still be arriving. hyper then
//! closes the connection silently, and the client's next request on it fails. So a small rest is read
//! and discarded, and a large one is answered with `Connection: close`.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt as _;
use hyper::body::{Bytes, Incoming};
use tokio::{
    sync::oneshot::{self, Receiver, Sender, error::TryRecvError},
    time::timeout,
};

use super::connection_state::ConnectionState;

/// Limit for the bytes that are read and discarded.
const MOST: usize = 64 * 1024;

/// Timeout of this read.
const PATIENCE: Duration = Duration::from_millis(500);

/// The body of a request, lent to its handler. An unread rest comes back.
struct Lent {
    body: Option<Incoming>,
    state: Arc<ConnectionState>,
    back: Option<Sender<Incoming>>,
}

/// The unread rest of a body, once its request is answered.
pub(super) struct Rest(Option<Receiver<Incoming>>);

/// Lends `body`, and records in `state` while more of it is awaited. An empty body does not come
/// back.
pub(super) fn lend(body: Incoming, state: Arc<ConnectionState>) -> (axum::body::Body, Rest) {
    if body.is_end_stream() {
        return (axum::body::Body::empty(), Rest(None));
    }
    let (back, rest) = oneshot::channel();
    (axum::body::Body::new(Lent { body: Some(body), state, back: Some(back) }), Rest(Some(rest)))
}

impl Rest {
    /// Reads the rest, unless the client `waits` for `100 Continue`. Returns true at the end of the
    /// body, so that the connection can be reused.
    pub(super) async fn read(self, waits: bool) -> bool {
        let Some(mut back) = self.0 else { return true };
        let mut body = match back.try_recv() {
            Ok(body) => body,
            Err(TryRecvError::Closed) => return true,
            // The handler is still reading.
            Err(TryRecvError::Empty) => return false,
        };
        if waits || is_much(&body) {
            return false;
        }
        let mut left = MOST;
        let reading = async {
            while let Some(frame) = body.frame().await {
                let bytes = frame.ok()?.data_ref().map_or(0, Bytes::len);
                left = left.checked_sub(bytes)?;
            }
            Some(())
        };
        matches!(timeout(PATIENCE, reading).await, Ok(Some(())))
    }
}

fn is_much(body: &Incoming) -> bool {
    usize::try_from(body.size_hint().lower()).is_ok_and(|bytes| bytes > MOST)
}

impl Body for Lent {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let lent = self.get_mut();
        let Some(body) = &mut lent.body else { return Poll::Ready(None) };
        let polled = Pin::new(body).poll_frame(cx);
        lent.state.awaits_body(polled.is_pending());
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(Incoming::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map(Incoming::size_hint).unwrap_or_default()
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let body = self.body.take().filter(|body| !body.is_end_stream());
        if let (Some(body), Some(back)) = (body, self.back.take()) {
            // The receiver is gone when the connection is.
            let _ = back.send(body);
        }
    }
}
