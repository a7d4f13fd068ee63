//! Declaring and changing fields.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_model::{FieldEdit, NewField};

use super::list::{Drafts, FieldDraft, shown};
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
    error::ApiError,
};

#[derive(Template)]
#[template(path = "fields/edit.html")]
struct Page {
    frame: Frame,
    back: String,
    slug: String,
    label: String,
    choices: String,
    declared: bool,
    /// Of the field as it is shown.
    version: String,
    errors: FormErrors,
}

/// `POST /d/{domain}/fields`.
pub(in crate::console) async fn declare(
    State(app): State<App>,
    member: Member,
    form: Form,
) -> Shown {
    let text = |name| form.text(name).to_owned();
    let draft = FieldDraft { slug: text("slug"), label: text("label"), choices: text("choices") };
    let new = NewField {
        slug: draft.slug.clone(),
        label: form.given("label").map(str::to_owned),
        choices: lines(&draft.choices),
    };
    match app.directory.fields(&member.actor)?.declare(new).await {
        Ok(_) => Ok(go_to(&format!("{}/fields?done=created", member.base()))),
        Err(error) => {
            let field_flaws = FormErrors::of(error)?;
            let drafts = Drafts { field: draft, field_flaws, ..Drafts::default() };
            shown(&app, &member, None, drafts).await
        }
    }
}

/// `GET /d/{domain}/field/{number}`.
pub(in crate::console) async fn edit(
    State(app): State<App>,
    member: Member,
    thing: Thing,
) -> Shown {
    page(&draft_of(&app, &member, thing.number()?).await?)
}

/// `POST /d/{domain}/field/{number}`.
pub(in crate::console) async fn save(
    State(app): State<App>,
    member: Member,
    thing: Thing,
    form: Form,
) -> Shown {
    let number = thing.number()?;
    let draft = Page {
        label: form.text("label").to_owned(),
        choices: form.text("choices").to_owned(),
        declared: form.ticked("declared"),
        ..draft_of(&app, &member, number).await?
    };
    let edit = FieldEdit {
        label: Some(draft.label.clone()),
        choices: Some(lines(&draft.choices)),
        declared: Some(draft.declared),
    };
    let attempt = as_shown::attempt(&app, &member, &form);
    let made = attempt.directory().fields(&member.actor)?.edit(number, edit).await;
    match as_shown::settle(attempt, made).await {
        Ok(_) => Ok(go_to(&format!("{}/fields?done=saved", member.base()))),
        Err(error) => {
            let again = Page { errors: FormErrors::of(error)?, ..draft };
            page_with(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
    }
}

/// The form with what the field is now.
async fn draft_of(app: &App, member: &Member, number: i64) -> Result<Page, ApiError> {
    let schema = app.directory.fields(&member.actor)?.schema().await?;
    let field = schema.fields.into_iter().find(|field| field.number == number);
    let field = field.ok_or(ApiError::NoRoute)?;
    Ok(Page {
        frame: member.frame(&format!("Edit {}", field.label), Section::Fields),
        back: format!("{}/fields", member.base()),
        version: as_shown::version(member, &field),
        slug: field.slug,
        label: field.label,
        choices: field.choices.join("\n"),
        declared: field.declared,
        errors: FormErrors::default(),
    })
}

/// The lines that say something, each once.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !lines.iter().any(|known| known == line) {
            lines.push(line.to_owned());
        }
    }
    lines
}
