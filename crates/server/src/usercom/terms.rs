//! Writes on terms of the client's.

use axum::{extract::Request, middleware::Next, response::Response};

use super::call::Call;
use crate::attempt;

/// Carries out a request that was let in on its terms, if it has any.
pub(super) async fn keep(request: Request, next: Next) -> Response {
    if !attempt::is_on_terms(&request) {
        return next.run(request).await;
    }
    let Some(call) = request.extensions().get::<Call>().cloned() else {
        return next.run(request).await;
    };
    let (directory, actor) = (call.directory.clone(), call.actor.clone());
    attempt::make(&directory, &actor, request, next, |directory, extensions| {
        extensions.insert(Call { directory, ..call });
    })
    .await
}
