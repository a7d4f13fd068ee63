//! People who were deleted in the last 30 days, and undoing a deletion.

use askama::Template;
use http::StatusCode;

use super::status_badge::display_name;
use crate::{
    App,
    console::{
        components::{
            DisplayTime, Flash, FormErrors,
            pager::{Pager, requested_page},
        },
        extract::{Auth, Form, Query, State, path},
        i18n::{filters, text},
        layout::{Layout, Section},
        response::{PageResult, redirect, render, render_with_status},
    },
};

/// The fields that show their own errors: none.
const FIELDS: &[&str] = &[];

/// People per page.
const PAGE_SIZE: u32 = 50;

#[derive(Template)]
#[template(path = "people/deleted.html")]
struct Page {
    layout: Layout,
    base: String,
    rows: Vec<Row>,
    pager: Pager,
    errors: FormErrors,
}

/// A deleted person.
struct Row {
    id: String,
    name: String,
    username: String,
    deleted_at: DisplayTime,
    deleted_by: String,
}

/// `GET /d/{domain}/people/deleted`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let page = build_page(&app, &auth, &query, FormErrors::default()).await?;
    render(&page)
}

/// `POST /d/{domain}/people/deleted`: undoes the deletion of `person`.
pub(crate) async fn restore(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let deleted = app.directory.deleted_people(&auth.actor)?;
    match deleted.restore(form.text("person")).await {
        Ok(restored) => {
            let url = path::person_url(&auth.base(), &restored.person.id);
            let params = Flash::params("restored", &restored.left_out);
            Ok(redirect(&format!("{url}?{params}")))
        }
        Err(error) => {
            let errors = FormErrors::try_from(error)?;
            let page = build_page(&app, &auth, &Query::parse(""), errors).await?;
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

async fn build_page(
    app: &App,
    auth: &Auth,
    query: &Query,
    errors: FormErrors,
) -> Result<Page, crate::error::ApiError> {
    let offset = (requested_page(query) - 1).saturating_mul(u64::from(PAGE_SIZE));
    let found = app.directory.deleted_people(&auth.actor)?.list(offset, PAGE_SIZE).await?;
    let rows = found.items.into_iter().map(|deleted| Row {
        id: deleted.person.id.to_string(),
        name: display_name(&deleted.person),
        username: deleted
            .person
            .worker
            .as_ref()
            .map(|worker| worker.username.to_string())
            .unwrap_or_default(),
        deleted_at: auth.time(&deleted.deleted_at),
        deleted_by: deleted.deleted_by,
    });
    Ok(Page {
        layout: auth
            .layout(&text("people-deleted-title"), Section::People)
            .with_flash(Flash::from_query(query)),
        base: auth.base(),
        rows: rows.collect(),
        pager: Pager::new(query, Vec::new(), PAGE_SIZE, found.total),
        errors,
    })
}
