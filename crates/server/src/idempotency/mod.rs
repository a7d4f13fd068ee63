//! The `Idempotency-Key` header, and responses that are stored under a key.

mod delta;

use axum::{body::Body, response::Response};
use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD},
};
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

/// The longest body that is stored as it is, in bytes.
const MAX_PLAIN_BODY: usize = 4 * 1024;

/// A response as it is stored, in JSON.
#[derive(Serialize, Deserialize)]
pub(crate) struct StoredResponse {
    status: u16,
    headers: Vec<(String, String)>,
    /// The body, if it is short.
    body: String,
    /// A longer body, as its difference from the body of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    difference: Option<Difference>,
}

/// A body as its difference from the body of the request.
#[derive(Serialize, Deserialize)]
struct Difference {
    /// See [`delta::encode`], in base64.
    delta: String,
    /// The length of the body in bytes.
    len: usize,
    /// The digest of the body.
    digest: String,
}

impl StoredResponse {
    /// Reads the body of `response`, and returns what is stored with an equal response. `request` is the
    /// body of the request.
    ///
    /// # Errors
    /// [`ApiError::Internal`] when the body is not UTF-8.
    pub(crate) async fn capture(
        response: Response,
        request: &[u8],
    ) -> Result<(Self, Response), ApiError> {
        let (parts, body) = response.into_parts();
        let bytes = read_all(body).await?;
        let text = |name: &HeaderName| parts.headers.get(name)?.to_str().ok().map(str::to_owned);
        let plain = str::from_utf8(&bytes).map_err(|_| ApiError::Internal)?;
        let (body, difference) = if bytes.len() <= MAX_PLAIN_BODY {
            (plain.to_owned(), None)
        } else {
            (String::new(), Some(Difference::new(&bytes, request)))
        };
        let stored = Self {
            status: parts.status.as_u16(),
            headers: STORED_HEADERS
                .iter()
                .filter_map(|name| Some((name.as_str().to_owned(), text(name)?)))
                .collect(),
            body,
            difference,
        };
        Ok((stored, Response::from_parts(parts, Body::from(bytes))))
    }

    /// Serializes the response.
    pub(crate) fn to_json(&self) -> String {
        // A struct of numbers and strings always serializes.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Rebuilds a stored response, with the header `Idempotent-Replayed: true`. `request` is the body of
    /// the repeated request, which is that of the first one.
    ///
    /// # Errors
    /// [`ApiError::Internal`] when `json` is not a response that was stored for this request.
    pub(crate) fn replay(json: &str, request: &[u8]) -> Result<Response, ApiError> {
        let stored: Self = serde_json::from_str(json).map_err(|_| ApiError::Internal)?;
        let body = match stored.difference {
            None => stored.body.into_bytes(),
            Some(difference) => difference.body(request).ok_or(ApiError::Internal)?,
        };
        let mut response = Response::new(Body::from(body));
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

impl Difference {
    fn new(body: &[u8], request: &[u8]) -> Self {
        Self {
            delta: BASE64_STANDARD_NO_PAD.encode(delta::encode(body, request)),
            len: body.len(),
            digest: BASE64_STANDARD_NO_PAD.encode(Sha256::digest(body)),
        }
    }

    /// The body; `None` if it is not the one that was stored.
    fn body(&self, request: &[u8]) -> Option<Vec<u8>> {
        let delta = BASE64_STANDARD_NO_PAD.decode(&self.delta).ok()?;
        let body = delta::decode(&delta, request, self.len)?;
        (BASE64_STANDARD_NO_PAD.encode(Sha256::digest(&body)) == self.digest).then_some(body)
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
