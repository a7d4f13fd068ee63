//! Making and changing groups.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_model::{Group, GroupEdit, NewGroup};

use super::address;
use crate::{
    App,
    console::{
        as_shown,
        form::Form,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        page::{Shown, go_to, page, page_with},
        thing::Thing,
    },
};

#[derive(Template)]
#[template(path = "groups/edit.html")]
struct Page {
    frame: Frame,
    back: String,
    draft: Draft,
    /// Of the group as it is shown; empty for a new one.
    version: String,
    errors: FormErrors,
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
    page(&new_page(&member, draft, FormErrors::default()))
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
        Err(error) => {
            let again = new_page(&member, draft, FormErrors::of(error)?);
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
    let draft = Draft {
        name: group.name.clone(),
        case_sharing: group.case_sharing,
        reporting: group.reporting,
    };
    page(&edit_page(&member, &group, draft, FormErrors::default()))
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
    let attempt = as_shown::attempt(&app, &member, &form);
    let made = attempt.directory().groups(&member.actor)?.edit(&id, edit).await;
    match as_shown::settle(attempt, made).await {
        Ok(group) => Ok(go_to(&format!("{}?done=saved", address(&member.base(), &group.id)))),
        Err(error) => {
            let errors = FormErrors::of(error)?;
            let present = app.directory.groups(&member.actor)?.find(&id).await?;
            let again = edit_page(&member, &present, draft, errors);
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

fn new_page(member: &Member, draft: Draft, errors: FormErrors) -> Page {
    let frame = member.frame("Add a group", Section::Groups);
    let back = format!("{}/groups", member.base());
    Page { frame, back, draft, version: String::new(), errors }
}

fn edit_page(member: &Member, group: &Group, draft: Draft, errors: FormErrors) -> Page {
    let frame = member.frame("Edit the group", Section::Groups);
    let version = as_shown::version(member, group);
    Page { frame, back: address(&member.base(), &group.id), draft, version, errors }
}
