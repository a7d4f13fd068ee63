//! The list of web users.

use askama::Template;
use axum::extract::State;
use roster_model::{Membership, Permission};

use crate::{
    App,
    console::{
        components::{
            Flash,
            pager::{self, Pager},
        },
        extract::{Auth, Query},
        layout::{Layout, Section},
        response::{PageResult, render},
    },
};

/// Web users per page.
const PAGE_SIZE: u32 = 25;

#[derive(Template)]
#[template(path = "web_users/list.html")]
struct Page {
    layout: Layout,
    base: String,
    users: Vec<Membership>,
    pager: Pager,
    may_edit: bool,
}

/// `GET /d/{domain}/web-users`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let offset = (pager::requested_page(&query) - 1).saturating_mul(u64::from(PAGE_SIZE));
    let found = app.directory.web_user_list(&auth.actor)?.list(offset, PAGE_SIZE).await?;
    render(&Page {
        layout: auth.layout("Web users", Section::WebUsers).with_flash(Flash::from_query(&query)),
        base: auth.base(),
        users: found.items,
        pager: Pager::new(&query, Vec::new(), PAGE_SIZE, found.total),
        may_edit: auth.may(Permission::EDIT_WEB_USERS),
    })
}

impl Page {
    /// The name of a web user's role.
    fn role(membership: &Membership) -> &str {
        role_name(membership)
    }
}

/// The name of a membership's role. Admins have no role.
pub(super) fn role_name(membership: &Membership) -> &str {
    match &membership.role {
        None => "Admin",
        Some(role) if role.name.is_empty() => "Deleted role",
        Some(role) => &role.name,
    }
}
