//! The upload of a table.

use std::{path::Path, sync::Arc};

use http::StatusCode;
use roster_model::ImportMode;
use roster_wire::table::TableFormat;

use super::{
    list, show,
    table::{TableFile, UploadedTable, Uploader},
    task,
};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, FileForm, State, UploadedFile},
        i18n,
        response::{PageResult, redirect, render_with_status},
    },
};

/// The most characters of a file name that are kept.
const MAX_NAME_CHARS: usize = 100;

/// `POST /d/{domain}/imports`: stores the table and starts its preview.
pub(crate) async fn upload(State(app): State<App>, auth: Auth, form: FileForm) -> PageResult {
    app.directory.imports(&auth.actor)?;
    let Some(upload) = form.store("table").await? else {
        return upload_error(&app, &auth, "imports-choose-file").await;
    };
    // Some browsers send the whole path.
    let name = Path::new(&upload.name).file_name().unwrap_or_default().to_string_lossy();
    let name: String = name.chars().filter(|c| !c.is_control()).take(MAX_NAME_CHARS).collect();
    let Some(format) = TableFormat::from_file_name(&name) else {
        return upload_error(&app, &auth, "imports-file-type").await;
    };
    let UploadedFile { file, bytes, .. } = upload;
    let id = app.directory.environment().id();
    let file = TableFile { file: Arc::new(file), format };
    let now = app.directory.environment().now();
    let table = UploadedTable::new(id, Uploader::new(&auth.actor), name, (file, bytes), now);
    let table = app.pending_imports.add(table)?;
    let url = show::table_url(&auth.base(), &table.id);
    task::spawn(&app, table, auth.actor, ImportMode::DryRun);
    Ok(redirect(&url))
}

async fn upload_error(app: &App, auth: &Auth, message: &'static str) -> PageResult {
    let mut errors = FormErrors::default();
    errors.add("table", i18n::message(message).into());
    let page = list::build_page(app, auth, errors).await?;
    render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
