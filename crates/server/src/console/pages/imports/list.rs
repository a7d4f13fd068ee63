//! The import page: the upload form and the history of imports.

use std::sync::Arc;

use askama::Template;
use roster_model::{Error, ImportRecord};

use super::{
    show,
    table::{UploadedTable, Uploader},
};
use crate::{
    App,
    console::{
        components::{DisplayTime, Flash, FormErrors},
        extract::{Auth, Query, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        response::{PageResult, render},
    },
    limits::UPLOAD_BYTES,
};

/// The most imports that the history shows.
const MAX_LISTED: u32 = 100;

#[derive(Template)]
#[template(path = "imports/list.html")]
pub(super) struct Page {
    layout: Layout,
    base: String,
    imports: Vec<Row>,
    /// The previews of the web user that wait for a confirmation.
    pending: Vec<PendingRow>,
    /// The largest upload, in megabytes.
    max_megabytes: usize,
    errors: FormErrors,
}

/// An import of the history.
struct Row {
    record: ImportRecord,
    started: DisplayTime,
    undone: Option<DisplayTime>,
}

/// A preview that waits for a confirmation.
struct PendingRow {
    name: String,
    url: String,
    uploaded: DisplayTime,
    is_running: bool,
}

/// `GET /d/{domain}/imports`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let mut page = build_page(&app, &auth, FormErrors::default()).await?;
    page.layout = page.layout.with_flash(Flash::from_query(&query));
    render(&page)
}

/// Builds the page, with the errors of an upload.
pub(super) async fn build_page(app: &App, auth: &Auth, errors: FormErrors) -> Result<Page, Error> {
    let imports = app.directory.imports(&auth.actor)?.list(MAX_LISTED).await?;
    let row = |record: ImportRecord| Row {
        started: auth.time(&record.started_at),
        undone: record.undone_at.as_ref().map(|at| auth.time(at)),
        record,
    };
    let pending = app.pending_imports.waiting(&Uploader::new(&auth.actor));
    let pending_row = |table: &Arc<UploadedTable>| PendingRow {
        name: table.name.clone(),
        url: show::table_url(&auth.base(), &table.id),
        uploaded: auth.time(&table.uploaded_at),
        is_running: table.is_running(),
    };
    Ok(Page {
        pending: pending.iter().map(pending_row).collect(),
        layout: auth.layout(&i18n::text("imports-title"), Section::Imports),
        base: auth.base(),
        imports: imports.into_iter().map(row).collect(),
        max_megabytes: UPLOAD_BYTES >> 20,
        errors,
    })
}
