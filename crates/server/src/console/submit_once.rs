//! A form that is sent twice is carried out once.
//!
//! Every page has another form token, so two requests with the same body come from the same form: from a
//! double click, from a browser that repeats a request, or from the *Back* button. The digest of the
//! request is an idempotency key: the first response is stored in the transaction of the write, and the
//! second request gets it, also when it arrives first at another node or after a restart.
//!
//! A browser that sends a form again gives up the first request. Therefore the work is done in a task of
//! its own, which goes on without a client.

use std::panic::resume_unwind;

use axum::{
    body::{Body, Bytes},
    extract::{FromRequestParts as _, Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use http::{Method, request::Parts};
use roster_model::Error;
use tracing::Instrument as _;

use super::{
    draft::{self, Draft},
    extract::{CurrentSession, Form, FormDirectory},
    i18n::{in_language, language},
    is_upload,
    pages::sign_in,
};
use crate::{
    App,
    body_limit::read_all,
    conditional_write,
    error::ApiError,
    extract::Caller,
    idempotency::{self, StoredResponse},
};

/// Paths of forms outside the domains. Signing in and out is not among them: a cookie is not stored.
const ACCOUNT_FORMS: [&str; 5] =
    ["/account", "/domains/", "/join/", "/operator/", "/set-password/"];

/// Handles a form; passes on any other request.
pub(super) async fn handle(State(app): State<App>, request: Request, next: Next) -> Response {
    if *request.method() != Method::POST || is_upload(&request) {
        return next.run(request).await;
    }
    let path = request.uri().path();
    if path.starts_with("/d/") {
        detached(domain_form(app, request, next)).await
    } else if ACCOUNT_FORMS.iter().any(|prefix| path.starts_with(prefix)) {
        detached(account_form(app, request, next)).await
    } else {
        next.run(request).await
    }
}

/// Runs a future to its end, even if the client gives up the request.
async fn detached<F>(future: F) -> Response
where
    F: Future<Output = Result<Response, ApiError>> + Send + 'static,
{
    let future = in_language(language(), future.in_current_span());
    match tokio::spawn(future).await {
        Ok(result) => result.unwrap_or_else(ApiError::into_response),
        Err(error) => match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(_) => ApiError::Internal.into_response(),
        },
    }
}

/// A form of a domain: its write and its response are committed together.
async fn domain_form(app: App, request: Request, next: Next) -> Result<Response, ApiError> {
    let (mut parts, body) = request.into_parts();
    let caller = match Caller::from_request_parts(&mut parts, &app).await {
        Ok(caller) => caller,
        Err(error) if is_unauthenticated(&error) => {
            return match Draft::read(&parts, body).await? {
                Some(draft) => sign_in::show_with_draft(&app, &draft),
                None => Err(error),
            };
        }
        Err(error) => return Err(error),
    };
    let body = read_all(body).await?;
    if Form::parse(&body).is_checked(draft::RESUMED) {
        let directory = app.directory.refusing_writes();
        parts.extensions.insert(FormDirectory(directory));
        parts.extensions.insert(caller);
        return Ok(run(next, parts, body).await);
    }
    let digest = idempotency::digest(&parts, &body);
    let key = app.directory.claim_form(&caller.actor, &digest).await.for_request(digest);
    let write = app.directory.defer_form(&caller.actor, key);
    if let Some(stored) = write.stored_response().await? {
        return StoredResponse::replay(&stored, &body);
    }
    parts.extensions.insert(FormDirectory(write.directory().clone()));
    parts.extensions.insert(caller);
    let response = run(next, parts, body.clone()).await;
    conditional_write::commit(write, response, &body).await
}

/// A form outside the domains: its response is stored after its write.
async fn account_form(app: App, request: Request, next: Next) -> Result<Response, ApiError> {
    let (mut parts, body) = request.into_parts();
    let session = CurrentSession::from_request_parts(&mut parts, &app).await;
    let session = session.ok().map(|CurrentSession(session)| session);
    let body = read_all(body).await?;
    let digest = idempotency::digest(&parts, &body);
    let key = app.directory.claim_account_form(session.as_ref(), &digest).await;
    let key = key.for_request(digest);
    if let Some(stored) = key.account_response().await? {
        return StoredResponse::replay(&stored, &body);
    }
    let response = run(next, parts, body.clone()).await;
    if !response.status().is_success() && !response.status().is_redirection() {
        return Ok(response);
    }
    let (stored, response) = StoredResponse::capture(response, &body).await?;
    // The write is committed: a failure here only means that a repetition is carried out.
    if let Err(error) = key.store_account_response(&stored.to_json()).await {
        crate::error::log(&error);
    }
    Ok(response)
}

async fn run(next: Next, parts: Parts, body: Bytes) -> Response {
    next.run(Request::from_parts(parts, Body::from(body))).await
}

fn is_unauthenticated(error: &ApiError) -> bool {
    matches!(error, ApiError::Directory(inner) if matches!(**inner, Error::Unauthenticated(_)))
}
