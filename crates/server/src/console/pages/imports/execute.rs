//! Executing a previewed import.

use std::sync::Arc;

use roster_model::ImportMode;

use super::{show, table::Uploader, task};
use crate::{
    App,
    console::{
        extract::{Auth, Form, PathId, State},
        response::{PageResult, redirect},
    },
};

/// `POST /d/{domain}/table/{id}`. A second request for the same table has no effect, and so has the
/// confirmation of a preview with other columns: both show the present state.
pub(crate) async fn execute(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    app.directory.imports(&auth.actor)?;
    app.directory.check_writable()?;
    let table = app.pending_imports.find(&id, &Uploader::new(&auth.actor))?;
    let url = show::table_url(&auth.base(), &table.id);
    let mode = match form.text("mode") {
        "atomic" => ImportMode::Atomic,
        _ => ImportMode::RowByRow,
    };
    let revision = form.text("revision").parse().unwrap_or_default();
    if table.begin_execution(mode, revision) {
        task::spawn(&app, Arc::clone(&table), auth.actor, mode);
    }
    Ok(redirect(&url))
}
