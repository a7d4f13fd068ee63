//! Deactivating and reactivating locations.

use crate::{
    App,
    console::{
        extract::{Auth, Form, PathId, State, path},
        response::{PageResult, redirect},
    },
};

/// `POST /d/{domain}/location/{id}/deactivate`.
pub(crate) async fn deactivate(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    _: Form,
) -> PageResult {
    app.directory.locations(&auth.actor)?.set_active(&id, false).await?;
    Ok(redirect(&format!("{}?done=saved", path::record_url(&auth.base(), "location", &id))))
}

/// `POST /d/{domain}/location/{id}/reactivate`.
pub(crate) async fn reactivate(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    _: Form,
) -> PageResult {
    app.directory.locations(&auth.actor)?.set_active(&id, true).await?;
    Ok(redirect(&format!("{}?done=saved", path::record_url(&auth.base(), "location", &id))))
}
