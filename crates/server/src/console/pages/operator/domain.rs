//! Creating a domain.

use askama::Template;
use http::StatusCode;
use roster_directory::Session;

use super::HOME;
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{CurrentSession, Form, State},
        i18n::{self, filters},
        layout::Layout,
        response::{PageResult, redirect, render, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "operator/new_domain.html")]
struct Page {
    layout: Layout,
    name: String,
    wire: String,
    errors: FormErrors,
}

/// `GET /operator/domains/new`.
pub(crate) async fn new_form(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
) -> PageResult {
    app.directory.operations(&session)?;
    render(&page(&session, "", "documented", FormErrors::default()))
}

/// `POST /operator/domains/new`.
pub(crate) async fn create(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    form: Form,
) -> PageResult {
    let (name, wire) = (form.text("name"), form.text("wire"));
    match app.directory.operations(&session)?.create_domain(name, form.non_empty("wire")).await {
        Ok(domain) => Ok(redirect(&format!("/d/{}/people?done=created", domain.name))),
        Err(error) => {
            let page = page(&session, name, wire, FormErrors::try_from(error)?);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn page(session: &Session, name: &str, wire: &str, errors: FormErrors) -> Page {
    Page {
        layout: Layout::signed_in(&i18n::text("start-create-domain-title"), session),
        name: name.to_owned(),
        wire: wire.to_owned(),
        errors,
    }
}
