//! Conditional and idempotent writes: requests with `If-Match` or `Idempotency-Key`.
//!
//! The middleware defers the commit of such a write until the response of the handler is known, and
//! then commits both in one transaction. Handlers do not see a difference.

use axum::{
    body::Body,
    extract::{FromRequestParts as _, Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use http::{Method, header};
use roster_directory::{CommitOutcome, DeferredWrite};

use crate::{
    App,
    body_limit::read_all,
    error::ApiError,
    etag::EntityTags,
    extract::Caller,
    idempotency::{self, StoredResponse},
};

/// Executes a conditional or idempotent write; passes on any other request.
pub(crate) async fn handle(State(app): State<App>, request: Request, next: Next) -> Response {
    if !is_deferred(&request) {
        return next.run(request).await;
    }
    execute(&app, request, next).await.unwrap_or_else(ApiError::into_response)
}

fn is_deferred(request: &Request) -> bool {
    let writes = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    let headers = request.headers();
    writes.contains(request.method())
        && (headers.contains_key(idempotency::KEY) || headers.contains_key(header::IF_MATCH))
}

/// Claims the key before it reads the body, and reads the body before the handler begins a
/// transaction.
async fn execute(app: &App, request: Request, next: Next) -> Result<Response, ApiError> {
    let (mut parts, body) = request.into_parts();
    let Caller { directory, actor } = Caller::from_request_parts(&mut parts, app).await?;
    let key = idempotency::key(&parts.headers);
    let key = key.map(|key| directory.claim_key(&actor, &key)).transpose()?;
    let body = read_all(body).await?;
    let idempotency = key.map(|key| key.for_request(idempotency::digest(&parts, &body)));
    let precondition = EntityTags::from_headers(&parts.headers, &header::IF_MATCH);
    let precondition = precondition.map(EntityTags::into_precondition);

    let write = directory.defer_write(&actor, idempotency, precondition);
    if let Some(stored) = write.stored_response().await? {
        return StoredResponse::replay(&stored, &body);
    }
    parts.extensions.insert(Caller { directory: write.directory().clone(), actor });
    let response = next.run(Request::from_parts(parts, Body::from(body.clone()))).await;
    commit(write, response, &body).await
}

/// Commits the write of a successful response; the console redirects then. The write of any other
/// response is rolled back.
pub(crate) async fn commit(
    write: DeferredWrite,
    response: Response,
    request: &[u8],
) -> Result<Response, ApiError> {
    if let Some(stored) = write.completed_response() {
        return StoredResponse::replay(&stored, request);
    }
    if !response.status().is_success() && !response.status().is_redirection() {
        return Ok(response);
    }
    let (stored, response) = StoredResponse::capture(response, request).await?;
    match write.commit_with_response(&stored.to_json()).await? {
        CommitOutcome::Committed => Ok(response),
        CommitOutcome::AlreadyCompleted(stored) => StoredResponse::replay(&stored, request),
    }
}
