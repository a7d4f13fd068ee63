//! Making and changing groups.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_model::{GroupEdit, NewGroup};

use super::address;
use crate::{
    App,
    console::{
        flaws::Flaws,
        form::Form,
        frame::{Frame, Section},
        member::Member,
        page::{Shown, go_to, page, page_with},
        thing::{self, Thing},
    },
};

#[derive(Template)]
#[template(path = "groups/edit.html")]
struct Page {
    frame: Frame,
    back: String,
    draft: Draft,
    flaws: Flaws,
}

/// What a form says of a group.
struct Draft {
    name: String,
    case_sharing: bool,
    reporting: bool,
}

impl Draft {
    fn read(form: &Form) -> Self {
        Self {
            name: form.text("name").to_owned(),
            case_sharing: form.ticked("case_sharing"),
            reporting: form.ticked("reporting"),
        }
    }
}

/// `GET /d/{domain}/groups/new`.
pub(in crate::console) async fn blank(State(app): State<App>, member: Member) -> Shown {
    app.directory.groups(&member.actor)?;
    let draft = Draft { name: String::new(), case_sharing: false, reporting: true };
    page(&new_page(&member, draft, Flaws::default()))
}

/// `POST /d/{domain}/groups/new`.
pub(in crate::console) async fn create(
    State(app): State<App>,
    member: Member,
    form: Form,
) -> Shown {
    let draft = Draft::read(&form);
    let new = NewGroup {
        name: Some(draft.name.clone()),
        case_sharing: Some(draft.case_sharing),
        reporting: Some(draft.reporting),
        ..NewGroup::default()
    };
    match app.directory.groups(&member.actor)?.create(new).await {
        Ok(group) => Ok(go_to(&format!("{}?done=created", address(&member.base(), &group.id)))),
        Err(fault) => {
            let again = new_page(&member, draft, Flaws::of(fault)?);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

/// `GET /d/{domain}/group/{id}/edit`.
pub(in crate::console) async fn edit(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
) -> Shown {
    let group = app.directory.groups(&member.actor)?.find(&id).await?;
    let draft =
        Draft { name: group.name, case_sharing: group.case_sharing, reporting: group.reporting };
    page(&edit_page(&member, &id, draft, Flaws::default()))
}

/// `POST /d/{domain}/group/{id}/edit`.
pub(in crate::console) async fn save(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    form: Form,
) -> Shown {
    let draft = Draft::read(&form);
    let edit = GroupEdit {
        name: Some(draft.name.clone()),
        case_sharing: Some(draft.case_sharing),
        reporting: Some(draft.reporting),
        ..GroupEdit::default()
    };
    match app.directory.groups(&member.actor)?.edit(&id, edit).await {
        Ok(group) => Ok(go_to(&format!("{}?done=saved", address(&member.base(), &group.id)))),
        Err(fault) => {
            let again = edit_page(&member, &id, draft, Flaws::of(fault)?);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

fn new_page(member: &Member, draft: Draft, flaws: Flaws) -> Page {
    let frame = member.frame("Add a group", Section::Groups);
    Page { frame, back: format!("{}/groups", member.base()), draft, flaws }
}

fn edit_page(member: &Member, id: &str, draft: Draft, flaws: Flaws) -> Page {
    let frame = member.frame("Edit the group", Section::Groups);
    Page { frame, back: thing::address(&member.base(), "group", id), draft, flaws }
}
