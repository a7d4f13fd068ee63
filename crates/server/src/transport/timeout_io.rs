//! A byte stream with a timeout for each direction.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep_until},
};

use super::{MinThroughput, connection_state::ConnectionState};
use crate::Limits;

/// A TCP or TLS stream that fails with [`io::ErrorKind::TimedOut`] when the client does not send a
/// due head, or does not read its response.
pub(super) struct Stream<T> {
    inner: T,
    state: Arc<ConnectionState>,
    alarm: Pin<Box<Sleep>>,
    patience: MinThroughput,
    said_all: bool,
    lingering: Option<Instant>,
}

/// How long a closed connection is still read, so that a sending client can read the response:
/// closing a socket with unread input resets it, and the response would be lost.
const LINGER: Duration = Duration::from_secs(2);

impl<T: AsyncRead + AsyncWrite + Unpin> Stream<T> {
    pub(super) fn new(inner: T, state: Arc<ConnectionState>, limits: Limits) -> Self {
        let alarm = Box::pin(sleep_until(Instant::now() + limits.head_time));
        Self {
            inner,
            state,
            alarm,
            patience: MinThroughput::new(limits),
            said_all: false,
            lingering: None,
        }
    }

    fn alarmed(&mut self, end: Instant, cx: &mut Context<'_>) -> Poll<()> {
        if self.alarm.deadline() != end {
            self.alarm.as_mut().reset(end);
        }
        self.alarm.as_mut().poll(cx)
    }

    fn settle(
        &mut self,
        written: Poll<io::Result<usize>>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                self.patience.moved(bytes);
                self.state.took();
                Poll::Ready(Ok(bytes))
            }
            Poll::Pending => {
                ready!(self.patience.run_out(cx));
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
            failed @ Poll::Ready(Err(_)) => failed,
        }
    }

    fn poll_linger(&mut self, end: Instant, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut waste = [0; 8 * 1024];
        loop {
            if self.alarmed(end, cx).is_ready() {
                return Poll::Ready(Ok(()));
            }
            let mut buffer = ReadBuf::new(&mut waste);
            match ready!(Pin::new(&mut self.inner).poll_read(cx, &mut buffer)) {
                Ok(()) if !buffer.filled().is_empty() => {}
                Ok(()) | Err(_) => return Poll::Ready(Ok(())),
            }
        }
    }
}

impl<T: AsyncRead + AsyncWrite + Unpin> AsyncRead for Stream<T> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let stream = self.get_mut();
        let before = buffer.filled().len();
        if let Poll::Ready(result) = Pin::new(&mut stream.inner).poll_read(cx, buffer) {
            if let Some(bytes) = buffer.filled().get(before..).filter(|bytes| !bytes.is_empty()) {
                stream.state.heard(bytes);
            }
            // A trickling head is late even if bytes arrive.
            return match stream.state.deadline() {
                Some(end) if end <= Instant::now() => {
                    Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
                }
                _ => Poll::Ready(result),
            };
        }
        let Some(end) = stream.state.deadline() else { return Poll::Pending };
        ready!(stream.alarmed(end, cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<T: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Stream<T> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let stream = self.get_mut();
        let written = Pin::new(&mut stream.inner).poll_write(cx, bytes);
        stream.settle(written, cx)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let stream = self.get_mut();
        let written = Pin::new(&mut stream.inner).poll_write_vectored(cx, slices);
        stream.settle(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let stream = self.get_mut();
        let Poll::Ready(flushed) = Pin::new(&mut stream.inner).poll_flush(cx) else {
            // TLS buffers what the client does not read.
            ready!(stream.patience.run_out(cx));
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        };
        stream.patience.moved(0);
        Poll::Ready(flushed)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let stream = self.get_mut();
        let end = *stream.lingering.get_or_insert_with(|| Instant::now() + LINGER);
        if !stream.said_all {
            let Poll::Ready(said) = Pin::new(&mut stream.inner).poll_shutdown(cx) else {
                ready!(stream.alarmed(end, cx));
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            };
            said?;
            stream.said_all = true;
        }
        stream.poll_linger(end, cx)
    }
}
