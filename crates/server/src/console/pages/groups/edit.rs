//! Adding and editing groups.

use askama::Template;
use http::StatusCode;
use roster_model::{Group, GroupEdit, NewGroup};

use super::group_url;
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, PathId, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        optimistic_lock::{self, Inputs, Merge},
        response::{PageResult, redirect, render, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "groups/edit.html")]
struct Page {
    layout: Layout,
    back: String,
    values: FormValues,
    /// The revision of the group; empty for a new one.
    version: String,
    errors: FormErrors,
}

/// The input of the form.
struct FormValues {
    name: String,
    case_sharing: bool,
    reporting: bool,
}

impl FormValues {
    fn of(group: &Group) -> Self {
        Self {
            name: group.name.clone(),
            case_sharing: group.case_sharing,
            reporting: group.reporting,
        }
    }

    fn inputs(&self) -> Inputs {
        Inputs::default()
            .text("name", &self.name)
            .checkbox("case_sharing", self.case_sharing)
            .checkbox("reporting", self.reporting)
    }

    fn read(form: &Form) -> Self {
        Self {
            name: form.text("name").to_owned(),
            case_sharing: form.is_checked("case_sharing"),
            reporting: form.is_checked("reporting"),
        }
    }
}

/// `GET /d/{domain}/groups/new`.
pub(crate) async fn new_form(State(app): State<App>, auth: Auth) -> PageResult {
    app.directory.groups(&auth.actor)?;
    let values = FormValues { name: String::new(), case_sharing: false, reporting: true };
    render(&new_page(&auth, values, FormErrors::default()))
}

/// `POST /d/{domain}/groups/new`.
pub(crate) async fn create(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let values = FormValues::read(&form);
    let new = NewGroup {
        name: Some(values.name.clone()),
        case_sharing: Some(values.case_sharing),
        reporting: Some(values.reporting),
        ..NewGroup::default()
    };
    match app.directory.groups(&auth.actor)?.create(new).await {
        Ok(group) => Ok(redirect(&format!("{}?done=created", group_url(&auth.base(), &group.id)))),
        Err(error) => {
            let page = new_page(&auth, values, FormErrors::try_from(error)?);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /d/{domain}/group/{id}/edit`.
pub(crate) async fn edit_form(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    let group = app.directory.groups(&auth.actor)?.find(&id).await?;
    render(&edit_page(&auth, &group, FormValues::of(&group), FormErrors::default()))
}

/// `POST /d/{domain}/group/{id}/edit`.
pub(crate) async fn update(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let current = app.directory.groups(&auth.actor)?.find(&id).await?;
    let inputs = FormValues::of(&current).inputs();
    let merge = Merge::new(form, &inputs, &[], |_, value| value.to_owned());
    let values = FormValues::read(&merge.form);
    let edit = GroupEdit {
        name: Some(values.name.clone()),
        case_sharing: Some(values.case_sharing),
        reporting: Some(values.reporting),
        ..GroupEdit::default()
    };
    let saved = merge
        .save(&app, &auth, &current, async |directory| {
            directory.groups(&auth.actor)?.edit(&id, edit).await
        })
        .await;
    match saved {
        Ok(group) => {
            let here = group_url(&auth.base(), &group.id);
            Ok(redirect(&format!("{here}?done={}", merge.done())))
        }
        Err(error) => {
            let page = edit_page(&auth, &current, values, FormErrors::try_from(error)?);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn new_page(auth: &Auth, values: FormValues, errors: FormErrors) -> Page {
    let layout = auth.layout(&i18n::text("groups-add"), Section::Groups);
    let back = format!("{}/groups", auth.base());
    Page { layout, back, values, version: String::new(), errors }
}

fn edit_page(auth: &Auth, group: &Group, values: FormValues, errors: FormErrors) -> Page {
    let layout = auth.layout(&i18n::text("groups-edit"), Section::Groups);
    let version = optimistic_lock::version_with(auth, group, &FormValues::of(group).inputs());
    Page { layout, back: group_url(&auth.base(), &group.id), values, version, errors }
}
