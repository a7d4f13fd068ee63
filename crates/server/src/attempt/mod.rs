//! Writes on terms of the client's: once for each `Idempotency-Key`, and only while the thing is as
//! `If-Match` says.

mod kept;

use axum::{
    body::Body,
    extract::Request,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use http::{Extensions, HeaderMap, HeaderName, Method, header, request::Parts};
use roster_directory::{Attempt, Directory};
use roster_model::Actor;
use sha2::{Digest as _, Sha256};

use self::kept::Kept;
use crate::{error::ApiError, etag::Tags, guard::read_all};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Parameters that say who asks, and nothing of what is asked for.
const CREDENTIALS: [&str; 2] = ["username", "api_key"];

/// Whether a request is a write, and on terms.
pub(crate) fn is_on_terms(request: &Request) -> bool {
    let writes = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    let headers = request.headers();
    writes.contains(request.method())
        && (headers.contains_key(KEY) || headers.contains_key(header::IF_MATCH))
}

/// Lets such a request of `actor` go on to its handler, unless it was answered before. `hand_over`
/// puts the directory, which holds the change back, where the handler finds it. What the handler
/// answers is sent when the change is durable.
pub(crate) async fn make(
    directory: &Directory,
    actor: &Actor,
    request: Request,
    next: Next,
    hand_over: impl FnOnce(Directory, &mut Extensions),
) -> Response {
    let made = async {
        let (mut parts, attempt, body) = begin(directory, actor, request).await?;
        if let Some(answer) = attempt.recall().await? {
            return Kept::replay(&answer);
        }
        hand_over(attempt.directory().clone(), &mut parts.extensions);
        let response = next.run(Request::from_parts(parts, body)).await;
        settle(attempt, response).await
    };
    made.await.unwrap_or_else(|refusal: ApiError| refusal.into_response())
}

/// The key is claimed before the body is read, and the body is read before anything is done.
async fn begin(
    directory: &Directory,
    actor: &Actor,
    request: Request,
) -> Result<(Parts, Attempt, Body), ApiError> {
    let (parts, body) = request.into_parts();
    let claim = key(&parts.headers).map(|key| directory.claim(actor, &key)).transpose()?;
    let bytes = read_all(body).await?;
    let once = claim.map(|claim| claim.for_request(digest(&parts, &bytes)));
    let condition = Tags::read(&parts.headers, &header::IF_MATCH).map(Tags::condition);
    Ok((parts, directory.attempt(actor, once, condition), Body::from(bytes)))
}

/// Commits the change that is answered with `response`; a refusal is none.
async fn settle(attempt: Attempt, response: Response) -> Result<Response, ApiError> {
    if let Some(answer) = attempt.found() {
        return Kept::replay(&answer);
    }
    if !response.status().is_success() {
        return Ok(response);
    }
    let (kept, response) = Kept::of(response).await?;
    match attempt.settle(&kept.to_text()).await? {
        Some(answer) => Kept::replay(&answer),
        None => Ok(response),
    }
}

/// What the header says; several lines are one text that no key can be.
fn key(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(KEY).iter().map(|line| line.to_str().unwrap_or_default());
    let lines: Vec<&str> = lines.collect();
    (!lines.is_empty()).then(|| lines.join(" "))
}

/// Requests that ask for the same have the same.
fn digest(parts: &Parts, body: &[u8]) -> String {
    let name = |pair: &&str| !CREDENTIALS.contains(&pair.split('=').next().unwrap_or_default());
    let query = parts.uri.query().unwrap_or_default();
    let query: Vec<&str> = query.split('&').filter(name).collect();
    let head = format!("{} {}?{}\n", parts.method, parts.uri.path(), query.join("&"));
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::new().chain_update(head).chain_update(body).finalize())
}
