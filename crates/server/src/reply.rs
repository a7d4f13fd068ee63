//! Successful responses of handlers.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, StatusCode, header};
use hyper::body::Bytes;
use roster_directory::Revision;
use roster_wire::Format;

use crate::{error::ApiError, etag};

/// The result of a handler.
pub(crate) type ApiResult = Result<Reply, ApiError>;

/// A response: a status, and bytes that a dialect has serialized.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    status: StatusCode,
    content_type: Option<HeaderValue>,
    body: Bytes,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Reply {
    /// 200 with `body`, in `format`.
    pub(crate) fn ok(format: Format, body: impl Into<Bytes>) -> Self {
        Self {
            status: StatusCode::OK,
            content_type: Some(HeaderValue::from_static(format.content_type())),
            body: body.into(),
            headers: Vec::new(),
        }
    }

    /// 200 with `body`, of this content type.
    pub(crate) fn with_type(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self {
            content_type: Some(HeaderValue::from_static(content_type)),
            body: body.into(),
            ..Self::empty(StatusCode::OK)
        }
    }

    /// A response without a body.
    pub(crate) fn empty(status: StatusCode) -> Self {
        Self { status, content_type: None, body: Bytes::new(), headers: Vec::new() }
    }

    /// 204.
    pub(crate) fn no_content() -> Self {
        Self::empty(StatusCode::NO_CONTENT)
    }

    /// The same with another status.
    pub(crate) fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same with a header. A value that is not valid in a header is left out.
    pub(crate) fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// The same with the `ETag` of a resource.
    pub(crate) fn revision(self, revision: &Revision) -> Self {
        self.header(header::ETAG, &etag::from_revision(revision))
    }

    /// The same with an `ETag` of its bytes, unless it has one.
    pub(crate) fn tagged(self) -> Self {
        if self.headers.iter().any(|(name, _)| name == header::ETAG) {
            return self;
        }
        let tag = etag::from_bytes(&self.body);
        self.header(header::ETAG, &tag)
    }

    /// The size of the body, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.body.len()
    }

    /// The same with the address of a created resource in `Location`.
    pub(crate) fn location(self, address: &str) -> Self {
        self.header(header::LOCATION, address)
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        if let Some(content_type) = self.content_type {
            headers.insert(header::CONTENT_TYPE, content_type);
        }
        headers.extend(self.headers);
        response
    }
}
