//! Adding and editing custom fields.

use askama::Template;
use http::StatusCode;
use roster_model::{FieldEdit, NewField};

use super::list::{FieldValues, Forms, render_fields};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, PathId, State},
        layout::{Layout, Section},
        optimistic_lock,
        response::{PageResult, redirect, render, render_with_status},
    },
    error::ApiError,
};

#[derive(Template)]
#[template(path = "fields/edit.html")]
struct Page {
    layout: Layout,
    back: String,
    slug: String,
    label: String,
    choices: String,
    declared: bool,
    /// The revision of the field.
    version: String,
    errors: FormErrors,
}

/// `POST /d/{domain}/fields`.
pub(crate) async fn create(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let text = |name| form.text(name).to_owned();
    let values = FieldValues { slug: text("slug"), label: text("label"), choices: text("choices") };
    let new = NewField {
        slug: values.slug.clone(),
        label: form.non_empty("label").map(str::to_owned),
        choices: unique_lines(&values.choices),
    };
    match app.directory.fields(&auth.actor)?.declare(new).await {
        Ok(_) => Ok(redirect(&format!("{}/fields?done=created", auth.base()))),
        Err(error) => {
            let field_errors = FormErrors::try_from(error)?;
            let forms = Forms { field: values, field_errors, ..Forms::default() };
            render_fields(&app, &auth, None, forms).await
        }
    }
}

/// `GET /d/{domain}/field/{number}`.
pub(crate) async fn edit_form(State(app): State<App>, auth: Auth, id: PathId) -> PageResult {
    render(&current_page(&app, &auth, id.number()?).await?)
}

/// `POST /d/{domain}/field/{number}`.
pub(crate) async fn update(
    State(app): State<App>,
    auth: Auth,
    id: PathId,
    form: Form,
) -> PageResult {
    let number = id.number()?;
    let page = Page {
        label: form.text("label").to_owned(),
        choices: form.text("choices").to_owned(),
        declared: form.is_checked("declared"),
        ..current_page(&app, &auth, number).await?
    };
    let edit = FieldEdit {
        label: Some(page.label.clone()),
        choices: Some(unique_lines(&page.choices)),
        declared: Some(page.declared),
    };
    let attempt = optimistic_lock::attempt(&app, &auth, &form);
    let result = attempt.directory().fields(&auth.actor)?.edit(number, edit).await;
    match optimistic_lock::settle(attempt, result).await {
        Ok(_) => Ok(redirect(&format!("{}/fields?done=saved", auth.base()))),
        Err(error) => {
            let page = Page { errors: FormErrors::try_from(error)?, ..page };
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// The form with the current values of the field.
async fn current_page(app: &App, auth: &Auth, number: i64) -> Result<Page, ApiError> {
    let schema = app.directory.fields(&auth.actor)?.schema().await?;
    let field = schema.fields.into_iter().find(|field| field.number == number);
    let field = field.ok_or(ApiError::NoRoute)?;
    Ok(Page {
        layout: auth.layout(&format!("Edit {}", field.label), Section::Fields),
        back: format!("{}/fields", auth.base()),
        version: optimistic_lock::version(auth, &field),
        slug: field.slug,
        label: field.label,
        choices: field.choices.join("\n"),
        declared: field.declared,
        errors: FormErrors::default(),
    })
}

/// The lines that are not empty, without duplicates.
fn unique_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !lines.iter().any(|known| known == line) {
            lines.push(line.to_owned());
        }
    }
    lines
}
