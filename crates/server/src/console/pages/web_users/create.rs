//! Inviting a web user to the domain.

use askama::Template;
use http::StatusCode;
use roster_directory::LocationNode;
use roster_model::ExposeSecret as _;

use super::locations;
use crate::{
    App,
    console::{
        components::{DisplayTime, FormErrors},
        extract::{Auth, Form, Origin, PathId, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        response::{PageResult, redirect, render, render_with_status},
    },
    error::ApiError,
};

#[derive(Template)]
#[template(path = "web_users/new.html")]
struct Page {
    layout: Layout,
    back: String,
    email: String,
    role: String,
    roles: Vec<String>,
    locations: Vec<LocationNode>,
    chosen: Vec<String>,
    primary: String,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "web_users/invited.html")]
struct InvitedPage {
    layout: Layout,
    back: String,
    email: String,
    link: String,
    expires: DisplayTime,
}

/// `GET /d/{domain}/web-users/new`.
pub(crate) async fn new_form(State(app): State<App>, auth: Auth) -> PageResult {
    render(&build_page(&app, &auth, None, FormErrors::default()).await?)
}

/// `POST /d/{domain}/web-users/new`. The page is the same whether or not the address has an account.
pub(crate) async fn create(
    State(app): State<App>,
    auth: Auth,
    Origin(origin): Origin,
    form: Form,
) -> PageResult {
    let web_users = app.directory.web_users(&auth.actor)?;
    let edit = locations::to_edit(&auth, &form);
    match web_users.invite(form.text("email"), edit).await {
        Ok((invitation, token)) => render(&InvitedPage {
            layout: auth.layout(&i18n::text("web-users-invited-title"), Section::WebUsers),
            back: format!("{}/web-users", auth.base()),
            email: invitation.email().to_owned(),
            link: format!("{origin}/join/{}", token.expose_secret()),
            expires: auth.time(&invitation.expires_at),
        }),
        Err(error) => {
            let errors = FormErrors::try_from(error)?.renamed("locations", "location");
            let page = build_page(&app, &auth, Some(&form), errors).await?;
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `POST /d/{domain}/invitation/{id}/withdraw`.
pub(crate) async fn withdraw_invitation(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    _: Form,
) -> PageResult {
    app.directory.web_users(&auth.actor)?.withdraw_invitation(&id).await?;
    Ok(redirect(&format!("{}/web-users?done=withdrawn", auth.base())))
}

async fn build_page(
    app: &App,
    auth: &Auth,
    form: Option<&Form>,
    errors: FormErrors,
) -> Result<Page, ApiError> {
    let text = |name| form.map(|form| form.text(name).to_owned()).unwrap_or_default();
    Ok(Page {
        roles: app.directory.web_users(&auth.actor)?.roles().await?,
        layout: auth.layout(&i18n::text("web-users-add"), Section::WebUsers),
        back: format!("{}/web-users", auth.base()),
        email: text("email"),
        role: text("role"),
        locations: locations::choices(app, auth).await?,
        chosen: form.map(|form| form.all("location")).unwrap_or_default(),
        primary: text("primary_location_id"),
        errors,
    })
}

impl Page {
    /// Whether a location is chosen.
    fn is_chosen(chosen: &[String], node: &LocationNode) -> bool {
        chosen.iter().any(|id| id == node.location.id.as_str())
    }
}
