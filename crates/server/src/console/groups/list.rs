//! The list of groups.

use askama::Template;
use axum::extract::State;
use roster_model::{GroupSummary, Permission};

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

/// How many groups a page shows.
const SIZE: u32 = 25;

#[derive(Template)]
#[template(path = "groups/list.html")]
struct Page {
    frame: Frame,
    base: String,
    text: String,
    groups: Vec<GroupSummary>,
    pager: Pager,
    may_edit: bool,
}

/// `GET /d/{domain}/groups`.
pub(in crate::console) async fn list(
    State(app): State<App>,
    member: Member,
    asked: RequestContext,
) -> Shown {
    let text = asked.text("q");
    let offset = (pager::wanted(&asked) - 1).saturating_mul(u64::from(SIZE));
    let found = app.directory.group_summaries(&member.actor)?.list(text, offset, SIZE).await?;
    let kept = asked.given("q").map(|text| ("q".to_owned(), text)).into_iter().collect();
    page(&Page {
        frame: member.frame("Groups", Section::Groups).telling(Notice::of(&asked)),
        base: member.base(),
        text: text.to_owned(),
        groups: found.items,
        pager: Pager::new(&asked, kept, SIZE, found.total),
        may_edit: member.may(Permission::EDIT_COMMCARE_USERS),
    })
}
