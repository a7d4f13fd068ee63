//! The body of a request.

use axum::extract::{FromRequest, Request};
use roster_wire::usercom::{self, Body};

use crate::{App, error::ApiError, extract};

/// A decoded body: JSON, a form, or a form with the content type of JSON.
pub(super) struct DecodedBody(pub(super) Body);

impl FromRequest<App> for DecodedBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let Ok(body) = extract::Body::from_request(request, app).await;
        let decode = |content_type: Option<&str>, bytes: &[u8]| {
            Body::decode(content_type, bytes).map_err(|error| usercom::ErrorResponse::from(&error))
        };
        Ok(Self(body.decode(decode).await?))
    }
}
