//! The report of an import: one line for each row.

use roster_model::Error;
use roster_wire::table::TableFormat;

use super::table::Uploader;
use crate::{
    App,
    console::{
        components::Download,
        extract::{Auth, PathId, State},
        response::PageResult,
    },
};

/// `GET /d/{domain}/table/{id}/report`.
pub(crate) async fn report(State(app): State<App>, auth: Auth, PathId(id): PathId) -> PageResult {
    app.directory.workers(&auth.actor)?;
    let table = app.pending_imports.find(&id, &Uploader::new(&auth.actor))?;
    let file = table.progress().report.ok_or(Error::not_found("table"))?;
    let name = format!("{}.report.csv", table.name);
    Download { file, name, format: TableFormat::Csv }.into_page()
}
