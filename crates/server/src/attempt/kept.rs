//! An answer as it is kept, to be given again.

use axum::{body::Body, response::Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};

use crate::{error::ApiError, guard::read_all};

const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// The headers that belong to the answer; others belong to the occasion.
const HEADERS: [HeaderName; 3] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG];

/// An answer, as far as a client goes by it.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Kept {
    /// What is to be kept of `response`, and the same response.
    pub(super) async fn of(response: Response) -> Result<(Self, Response), ApiError> {
        let (parts, body) = response.into_parts();
        let bytes = read_all(body).await?;
        let text = |name: &HeaderName| parts.headers.get(name)?.to_str().ok().map(str::to_owned);
        let kept = Self {
            status: parts.status.as_u16(),
            headers: HEADERS
                .iter()
                .filter_map(|name| Some((name.as_str().to_owned(), text(name)?)))
                .collect(),
            body: String::from_utf8(bytes.to_vec()).map_err(|_| ApiError::Internal)?,
        };
        Ok((kept, Response::from_parts(parts, Body::from(bytes))))
    }

    /// As text, to be stored.
    pub(super) fn to_text(&self) -> String {
        // Numbers and texts have nothing to fail on.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The response that was kept as `text`, marked as one that is given again.
    pub(super) fn replay(text: &str) -> Result<Response, ApiError> {
        let kept: Self = serde_json::from_str(text).map_err(|_| ApiError::Internal)?;
        let mut response = Response::new(Body::from(kept.body));
        *response.status_mut() =
            StatusCode::from_u16(kept.status).map_err(|_| ApiError::Internal)?;
        let headers = response.headers_mut();
        for (name, value) in kept.headers {
            if let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name), HeaderValue::try_from(value))
            {
                headers.insert(name, value);
            }
        }
        headers.insert(REPLAYED, HeaderValue::from_static("true"));
        Ok(response)
    }
}
