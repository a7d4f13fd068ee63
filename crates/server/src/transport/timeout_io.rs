//! The byte stream of a connection, with timeouts for both directions.

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

/// A TCP or TLS stream. It fails with [`io::ErrorKind::TimedOut`] when the client does not send a
/// request head in time, or reads a response too slowly.
pub(super) struct TimeoutIo<T> {
    inner: T,
    state: Arc<ConnectionState>,
    timer: Pin<Box<Sleep>>,
    write_throughput: MinThroughput,
    is_write_closed: bool,
    linger_deadline: Option<Instant>,
}

/// How long to read from a connection after the server closed its sending half. The system resets
/// the connection if a socket is closed with unread input, and a client that still sends would lose
/// the response.
const LINGER: Duration = Duration::from_secs(2);

impl<T: AsyncRead + AsyncWrite + Unpin> TimeoutIo<T> {
    pub(super) fn new(inner: T, state: Arc<ConnectionState>, limits: Limits) -> Self {
        let timer = Box::pin(sleep_until(Instant::now() + limits.head_timeout));
        Self {
            inner,
            state,
            timer,
            write_throughput: MinThroughput::new(limits),
            is_write_closed: false,
            linger_deadline: None,
        }
    }

    fn poll_timer(&mut self, deadline: Instant, cx: &mut Context<'_>) -> Poll<()> {
        if self.timer.deadline() != deadline {
            self.timer.as_mut().reset(deadline);
        }
        self.timer.as_mut().poll(cx)
    }

    /// Applies the minimum throughput to the result of a write.
    fn check_write(
        &mut self,
        written: Poll<io::Result<usize>>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                self.write_throughput.transferred(bytes);
                self.state.sent();
                Poll::Ready(Ok(bytes))
            }
            Poll::Pending => {
                ready!(self.write_throughput.poll_stalled(cx));
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
            failed @ Poll::Ready(Err(_)) => failed,
        }
    }

    /// Discards input until the client closes the connection, or until `deadline`.
    fn poll_linger(&mut self, deadline: Instant, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut discarded = [0; 8 * 1024];
        loop {
            if self.poll_timer(deadline, cx).is_ready() {
                return Poll::Ready(Ok(()));
            }
            let mut buffer = ReadBuf::new(&mut discarded);
            match ready!(Pin::new(&mut self.inner).poll_read(cx, &mut buffer)) {
                Ok(()) if !buffer.filled().is_empty() => {}
                Ok(()) | Err(_) => return Poll::Ready(Ok(())),
            }
        }
    }
}

impl<T: AsyncRead + AsyncWrite + Unpin> AsyncRead for TimeoutIo<T> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        if let Poll::Ready(result) = Pin::new(&mut this.inner).poll_read(cx, buffer) {
            if let Some(bytes) = buffer.filled().get(before..).filter(|bytes| !bytes.is_empty()) {
                this.state.received(bytes);
            }
            // The deadline also applies to a head that arrives in small pieces.
            return match this.state.deadline() {
                Some(deadline) if deadline <= Instant::now() => {
                    Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
                }
                _ => Poll::Ready(result),
            };
        }
        let Some(deadline) = this.state.deadline() else { return Poll::Pending };
        ready!(this.poll_timer(deadline, cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<T: AsyncRead + AsyncWrite + Unpin> AsyncWrite for TimeoutIo<T> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.inner).poll_write(cx, bytes);
        this.check_write(written, cx)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.inner).poll_write_vectored(cx, slices);
        this.check_write(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let Poll::Ready(flushed) = Pin::new(&mut this.inner).poll_flush(cx) else {
            // TLS buffers what the client does not read.
            ready!(this.write_throughput.poll_stalled(cx));
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        };
        this.write_throughput.transferred(0);
        Poll::Ready(flushed)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let deadline = *this.linger_deadline.get_or_insert_with(|| Instant::now() + LINGER);
        if !this.is_write_closed {
            let Poll::Ready(closed) = Pin::new(&mut this.inner).poll_shutdown(cx) else {
                ready!(this.poll_timer(deadline, cx));
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            };
            closed?;
            this.is_write_closed = true;
        }
        this.poll_linger(deadline, cx)
    }
}
