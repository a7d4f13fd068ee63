//! The body of a request.

use axum::extract::{FromRequest, Request};
use http::header;
use roster_wire::usercom::{self, Body};

use crate::{error::ApiError, guard::read_all};

/// A body: JSON, a form, or a form that calls itself JSON. It is read when the caller is known.
pub(super) struct Sent(pub(super) Body);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        let content_type = parts.headers.get(header::CONTENT_TYPE);
        let content_type = content_type.map(|value| value.to_str().unwrap_or("unreadable"));
        let bytes = read_all(body).await?;
        let body = Body::read(content_type, &bytes);
        Ok(Self(body.map_err(|bad| usercom::ErrorResponse::from(&bad))?))
    }
}
