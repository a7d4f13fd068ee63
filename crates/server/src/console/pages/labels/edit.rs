//! Adding, renaming and editing companies, tags and lists.

use askama::Template;
use http::StatusCode;
use roster_model::LabelKind;

use super::{
    KindPath, LabelPath, list_url, of_kind,
    record::{FormValues, Record},
};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, State},
        i18n::filters,
        layout::{Layout, Section},
        optimistic_lock::{self, Merge},
        response::{PageResult, redirect, render, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "labels/edit.html")]
struct Page {
    layout: Layout,
    kind: LabelKind,
    back: String,
    values: FormValues,
    /// The revision of the record; empty for a new one.
    version: String,
    errors: FormErrors,
}

/// The inputs that show their own errors.
const FIELDS: &[&str] = &["name", "custom_id", "description"];

/// `GET /d/{domain}/labels/{kind}/new`.
pub(crate) async fn new_form(
    State(app): State<App>,
    auth: Auth,
    KindPath(kind): KindPath,
) -> PageResult {
    app.directory.labels(&auth.actor)?;
    render(&new_page(&auth, kind, FormValues::default(), FormErrors::default()))
}

/// `POST /d/{domain}/labels/{kind}/new`.
pub(crate) async fn create(
    State(app): State<App>,
    auth: Auth,
    KindPath(kind): KindPath,
    form: Form,
) -> PageResult {
    let values = FormValues::read(&form);
    match values.create(&app.directory, &auth.actor, kind).await {
        Ok(number) => {
            let here = LabelPath { kind, number }.url(&auth.base());
            Ok(redirect(&format!("{here}?done=created")))
        }
        Err(error) => {
            let page = new_page(&auth, kind, values, FormErrors::try_from(error)?);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /d/{domain}/labels/{kind}/{number}/edit`.
pub(crate) async fn edit_form(State(app): State<App>, auth: Auth, path: LabelPath) -> PageResult {
    let record = Record::load(&app.directory, &auth.actor, path).await?;
    render(&edit_page(&auth, path, &record, record.values(), FormErrors::default()))
}

/// `POST /d/{domain}/labels/{kind}/{number}/edit`.
pub(crate) async fn update(
    State(app): State<App>,
    auth: Auth,
    path: LabelPath,
    form: Form,
) -> PageResult {
    let current = Record::load(&app.directory, &auth.actor, path).await?;
    let inputs = current.values().inputs(path.kind);
    let merge = Merge::new(form, &inputs, &[], |_, value| value.to_owned());
    let values = FormValues::read(&merge.form);
    let saved = merge
        .save(&app, &auth, &current, async |directory| {
            values.save(directory, &auth.actor, path).await
        })
        .await;
    match saved {
        Ok(()) => {
            let here = path.url(&auth.base());
            Ok(redirect(&format!("{here}?done={}", merge.done())))
        }
        Err(error) => {
            let page = edit_page(&auth, path, &current, values, FormErrors::try_from(error)?);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn new_page(auth: &Auth, kind: LabelKind, values: FormValues, errors: FormErrors) -> Page {
    let title = of_kind("labels-add", kind).to_string();
    let layout = auth.layout(&title, Section::Labels);
    let back = list_url(&auth.base(), kind);
    Page { layout, kind, back, values, version: String::new(), errors }
}

fn edit_page(
    auth: &Auth,
    path: LabelPath,
    record: &Record,
    values: FormValues,
    errors: FormErrors,
) -> Page {
    let title = of_kind("labels-edit", path.kind).to_string();
    let layout = auth.layout(&title, Section::Labels);
    let inputs = record.values().inputs(path.kind);
    let version = optimistic_lock::version_with(auth, record, &inputs);
    Page { layout, kind: path.kind, back: path.url(&auth.base()), values, version, errors }
}
