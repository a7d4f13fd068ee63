//! The list of web users.

use askama::Template;
use axum::extract::State;
use roster_model::{Membership, Permission};

use crate::{
    App,
    console::{
        asked::RequestContext,
        frame::{Frame, Section},
        member::Member,
        notice::Notice,
        page::{Shown, page},
        pager::{self, Pager},
    },
};

/// How many web users a page shows.
const SIZE: u32 = 25;

#[derive(Template)]
#[template(path = "web_users/list.html")]
struct Page {
    frame: Frame,
    base: String,
    users: Vec<Membership>,
    pager: Pager,
    may_edit: bool,
}

/// `GET /d/{domain}/web-users`.
pub(in crate::console) async fn list(
    State(app): State<App>,
    member: Member,
    asked: RequestContext,
) -> Shown {
    let offset = (pager::wanted(&asked) - 1).saturating_mul(u64::from(SIZE));
    let found = app.directory.web_user_list(&member.actor)?.list(offset, SIZE).await?;
    page(&Page {
        frame: member.frame("Web users", Section::WebUsers).telling(Notice::of(&asked)),
        base: member.base(),
        users: found.items,
        pager: Pager::new(&asked, Vec::new(), SIZE, found.total),
        may_edit: member.may(Permission::EDIT_WEB_USERS),
    })
}

impl Page {
    /// The name of a web user's role.
    fn role(member: &Membership) -> &str {
        role(member)
    }
}

/// The name of a membership's role.
pub(super) fn role(member: &Membership) -> &str {
    match &member.role {
        None => "Admin",
        Some(role) if role.name.is_empty() => "A role that is gone",
        Some(role) => &role.name,
    }
}
