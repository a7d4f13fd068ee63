//! Deleting a company, tag or list.

use roster_model::Error;

use super::{LabelPath, list_url, of_kind, record::Record};
use crate::{
    App,
    console::{
        components::{Confirmation, FormErrors},
        extract::{Auth, Form, State},
        i18n::{message, text},
        layout::Section,
        response::{PageResult, redirect},
    },
};

/// `GET /d/{domain}/labels/{kind}/{number}/delete`.
pub(crate) async fn confirm_delete(
    State(app): State<App>,
    auth: Auth,
    path: LabelPath,
) -> PageResult {
    confirmation(&app, &auth, path).await?.show()
}

/// `POST /d/{domain}/labels/{kind}/{number}/delete`.
pub(crate) async fn delete(
    State(app): State<App>,
    auth: Auth,
    path: LabelPath,
    form: Form,
) -> PageResult {
    let confirmation = confirmation(&app, &auth, path).await?;
    if !confirmation.is_confirmed(&form) {
        return confirmation.show_mismatch();
    }
    match Record::delete(&app.directory, &auth.actor, path).await {
        Ok(()) => Ok(redirect(&format!("{}?done=deleted", list_url(&auth.base(), path.kind)))),
        Err(error) => confirmation.show_errors(FormErrors::try_from(error)?),
    }
}

/// The confirmation. It says how many people and companies lose the record.
async fn confirmation(app: &App, auth: &Auth, path: LabelPath) -> Result<Confirmation, Error> {
    let record = app.directory.labels(&auth.actor)?.find(path.kind, path.number).await?;
    let losers =
        [("labels-delete-people", record.people), ("labels-delete-companies", record.companies)];
    let mut parts: Vec<String> = losers
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(id, count)| message(id).arg("count", count).to_string())
        .collect();
    if parts.is_empty() {
        parts.push(text("labels-delete-unused"));
    }
    parts.push(text("labels-delete-final"));
    let title = of_kind("labels-delete-title", path.kind).arg("name", &record.name).to_string();
    Ok(Confirmation {
        layout: auth.layout(&title, Section::Labels),
        consequence: parts.join(" "),
        expected: record.name,
        button: "common-delete",
        back: path.url(&auth.base()),
        errors: FormErrors::default(),
    })
}
