//! The page of a web user, with what can be changed of them.

use askama::Template;
use axum::{extract::State, response::Response};
use http::StatusCode;
use roster_directory::LocationNode;
use roster_model::{Id, Membership, Permission, Who};

use super::{list::role, places};
use crate::{
    App,
    console::{
        as_shown,
        asked::RequestContext,
        form::Form,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        notice::Notice,
        page::{Shown, go_to, page_with},
        thing::{self, Thing},
    },
    error::ApiError,
};

#[derive(Template)]
#[template(path = "web_users/show.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    user: Membership,
    role: String,
    roles: Vec<String>,
    places: Vec<LocationNode>,
    chosen: Vec<String>,
    primary: String,
    /// Of the web user as they are shown, for those who may change them.
    version: String,
    errors: FormErrors,
    may_edit: bool,
    /// Whether it is the one who looks: nobody locks themselves out.
    is_self: bool,
}

/// `GET /d/{domain}/web-user/{id}`.
pub(in crate::console) async fn show(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    asked: RequestContext,
) -> Shown {
    shown(&app, &member, &id, Notice::of(&asked), None).await
}

/// `POST /d/{domain}/web-user/{id}`.
pub(in crate::console) async fn save(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    form: Form,
) -> Shown {
    let edit = places::edit(&member, &form);
    let attempt = as_shown::attempt(&app, &member, &form);
    let made = attempt.directory().web_users(&member.actor)?.edit(&id, edit).await;
    match as_shown::settle(attempt, made).await {
        Ok(_) => Ok(go_to(&format!("{}?done=saved", address(&member, &id)))),
        Err(error) => {
            let wrong = Some((form, FormErrors::of(error)?));
            shown(&app, &member, &id, None, wrong).await
        }
    }
}

/// `POST /d/{domain}/web-user/{id}/activate`.
pub(in crate::console) async fn activate(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    _: Form,
) -> Result<Response, ApiError> {
    app.directory.web_users(&member.actor)?.set_active(&id, true).await?;
    Ok(go_to(&format!("{}?done=activated", address(&member, &id))))
}

/// `POST /d/{domain}/web-user/{id}/deactivate`.
pub(in crate::console) async fn deactivate(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    _: Form,
) -> Result<Response, ApiError> {
    app.directory.web_users(&member.actor)?.set_active(&id, false).await?;
    Ok(go_to(&format!("{}?done=deactivated", address(&member, &id))))
}

async fn shown(
    app: &App,
    member: &Member,
    id: &str,
    notice: Option<Notice>,
    wrong: Option<(Form, FormErrors)>,
) -> Shown {
    let user = app.directory.web_user_list(&member.actor)?.find(id).await?;
    let may_edit = member.may(Permission::EDIT_WEB_USERS);
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (mut roles, mut version) = (Vec::new(), String::new());
    if may_edit {
        let users = app.directory.web_users(&member.actor)?;
        roles = users.roles().await?;
        version = as_shown::version(member, &users.find(id).await?);
    }
    let primary = user.primary_location.as_ref().map(Id::to_string).unwrap_or_default();
    let mut shown = Page {
        frame: member.frame(&user.user.username, Section::WebUsers).telling(notice),
        base: member.base(),
        here: address(member, id),
        role: role(&user).to_owned(),
        roles,
        places: places::choices(app, member).await?,
        chosen: user.locations.iter().map(Id::to_string).collect(),
        primary,
        version,
        errors: FormErrors::default(),
        may_edit,
        is_self: matches!(&member.actor.who, Who::WebUser { id, .. } if *id == user.user.id),
        user,
    };
    if let Some((form, errors)) = wrong {
        form.text("role").clone_into(&mut shown.role);
        form.text("primary_location_id").clone_into(&mut shown.primary);
        shown.chosen = form.all("location");
        shown.errors = errors;
    }
    page_with(status, &shown)
}

fn address(member: &Member, id: &str) -> String {
    thing::address(&member.base(), "web-user", id)
}

impl Page {
    /// Whether the place is one of those.
    fn among(chosen: &[String], place: &LocationNode) -> bool {
        chosen.iter().any(|id| id == place.location.id.as_str())
    }

    /// The names of the places where the web user is, as far as they are seen.
    fn names(&self) -> Vec<&str> {
        let there = self.places.iter().filter(|place| Self::among(&self.chosen, place));
        there.map(|place| place.location.name.as_str()).collect()
    }
}
