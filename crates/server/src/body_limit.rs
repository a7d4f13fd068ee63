//! Limits the size and the transfer time of request bodies.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::{BoxError, body::Body};
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::BodyExt as _;
use hyper::body::Bytes;

use crate::{Limits, error::ApiError, transport::MinThroughput};

/// A body with limits. It fails with a [`BodyLimitError`] when it exceeds one.
pub(crate) struct LimitedBody {
    body: Body,
    remaining: usize,
    throughput: MinThroughput,
}

/// The limit that a body exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyLimitError {
    /// The maximum size.
    TooLarge,
    /// The minimum rate.
    TooSlow,
}

impl LimitedBody {
    /// Limits `body` to `bytes`.
    pub(crate) fn new(body: Body, bytes: usize, limits: Limits) -> Self {
        Self { body, remaining: bytes, throughput: MinThroughput::new(limits) }
    }
}

/// Reads the whole body.
///
/// # Errors
/// [`ApiError::BodyTooLarge`] or [`ApiError::BodyTooSlow`] for a limited body;
/// [`ApiError::BodyBroken`] when it ends early or is framed wrongly.
pub(crate) async fn read_all(body: Body) -> Result<Bytes, ApiError> {
    match body.collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) => Err(body_error(&error)),
    }
}

/// The API error for an error of a body.
pub(crate) fn body_error(error: &(dyn std::error::Error + 'static)) -> ApiError {
    match find_limit(error) {
        Some(BodyLimitError::TooLarge) => ApiError::BodyTooLarge,
        Some(BodyLimitError::TooSlow) => ApiError::BodyTooSlow,
        None => ApiError::BodyBroken,
    }
}

/// Finds a [`BodyLimitError`] in the chain of sources.
fn find_limit(error: &(dyn std::error::Error + 'static)) -> Option<BodyLimitError> {
    let found = error.downcast_ref().copied();
    found.or_else(|| error.source().and_then(find_limit))
}

impl HttpBody for LimitedBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let limited = self.get_mut();
        let Poll::Ready(next) = Pin::new(&mut limited.body).poll_frame(cx) else {
            ready!(limited.throughput.poll_stalled(cx));
            return Poll::Ready(Some(Err(BodyLimitError::TooSlow.into())));
        };
        let Some(frame) = next else { return Poll::Ready(None) };
        let frame = frame?;
        let bytes = frame.data_ref().map_or(0, Bytes::len);
        limited.throughput.transferred(bytes);
        match limited.remaining.checked_sub(bytes) {
            Some(remaining) => limited.remaining = remaining,
            None => return Poll::Ready(Some(Err(BodyLimitError::TooLarge.into()))),
        }
        Poll::Ready(Some(Ok(frame)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl fmt::Display for BodyLimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "the body is too large",
            Self::TooSlow => "the body is sent too slowly",
        })
    }
}

impl std::error::Error for BodyLimitError {}
