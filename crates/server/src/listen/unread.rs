//! What a handler leaves unread of a request's body.
//!
//! A request that is refused by its head is answered while its body may still be on the way. hyper
//! then closes the connection without a word, and a client that sends its next request on it finds
//! nobody there. So a little is read all the same, and of much the client is told.

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

use super::turn::Turn;

/// How much is read only to be thrown away, in bytes.
const MOST: usize = 64 * 1024;

/// How long it is waited for.
const PATIENCE: Duration = Duration::from_millis(500);

/// The body of a request, lent to its handler: what is not read to its end comes back.
struct Lent {
    body: Option<Incoming>,
    turn: Arc<Turn>,
    back: Option<Sender<Incoming>>,
}

/// What comes back of a body, once its request is answered.
pub(super) struct Rest(Option<Receiver<Incoming>>);

/// Lends `body`, and tells `turn` while more of it is waited for; one that has nothing in it need not
/// come back.
pub(super) fn lend(body: Incoming, turn: Arc<Turn>) -> (axum::body::Body, Rest) {
    if body.is_end_stream() {
        return (axum::body::Body::empty(), Rest(None));
    }
    let (back, rest) = oneshot::channel();
    (axum::body::Body::new(Lent { body: Some(body), turn, back: Some(back) }), Rest(Some(rest)))
}

impl Rest {
    /// Reads what is left, unless the client `waits` to be asked for it; true when it came to its end,
    /// so that the connection can serve on.
    pub(super) async fn read(self, waits: bool) -> bool {
        let Some(mut back) = self.0 else { return true };
        let mut body = match back.try_recv() {
            Ok(body) => body,
            Err(TryRecvError::Closed) => return true,
            // Somebody is still reading.
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
        lent.turn.awaits_body(polled.is_pending());
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
            // Nobody waits for it once the connection is gone.
            let _ = back.send(body);
        }
    }
}
