//! The body of a request.

use std::convert::Infallible;

use axum::{
    body::Body as HttpBody,
    extract::{FromRequest, Request},
};
use http::{HeaderValue, header};

use crate::{App, body_limit::read_all, error::ApiError};

/// A body that is not read yet. A handler reads it after it has checked the permissions.
pub(crate) struct Body {
    content_type: Option<HeaderValue>,
    body: HttpBody,
}

impl Body {
    /// The content type; `None` if there is none.
    pub(crate) fn content_type(&self) -> Option<&str> {
        content_type(self.content_type.as_ref())
    }

    /// Reads the body and decodes it. `decode` gets the content type and the bytes.
    ///
    /// # Errors
    /// The error of `decode`; [`ApiError::BodyTooLarge`], [`ApiError::BodyTooSlow`] or
    /// [`ApiError::BodyBroken`].
    pub(crate) async fn decode<T, E>(
        self,
        decode: impl FnOnce(Option<&str>, &[u8]) -> Result<T, E>,
    ) -> Result<T, ApiError>
    where
        ApiError: From<E>,
    {
        let bytes = read_all(self.body).await?;
        Ok(decode(content_type(self.content_type.as_ref()), &bytes)?)
    }
}

fn content_type(header: Option<&HeaderValue>) -> Option<&str> {
    header.map(|value| value.to_str().unwrap_or("unreadable"))
}

impl FromRequest<App> for Body {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &App) -> Result<Self, Infallible> {
        let (mut parts, body) = request.into_parts();
        Ok(Self { content_type: parts.headers.remove(header::CONTENT_TYPE), body })
    }
}
