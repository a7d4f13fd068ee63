//! Adding and editing roles.

use std::collections::BTreeSet;

use askama::Template;
use http::StatusCode;
use roster_model::{NewRole, Permission, Role};

use super::permissions::{self, Choice, Group};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, PathId, State, path},
        i18n::{self, filters},
        layout::{Layout, Section},
        optimistic_lock::{self, Inputs, Merge},
        response::{PageResult, redirect, render, render_with_status},
    },
    error::ApiError,
};

#[derive(Template)]
#[template(path = "roles/edit.html")]
struct Page {
    layout: Layout,
    back: String,
    name: String,
    groups: Vec<Group>,
    others: Vec<Choice>,
    /// The revision of the role; empty for a new one.
    version: String,
    errors: FormErrors,
}

/// `GET /d/{domain}/roles/new`.
pub(crate) async fn new_form(auth: Auth) -> PageResult {
    require_edit_roles(&auth)?;
    // As in CommCare HQ, a new role is not limited to locations.
    let chosen = BTreeSet::from([Permission::ACCESS_ALL_LOCATIONS]);
    render(&new_page(&auth, "", &chosen, FormErrors::default()))
}

/// `POST /d/{domain}/roles/new`.
pub(crate) async fn create(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let new = read(&form);
    match app.directory.roles(&auth.actor)?.create(new).await {
        Ok(role) => {
            let here = path::record_url(&auth.base(), "role", role.id.as_str());
            Ok(redirect(&format!("{here}?done=created")))
        }
        Err(error) => {
            let page =
                new_page(&auth, form.text("name"), &chosen(&form), FormErrors::try_from(error)?);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /d/{domain}/role/{id}/edit`.
pub(crate) async fn edit_form(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    require_edit_roles(&auth)?;
    let role = app.directory.roles(&auth.actor)?.find(&id).await?.role;
    render(&edit_page(&auth, &role, &role.name, &role.permissions, FormErrors::default()))
}

/// `POST /d/{domain}/role/{id}/edit`.
pub(crate) async fn update(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let role = app.directory.roles(&auth.actor)?.find(&id).await?.role;
    let merge = Merge::new(form, &inputs(&role), &["permission"], |_, value| value.to_owned());
    let form = &merge.form;
    let saved = merge
        .save(&app, &auth, &role, async |directory| {
            directory.roles(&auth.actor)?.edit(&id, read(form)).await
        })
        .await;
    match saved {
        Ok(_) => {
            let here = path::record_url(&auth.base(), "role", &id);
            Ok(redirect(&format!("{here}?done={}", merge.done())))
        }
        Err(error) => {
            let errors = FormErrors::try_from(error)?;
            let page = edit_page(&auth, &role, form.text("name"), &chosen(form), errors);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// Fails unless the web user may edit roles.
pub(super) fn require_edit_roles(auth: &Auth) -> Result<(), ApiError> {
    auth.require(Permission::EDIT_ROLES)
}

fn read(form: &Form) -> NewRole {
    NewRole { name: form.text("name").to_owned(), permissions: form.all("permission") }
}

/// The values of the form's inputs.
fn inputs(role: &Role) -> Inputs {
    let permissions: Vec<&str> = role.permissions.iter().map(|it| it.as_str()).collect();
    Inputs::default().text("name", &role.name).set("permission", &permissions)
}

fn chosen(form: &Form) -> BTreeSet<Permission> {
    form.all("permission").iter().filter_map(|name| Permission::parse(name)).collect()
}

fn new_page(auth: &Auth, name: &str, chosen: &BTreeSet<Permission>, errors: FormErrors) -> Page {
    Page {
        layout: auth.layout(&i18n::text("roles-add"), Section::Roles),
        back: format!("{}/roles", auth.base()),
        name: name.to_owned(),
        groups: permissions::groups(chosen),
        others: permissions::others(chosen),
        version: String::new(),
        errors,
    }
}

fn edit_page(
    auth: &Auth,
    role: &Role,
    name: &str,
    chosen: &BTreeSet<Permission>,
    errors: FormErrors,
) -> Page {
    Page {
        layout: auth.layout(&i18n::text("roles-edit"), Section::Roles),
        back: path::record_url(&auth.base(), "role", role.id.as_str()),
        version: optimistic_lock::version_with(auth, role, &inputs(role)),
        ..new_page(auth, name, chosen, errors)
    }
}
