//! The list of web users.

use askama::Template;
use jiff::Timestamp;
use roster_model::{Invitation, Membership, Permission};

use crate::{
    App,
    console::{
        components::{
            DisplayTime, Flash,
            pager::{self, Pager},
        },
        extract::{Auth, Query, State},
        i18n::{self, filters},
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
    invitations: Vec<Pending>,
    pager: Pager,
    may_edit: bool,
}

/// An invitation that was not accepted yet.
struct Pending {
    id: String,
    email: String,
    role: String,
    expires: DisplayTime,
    is_expired: bool,
}

/// `GET /d/{domain}/web-users`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let offset = (pager::requested_page(&query) - 1).saturating_mul(u64::from(PAGE_SIZE));
    let found = app.directory.web_user_list(&auth.actor)?.list(offset, PAGE_SIZE).await?;
    let may_edit = auth.may(Permission::EDIT_WEB_USERS);
    let mut invitations = Vec::new();
    if may_edit {
        let pending = app.directory.web_users(&auth.actor)?.invitations().await?;
        let now = app.directory.now();
        invitations =
            pending.iter().map(|invitation| Pending::new(&auth, invitation, now)).collect();
    }
    render(&Page {
        layout: auth
            .layout(&i18n::text("web-users-title"), Section::WebUsers)
            .with_flash(Flash::from_query(&query)),
        base: auth.base(),
        users: found.items,
        invitations,
        pager: Pager::new(&query, Vec::new(), PAGE_SIZE, found.total),
        may_edit,
    })
}

impl Pending {
    fn new(auth: &Auth, invitation: &Invitation, now: Timestamp) -> Self {
        Self {
            id: invitation.id().to_string(),
            email: invitation.email().to_owned(),
            role: role_label(&invitation.membership),
            expires: auth.time(&invitation.expires_at),
            is_expired: invitation.expires_at <= now,
        }
    }
}

impl Page {
    /// The name of a web user's role.
    fn role(membership: &Membership) -> String {
        role_label(membership)
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

/// The role of a web user as pages show it.
pub(in crate::console::pages) fn role_label(membership: &Membership) -> String {
    match &membership.role {
        None => i18n::text("web-users-role-admin"),
        Some(role) if role.name.is_empty() => i18n::text("web-users-role-deleted"),
        Some(role) => role.name.clone(),
    }
}
