//! A request body that may be neither too large nor too slow.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::{BoxError, body::Body};
use http_body::{Body as HttpBody, Frame, SizeHint};
use http_body_util::BodyExt as _;
use hyper::body::Bytes;

use crate::{Limits, error::ApiError, listen::Patience};

/// A body within its limits. What goes wrong with it is a [`BodyFault`].
pub(crate) struct Guarded {
    body: Body,
    left: usize,
    patience: Patience,
}

/// Why a body cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyFault {
    /// It is larger than allowed.
    TooLarge,
    /// Its sender is slower than allowed.
    TooSlow,
}

impl Guarded {
    /// `body`, of at most `bytes`.
    pub(crate) fn new(body: Body, bytes: usize, limits: Limits) -> Self {
        Self { body, left: bytes, patience: Patience::new(limits) }
    }
}

/// All of `body`.
///
/// # Errors
/// [`ApiError::BodyTooLarge`] and [`ApiError::BodyTooSlow`] for a guarded body; [`ApiError::BodyBroken`]
/// when it ends too early or is framed wrongly.
pub(crate) async fn read_all(body: Body) -> Result<Bytes, ApiError> {
    match body.collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) => Err(broken_body(&error)),
    }
}

/// Why a body could not be read, of which a reader had this error.
pub(crate) fn broken_body(error: &(dyn std::error::Error + 'static)) -> ApiError {
    match fault_of(error) {
        Some(BodyFault::TooLarge) => ApiError::BodyTooLarge,
        Some(BodyFault::TooSlow) => ApiError::BodyTooSlow,
        None => ApiError::BodyBroken,
    }
}

/// The error behind an error, however many layers have put the body into one of their own.
fn fault_of(error: &(dyn std::error::Error + 'static)) -> Option<BodyFault> {
    let found = error.downcast_ref().copied();
    found.or_else(|| error.source().and_then(fault_of))
}

impl HttpBody for Guarded {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let guarded = self.get_mut();
        let Poll::Ready(next) = Pin::new(&mut guarded.body).poll_frame(cx) else {
            ready!(guarded.patience.run_out(cx));
            return Poll::Ready(Some(Err(BodyFault::TooSlow.into())));
        };
        let Some(frame) = next else { return Poll::Ready(None) };
        let frame = frame?;
        let bytes = frame.data_ref().map_or(0, Bytes::len);
        guarded.patience.moved(bytes);
        match guarded.left.checked_sub(bytes) {
            Some(left) => guarded.left = left,
            None => return Poll::Ready(Some(Err(BodyFault::TooLarge.into()))),
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

impl fmt::Display for BodyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "the body is too large",
            Self::TooSlow => "the body comes too slowly",
        })
    }
}

impl std::error::Error for BodyFault {}
