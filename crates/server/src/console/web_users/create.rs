//! Making somebody a web user of the domain.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_directory::LocationNode;
use roster_model::ExposeSecret as _;

use super::places;
use crate::{
    App,
    console::{
        form::Form,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        page::{Shown, go_to, page, page_with},
        thing,
    },
    error::ApiError,
};

#[derive(Template)]
#[template(path = "web_users/new.html")]
struct Page {
    frame: Frame,
    back: String,
    email: String,
    role: String,
    roles: Vec<String>,
    places: Vec<LocationNode>,
    chosen: Vec<String>,
    primary: String,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "web_users/password.html")]
struct Made {
    frame: Frame,
    here: String,
    username: String,
    password: String,
}

/// `GET /d/{domain}/web-users/new`.
pub(in crate::console) async fn blank(State(app): State<App>, member: Member) -> Shown {
    page(&shown(&app, &member, None, FormErrors::default()).await?)
}

/// `POST /d/{domain}/web-users/new`.
pub(in crate::console) async fn create(
    State(app): State<App>,
    member: Member,
    form: Form,
) -> Shown {
    let web_users = app.directory.web_users(&member.actor)?;
    let edit = places::edit(&member, &form);
    match web_users.create(form.text("email"), edit).await {
        Ok((made, password)) => {
            let here = thing::address(&member.base(), "web-user", made.user.id.as_str());
            let Some(password) = password else {
                return Ok(go_to(&format!("{here}?done=created")));
            };
            page(&Made {
                frame: member.frame("Created", Section::WebUsers),
                here,
                username: made.user.username,
                password: password.expose_secret().to_owned(),
            })
        }
        Err(error) => {
            let again = shown(&app, &member, Some(&form), FormErrors::of(error)?).await?;
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

async fn shown(
    app: &App,
    member: &Member,
    form: Option<&Form>,
    errors: FormErrors,
) -> Result<Page, ApiError> {
    let text = |name| form.map(|form| form.text(name).to_owned()).unwrap_or_default();
    Ok(Page {
        roles: app.directory.web_users(&member.actor)?.roles().await?,
        frame: member.frame("Add a web user", Section::WebUsers),
        back: format!("{}/web-users", member.base()),
        email: text("email"),
        role: text("role"),
        places: places::choices(app, member).await?,
        chosen: form.map(|form| form.all("location")).unwrap_or_default(),
        primary: text("primary_location_id"),
        errors,
    })
}

impl Page {
    /// Whether the place is one of those.
    fn among(chosen: &[String], place: &LocationNode) -> bool {
        chosen.iter().any(|id| id == place.location.id.as_str())
    }
}
