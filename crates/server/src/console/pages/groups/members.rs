//! Adding and removing members of a group.

use crate::{
    App,
    console::{
        extract::{Auth, Form, PathId, State, path},
        response::{PageResult, redirect},
    },
};

/// `POST /d/{domain}/group/{id}/members`.
pub(crate) async fn add_members(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let users = form.all("user");
    app.directory.people_view(&auth.actor)?.check_all(&users).await?;
    let count = app.directory.groups(&auth.actor)?.add_members(&id, &users).await?;
    Ok(redirect(&url_with_flash(&auth, &id, "joined", count)))
}

/// `POST /d/{domain}/group/{id}/members/remove`.
pub(crate) async fn remove_members(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let users = form.all("user");
    app.directory.people_view(&auth.actor)?.check_all(&users).await?;
    let count = app.directory.groups(&auth.actor)?.remove_members(&id, &users).await?;
    Ok(redirect(&url_with_flash(&auth, &id, "left", count)))
}

fn url_with_flash(auth: &Auth, id: &str, done: &str, count: u64) -> String {
    format!("{}?done={done}&n={count}", path::record_url(&auth.base(), "group", id))
}
