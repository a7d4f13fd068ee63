//! The page of a web user, with the form to edit it.

use askama::Template;
use axum::response::Response;
use http::StatusCode;
use roster_directory::LocationNode;
use roster_model::{Id, Membership, Permission, Who};

use super::{list::role_name, locations};
use crate::{
    App,
    console::{
        components::{Flash, FormErrors},
        extract::{Auth, Form, PathId, Query, State, path},
        i18n::filters,
        layout::{Layout, Section},
        optimistic_lock::{self, Inputs, Merge},
        response::{PageResult, redirect, render_with_status},
    },
    error::ApiError,
};

#[derive(Template)]
#[template(path = "web_users/show.html")]
struct Page {
    layout: Layout,
    base: String,
    here: String,
    user: Membership,
    role: String,
    roles: Vec<String>,
    locations: Vec<LocationNode>,
    chosen: Vec<String>,
    primary: String,
    /// The revision of the web user; empty for a viewer who cannot edit.
    version: String,
    errors: FormErrors,
    may_edit: bool,
    /// Whether the page is about the signed-in web user, who cannot deactivate themselves.
    is_self: bool,
}

/// `GET /d/{domain}/web-user/{id}`.
pub(crate) async fn show(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    query: Query,
) -> PageResult {
    render_web_user(&app, &auth, &id, Flash::from_query(&query), None).await
}

/// `POST /d/{domain}/web-user/{id}`.
pub(crate) async fn update(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let users = app.directory.web_users(&auth.actor)?;
    let current = users.find(&id).await?;
    let places = locations::choices(&app, &auth).await?;
    let name = |_: &str, value: &str| {
        let place = places.iter().find(|node| node.location.id.as_str() == value);
        place.map_or(value, |node| &node.location.name).to_owned()
    };
    let merge = Merge::new(form, &inputs(&auth, &current.member), &["location"], name);
    let edit = locations::to_edit(&auth, &merge.form);
    let saved = merge
        .save(&app, &auth, &current, async |directory| {
            directory.web_users(&auth.actor)?.edit(&id, edit).await
        })
        .await;
    match saved {
        Ok(_) => Ok(redirect(&format!("{}?done={}", url(&auth, &id), merge.done()))),
        Err(error) => {
            let errors = FormErrors::try_from(error)?.renamed("locations", "location");
            let invalid = Some((merge.form, errors));
            render_web_user(&app, &auth, &id, None, invalid).await
        }
    }
}

/// `POST /d/{domain}/web-user/{id}/activate`.
pub(crate) async fn reactivate(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    _: Form,
) -> Result<Response, ApiError> {
    app.directory.web_users(&auth.actor)?.set_active(&id, true).await?;
    Ok(redirect(&format!("{}?done=web-user-reactivated", url(&auth, &id))))
}

/// `POST /d/{domain}/web-user/{id}/deactivate`.
pub(crate) async fn deactivate(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    _: Form,
) -> Result<Response, ApiError> {
    app.directory.web_users(&auth.actor)?.set_active(&id, false).await?;
    Ok(redirect(&format!("{}?done=web-user-deactivated", url(&auth, &id))))
}

/// Renders the page. `invalid` is a form with its errors.
async fn render_web_user(
    app: &App,
    auth: &Auth,
    id: &str,
    flash: Option<Flash>,
    invalid: Option<(Form, FormErrors)>,
) -> PageResult {
    let user = app.directory.web_user_list(&auth.actor)?.find(id).await?;
    let may_edit = auth.may(Permission::EDIT_WEB_USERS) && auth.actor.rights.covers(&user.rights());
    let status = if invalid.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (mut roles, mut version) = (Vec::new(), String::new());
    if may_edit {
        let users = app.directory.web_users(&auth.actor)?;
        roles = users.roles().await?;
        let current = users.find(id).await?;
        version = optimistic_lock::version_with(auth, &current, &inputs(auth, &current.member));
    }
    let primary = user.primary_location.as_ref().map(Id::to_string).unwrap_or_default();
    let mut page = Page {
        layout: auth.layout(&user.user.username, Section::WebUsers).with_flash(flash),
        base: auth.base(),
        here: url(auth, id),
        role: role_name(&user).to_owned(),
        roles,
        locations: locations::choices(app, auth).await?,
        chosen: user.locations.iter().map(Id::to_string).collect(),
        primary,
        version,
        errors: FormErrors::default(),
        may_edit,
        is_self: matches!(&auth.actor.who, Who::WebUser { id, .. } if *id == user.user.id),
        user,
    };
    if let Some((form, errors)) = invalid {
        form.text("role").clone_into(&mut page.role);
        form.text("primary_location_id").clone_into(&mut page.primary);
        page.chosen = form.all("location");
        page.errors = errors;
    }
    render_with_status(status, &page)
}

/// The values of the form's inputs.
fn inputs(auth: &Auth, user: &Membership) -> Inputs {
    let inputs = Inputs::default().text("role", role_name(user));
    if !auth.may(Permission::VIEW_LOCATIONS) {
        return inputs;
    }
    let locations: Vec<&str> = user.locations.iter().map(Id::as_str).collect();
    inputs
        .set("location", &locations)
        .text("primary_location_id", user.primary_location.as_ref().map_or("", Id::as_str))
}

fn url(auth: &Auth, id: &str) -> String {
    path::record_url(&auth.base(), "web-user", id)
}

impl Page {
    /// Whether a location is chosen.
    fn is_chosen(chosen: &[String], node: &LocationNode) -> bool {
        chosen.iter().any(|id| id == node.location.id.as_str())
    }

    /// The names of the chosen locations that the viewer may see.
    fn location_names(&self) -> Vec<&str> {
        let chosen = self.locations.iter().filter(|node| Self::is_chosen(&self.chosen, node));
        chosen.map(|node| node.location.name.as_str()).collect()
    }
}
