//! What a write on terms of the client's passes before its handler.

use axum::{
    extract::{FromRequestParts as _, Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::{App, attempt, caller::Caller};

/// Finds out who asks, and carries the request out on its terms; the handler is told who it was.
pub(super) async fn enter(State(app): State<App>, request: Request, next: Next) -> Response {
    if !attempt::is_on_terms(&request) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let caller = match Caller::from_request_parts(&mut parts, &app).await {
        Ok(caller) => caller,
        Err(refusal) => return refusal.into_response(),
    };
    let Caller { directory, actor } = caller.clone();
    let request = Request::from_parts(parts, body);
    attempt::make(&directory, &actor, request, next, |directory, extensions| {
        extensions.insert(Caller { directory, ..caller });
    })
    .await
}
