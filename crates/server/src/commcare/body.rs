//! The body of a request.

use std::convert::Infallible;

use axum::{
    body::Body,
    extract::{FromRequest, Request},
};
use http::{HeaderMap, header};
use roster_wire::commcare::{self, body};
use serde_json::Value;

use crate::{App, error::ApiError, guard::read_all};

/// A body not read yet: a handler reads it once it knows that its caller may send one.
pub(crate) struct Unread {
    headers: HeaderMap,
    body: Body,
}

impl Unread {
    /// What was sent, in JSON or XML, as a tree.
    ///
    /// # Errors
    /// When it is of another type, is not what it says it is, is too large or too slow.
    pub(crate) async fn read(self) -> Result<Value, ApiError> {
        self.read_as(body::read).await
    }

    /// What was sent, as `decode` understands its type and bytes.
    ///
    /// # Errors
    /// As [`Unread::read`].
    pub(crate) async fn read_as<T>(
        self,
        decode: impl FnOnce(Option<&str>, &[u8]) -> Result<T, commcare::ErrorResponse>,
    ) -> Result<T, ApiError> {
        let content_type = self.headers.get(header::CONTENT_TYPE);
        let content_type = content_type.map(|value| value.to_str().unwrap_or("unreadable"));
        let bytes = read_all(self.body).await?;
        Ok(decode(content_type, &bytes)?)
    }
}

impl FromRequest<App> for Unread {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &App) -> Result<Self, Infallible> {
        let (parts, body) = request.into_parts();
        Ok(Self { headers: parts.headers, body })
    }
}
