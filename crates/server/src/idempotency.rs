//! The `Idempotency-Key` header, and responses that are stored under a key.

use axum::{body::Body, response::Response};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{body_limit::read_all, error::ApiError};

pub(crate) const KEY: HeaderName = HeaderName::from_static("idempotency-key");

const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// The headers that are stored. The server sets all others anew.
const STORED_HEADERS: [HeaderName; 3] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG];

/// Query parameters that carry credentials and are not part of the request's meaning.
const CREDENTIALS: [&str; 2] = ["username", "api_key"];

/// A response as it is stored, in JSON.
#[derive(Serialize, Deserialize)]
pub(crate) struct StoredResponse {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl StoredResponse {
    /// Reads the body of `response`, and returns what is stored with an equal response.
    ///
    /// # Errors
    /// [`ApiError::Internal`] when the body is not UTF-8.
    pub(crate) async fn capture(response: Response) -> Result<(Self, Response), ApiError> {
        let (parts, body) = response.into_parts();
        let bytes = read_all(body).await?;
        let text = |name: &HeaderName| parts.headers.get(name)?.to_str().ok().map(str::to_owned);
        let stored = Self {
            status: parts.status.as_u16(),
            headers: STORED_HEADERS
                .iter()
                .filter_map(|name| Some((name.as_str().to_owned(), text(name)?)))
                .collect(),
            body: String::from_utf8(bytes.to_vec()).map_err(|_| ApiError::Internal)?,
        };
        Ok((stored, Response::from_parts(parts, Body::from(bytes))))
    }

    /// Serializes the response.
    pub(crate) fn to_json(&self) -> String {
        // A struct of numbers and strings always serializes.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Rebuilds a stored response, with the header `Idempotent-Replayed: true`.
    ///
    /// # Errors
    /// [`ApiError::Internal`] when `json` is not a stored response.
    pub(crate) fn replay(json: &str) -> Result<Response, ApiError> {
        let stored: Self = serde_json::from_str(json).map_err(|_| ApiError::Internal)?;
        let mut response = Response::new(Body::from(stored.body));
        *response.status_mut() =
            StatusCode::from_u16(stored.status).map_err(|_| ApiError::Internal)?;
        let headers = response.headers_mut();
        for (name, value) in stored.headers {
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

/// The value of the header. Several lines are joined with line breaks, which no valid key contains.
pub(crate) fn key(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(KEY).iter().map(|line| line.to_str().unwrap_or_default());
    let lines: Vec<&str> = lines.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The digest of method, path, query without credentials, and body.
pub(crate) fn digest(parts: &Parts, body: &[u8]) -> String {
    let is_kept = |pair: &&str| !CREDENTIALS.contains(&pair.split('=').next().unwrap_or_default());
    let query = parts.uri.query().unwrap_or_default();
    let query: Vec<&str> = query.split('&').filter(is_kept).collect();
    let head = format!("{} {}?{}\n", parts.method, parts.uri.path(), query.join("&"));
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::new().chain_update(head).chain_update(body).finalize())
}
