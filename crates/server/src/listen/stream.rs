//! The bytes of a connection, with a time limit on each direction.

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

use super::{Patience, turn::Turn};
use crate::Limits;

/// A stream of TCP, or of TLS over it, that fails with [`io::ErrorKind::TimedOut`] when the client
/// does not send the head that it owes, or does not take the answer that it asked for.
pub(super) struct Stream<T> {
    inner: T,
    turn: Arc<Turn>,
    alarm: Pin<Box<Sleep>>,
    patience: Patience,
    said_all: bool,
    lingering: Option<Instant>,
}

/// How long a closed connection is read from, so that a client still sending gets to read the
/// answer: to close a socket with unread input would reset it, and the answer would be lost.
const LINGER: Duration = Duration::from_secs(2);

impl<T: AsyncRead + AsyncWrite + Unpin> Stream<T> {
    pub(super) fn new(inner: T, turn: Arc<Turn>, limits: Limits) -> Self {
        let alarm = Box::pin(sleep_until(Instant::now() + limits.head_time));
        Self {
            inner,
            turn,
            alarm,
            patience: Patience::new(limits),
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
                self.turn.took();
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
                stream.turn.heard(bytes);
            }
            // A head that drips in is late however lively it looks.
            return match stream.turn.deadline() {
                Some(end) if end <= Instant::now() => {
                    Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
                }
                _ => Poll::Ready(result),
            };
        }
        let Some(end) = stream.turn.deadline() else { return Poll::Pending };
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
            // TLS keeps what the client does not take.
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
