//! Deactivating and reactivating a worker.

use axum::response::Response;

use crate::{
    App,
    console::{
        extract::{Auth, Form, PathId, State, path},
        response::{PageResult, redirect},
    },
    error::ApiError,
};

/// `POST /d/{domain}/person/{id}/archive`.
pub(crate) async fn deactivate(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    _form: Form,
) -> PageResult {
    Box::pin(set_active(&app, &auth, &id, false)).await
}

/// `POST /d/{domain}/person/{id}/restore`.
pub(crate) async fn reactivate(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    _form: Form,
) -> PageResult {
    Box::pin(set_active(&app, &auth, &id, true)).await
}

async fn set_active(app: &App, auth: &Auth, id: &str, active: bool) -> Result<Response, ApiError> {
    let sheet = app.directory.people_view(&auth.actor)?.find(id).await?;
    app.directory.workers(&auth.actor)?.set_active(id, active).await?;
    let url = path::person_url(&auth.base(), &sheet.person.id);
    let code = if active { "reactivated" } else { "deactivated" };
    Ok(redirect(&format!("{url}?done={code}")))
}
