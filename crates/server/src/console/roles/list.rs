//! Roles, and who holds them.

use askama::Template;
use axum::extract::State;
use roster_directory::RoleSheet;
use roster_model::Permission;

use super::permissions;
use crate::{
    App,
    console::{
        asked::RequestContext,
        frame::{Frame, Section},
        member::Member,
        notice::Notice,
        page::{Shown, page},
        thing::{self, Thing},
    },
};

#[derive(Template)]
#[template(path = "roles/list.html")]
struct List {
    frame: Frame,
    base: String,
    roles: Vec<RoleSheet>,
    may_edit: bool,
}

#[derive(Template)]
#[template(path = "roles/show.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    sheet: RoleSheet,
    permissions: Vec<String>,
    may_edit: bool,
    may_see_web_users: bool,
}

/// `GET /d/{domain}/roles`.
pub(in crate::console) async fn list(
    State(app): State<App>,
    member: Member,
    asked: RequestContext,
) -> Shown {
    page(&List {
        roles: app.directory.roles(&member.actor)?.list().await?,
        frame: member.frame("Roles", Section::Roles).telling(Notice::of(&asked)),
        base: member.base(),
        may_edit: member.may(Permission::EDIT_ROLES),
    })
}

/// `GET /d/{domain}/role/{id}`.
pub(in crate::console) async fn show(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    asked: RequestContext,
) -> Shown {
    let sheet = app.directory.roles(&member.actor)?.find(&id).await?;
    page(&Page {
        frame: member.frame(&sheet.role.name, Section::Roles).telling(Notice::of(&asked)),
        base: member.base(),
        here: thing::address(&member.base(), "role", &id),
        permissions: permissions::told(&sheet.role.permissions),
        sheet,
        may_edit: member.may(Permission::EDIT_ROLES),
        may_see_web_users: member.may(Permission::VIEW_WEB_USERS),
    })
}
