//! Making and changing roles.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_model::{NewRole, Permission, Role};

use super::permissions::{self, Choice, Group};
use crate::{
    App,
    console::{
        as_shown,
        form::Form,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        page::{Shown, go_to, page, page_with},
        thing::{self, Thing},
    },
    error::ApiError,
};

#[derive(Template)]
#[template(path = "roles/edit.html")]
struct Page {
    frame: Frame,
    back: String,
    name: String,
    groups: Vec<Group>,
    others: Vec<Choice>,
    /// Of the role as it is shown; empty for a new one.
    version: String,
    errors: FormErrors,
}

/// `GET /d/{domain}/roles/new`.
pub(in crate::console) async fn blank(member: Member) -> Shown {
    check(&member)?;
    // In the live service nobody is confined to locations unless that is asked for.
    let chosen = BTreeSet::from([Permission::ACCESS_ALL_LOCATIONS]);
    page(&new_page(&member, "", &chosen, FormErrors::default()))
}

/// `POST /d/{domain}/roles/new`.
pub(in crate::console) async fn create(
    State(app): State<App>,
    member: Member,
    form: Form,
) -> Shown {
    let new = read(&form);
    match app.directory.roles(&member.actor)?.create(new).await {
        Ok(role) => {
            let here = thing::address(&member.base(), "role", role.id.as_str());
            Ok(go_to(&format!("{here}?done=created")))
        }
        Err(error) => {
            let again =
                new_page(&member, form.text("name"), &chosen(&form), FormErrors::of(error)?);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

/// `GET /d/{domain}/role/{id}/edit`.
pub(in crate::console) async fn edit(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
) -> Shown {
    check(&member)?;
    let role = app.directory.roles(&member.actor)?.find(&id).await?.role;
    page(&edit_page(&member, &role, &role.name, &role.permissions, FormErrors::default()))
}

/// `POST /d/{domain}/role/{id}/edit`.
pub(in crate::console) async fn save(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    form: Form,
) -> Shown {
    let attempt = as_shown::attempt(&app, &member, &form);
    let made = attempt.directory().roles(&member.actor)?.edit(&id, read(&form)).await;
    match as_shown::settle(attempt, made).await {
        Ok(_) => {
            let here = thing::address(&member.base(), "role", &id);
            Ok(go_to(&format!("{here}?done=saved")))
        }
        Err(error) => {
            let errors = FormErrors::of(error)?;
            let role = app.directory.roles(&member.actor)?.find(&id).await?.role;
            let again = edit_page(&member, &role, form.text("name"), &chosen(&form), errors);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

/// Whether the member may change roles at all.
pub(super) fn check(member: &Member) -> Result<(), ApiError> {
    member.need(Permission::EDIT_ROLES)
}

fn read(form: &Form) -> NewRole {
    NewRole { name: form.text("name").to_owned(), permissions: form.all("permission") }
}

fn chosen(form: &Form) -> BTreeSet<Permission> {
    form.all("permission").iter().filter_map(|name| Permission::parse(name)).collect()
}

fn new_page(
    member: &Member,
    name: &str,
    chosen: &BTreeSet<Permission>,
    errors: FormErrors,
) -> Page {
    Page {
        frame: member.frame("Add a role", Section::Roles),
        back: format!("{}/roles", member.base()),
        name: name.to_owned(),
        groups: permissions::groups(chosen),
        others: permissions::others(chosen),
        version: String::new(),
        errors,
    }
}

fn edit_page(
    member: &Member,
    role: &Role,
    name: &str,
    chosen: &BTreeSet<Permission>,
    errors: FormErrors,
) -> Page {
    Page {
        frame: member.frame("Edit the role", Section::Roles),
        back: thing::address(&member.base(), "role", role.id.as_str()),
        version: as_shown::version(member, role),
        ..new_page(member, name, chosen, errors)
    }
}
