//! The list of roles, and the page of a role.

use askama::Template;
use roster_directory::RoleSheet;
use roster_model::Permission;

use super::{
    permissions,
    presets::{self, Offer},
};
use crate::{
    App,
    console::{
        components::Flash,
        extract::{Auth, PathId, Query, State, path},
        i18n::{self, filters},
        layout::{Layout, Section},
        response::{PageResult, render},
    },
};

#[derive(Template)]
#[template(path = "roles/list.html")]
struct ListPage {
    layout: Layout,
    base: String,
    roles: Vec<RoleSheet>,
    /// The presets to add.
    presets: Vec<Offer>,
    may_edit: bool,
}

#[derive(Template)]
#[template(path = "roles/show.html")]
struct RolePage {
    layout: Layout,
    base: String,
    here: String,
    sheet: RoleSheet,
    permissions: Vec<String>,
    may_edit: bool,
    may_see_web_users: bool,
}

/// `GET /d/{domain}/roles`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let (roles, may_edit) = (app.directory.roles(&auth.actor)?, auth.may(Permission::EDIT_ROLES));
    render(&ListPage {
        roles: roles.list().await?,
        presets: if may_edit { presets::offers(&roles, &auth.actor).await? } else { Vec::new() },
        layout: auth
            .layout(&i18n::text("roles-title"), Section::Roles)
            .with_flash(Flash::from_query(&query)),
        base: auth.base(),
        may_edit,
    })
}

/// `GET /d/{domain}/role/{id}`.
pub(crate) async fn show(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    query: Query,
) -> PageResult {
    let sheet = app.directory.roles(&auth.actor)?.find(&id).await?;
    render(&RolePage {
        layout: auth.layout(&sheet.role.name, Section::Roles).with_flash(Flash::from_query(&query)),
        base: auth.base(),
        here: path::record_url(&auth.base(), "role", &id),
        permissions: permissions::descriptions(&sheet.role.permissions),
        sheet,
        may_edit: auth.may(Permission::EDIT_ROLES),
        may_see_web_users: auth.may(Permission::VIEW_WEB_USERS),
    })
}
