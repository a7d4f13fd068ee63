//! Adding, editing and deleting custom fields.

use std::time::Duration;

use askama::Template;
use http::StatusCode;
use roster_directory::FieldUsage;
use roster_model::{Error, Field, FieldEdit, NewField};
use tokio::time::timeout;

use super::{
    field_form::{FIELDS, FieldForm},
    list::{Forms, render_fields},
};
use crate::{
    App,
    console::{
        components::{Confirmation, FormErrors},
        extract::{Auth, Form, PathId, State},
        i18n::{filters, message, text},
        layout::{Layout, Section},
        optimistic_lock::{self, Merge},
        response::{PageResult, redirect, render, render_with_status},
    },
    error::{ApiError, log},
};

/// How long the answer waits for the search index. The update continues in the background.
const INDEX_WAIT: Duration = Duration::from_secs(3);

#[derive(Template)]
#[template(path = "fields/edit.html")]
struct Page {
    layout: Layout,
    back: String,
    /// The URL of the page.
    here: String,
    field: FieldForm,
    /// The revision of the field.
    version: String,
    errors: FormErrors,
}

/// `POST /d/{domain}/fields`.
pub(crate) async fn create(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let values = FieldForm::read(&form);
    let mut field_errors = FormErrors::default();
    let (value_type, choices, options) = values.parse("", &mut field_errors);
    let new = NewField {
        slug: values.slug.clone(),
        label: form.non_empty("label").map(str::to_owned),
        value_type: Some(value_type),
        choices,
        options,
    };
    let fields = app.directory.fields(&auth.actor)?;
    if field_errors.is_empty() {
        match fields.declare(new).await {
            Ok(field) => {
                update_search_index(&app, &auth, field).await;
                return Ok(redirect(&format!("{}/fields?done=created", auth.base())));
            }
            Err(error) => field_errors = FormErrors::try_from(error)?,
        }
    }
    let forms = Forms { field: values, field_errors, ..Forms::default() };
    render_fields(&app, &auth, None, forms).await
}

/// `GET /d/{domain}/field/{number}`.
pub(crate) async fn edit_form(State(app): State<App>, auth: Auth, id: PathId) -> PageResult {
    let field = load(&app, &auth, id.number()?).await?;
    let values = FieldForm::from_field(&field);
    render(&build_page(&auth, &field, values, FormErrors::default()))
}

/// `POST /d/{domain}/field/{number}`.
pub(crate) async fn update(
    State(app): State<App>,
    auth: Auth,
    id: PathId,
    form: Form,
) -> PageResult {
    let number = id.number()?;
    let before = load(&app, &auth, number).await?;
    let present = FieldForm::from_field(&before);
    let merge = Merge::new(form, &present.inputs(), &[], |_, value| value.to_owned());
    let mut errors = FormErrors::default();
    let input = FieldForm::read(&merge.form);
    let (value_type, choices, options) = input.parse(&present.kind, &mut errors);
    let edit = FieldEdit {
        label: Some(input.label.clone()),
        value_type: Some(value_type),
        choices: Some(choices),
        declared: Some(input.declared),
        options: Some(options),
    };
    if errors.is_empty() {
        let saved = merge
            .save(&app, &auth, &before, async |directory| {
                directory.fields(&auth.actor)?.edit(number, edit).await
            })
            .await;
        match saved {
            Ok(field) => {
                update_search_index(&app, &auth, field).await;
                return Ok(redirect(&format!("{}/fields?done={}", auth.base(), merge.done())));
            }
            Err(error) => errors = FormErrors::try_from(error)?,
        }
    }
    let input = FieldForm { slug: before.slug.clone(), ..input };
    let page = build_page(&auth, &before, input, errors);
    render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// `GET /d/{domain}/field/{number}/delete`.
pub(crate) async fn confirm_delete(State(app): State<App>, auth: Auth, id: PathId) -> PageResult {
    let usage = app.directory.fields(&auth.actor)?.usage(id.number()?).await?;
    confirmation(&auth, &usage).show()
}

/// `POST /d/{domain}/field/{number}/delete`.
pub(crate) async fn delete(
    State(app): State<App>,
    auth: Auth,
    id: PathId,
    form: Form,
) -> PageResult {
    let number = id.number()?;
    let fields = app.directory.fields(&auth.actor)?;
    let confirmation = confirmation(&auth, &fields.usage(number).await?);
    if !confirmation.is_confirmed(&form) {
        return confirmation.show_mismatch();
    }
    match fields.delete(number).await {
        Ok(()) => Ok(redirect(&format!("{}/fields?done=deleted", auth.base()))),
        Err(error) => confirmation.show_errors(FormErrors::try_from(error)?),
    }
}

fn confirmation(auth: &Auth, usage: &FieldUsage) -> Confirmation {
    let FieldUsage { field, people, profiles } = usage;
    let mut sentences = vec![message("fields-delete-people").arg("count", *people).to_string()];
    if !profiles.is_empty() {
        let first = message("fields-delete-profiles").arg("count", profiles.len());
        sentences.push(first.arg("names", profiles.join(", ")).to_string());
    }
    sentences.push(text("fields-delete-final"));
    let title = message("fields-delete-title").arg("name", &field.label).to_string();
    Confirmation {
        layout: auth.layout(&title, Section::Fields),
        consequence: sentences.join(" "),
        expected: field.slug.clone(),
        button: "fields-delete",
        back: format!("{}/fields", auth.base()),
        errors: FormErrors::default(),
    }
}

/// Updates the search index in the background, and waits a moment for it.
async fn update_search_index(app: &App, auth: &Auth, field: Field) {
    let (directory, actor) = (app.directory.clone(), auth.actor.clone());
    let running = tokio::spawn(async move {
        let fields = directory.fields(&actor)?;
        fields.update_search_index(&field).await.inspect_err(log)
    });
    // The task goes on after the wait, and has logged its error.
    let _ = timeout(INDEX_WAIT, running).await;
}

async fn load(app: &App, auth: &Auth, number: i64) -> Result<Field, ApiError> {
    let schema = app.directory.fields(&auth.actor)?.schema().await?;
    let field = schema.fields.into_iter().find(|field| field.number == number);
    field.ok_or_else(|| Error::not_found("field").into())
}

fn build_page(auth: &Auth, field: &Field, values: FieldForm, errors: FormErrors) -> Page {
    let title = message("fields-edit").arg("name", &field.label).to_string();
    Page {
        layout: auth.layout(&title, Section::Fields),
        back: format!("{}/fields", auth.base()),
        here: format!("{}/field/{}", auth.base(), field.number),
        version: optimistic_lock::version_with(auth, field, &FieldForm::from_field(field).inputs()),
        field: values,
        errors,
    }
}
