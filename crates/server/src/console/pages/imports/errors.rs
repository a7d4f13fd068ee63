//! The rows of an uploaded table that have errors, as a table to correct.

use std::{io::BufWriter, sync::Arc};

use roster_model::Error;
use roster_wire::table::{TableError, TableFormat, write_error_rows};
use tokio::task::spawn_blocking;

use super::{
    reader::Source,
    table::{Content, Uploader},
};
use crate::{
    App,
    console::{
        components::Download,
        extract::{Auth, PathId, State},
        pages::people::table_error,
        response::PageResult,
    },
};

/// `GET /d/{domain}/table/{id}/errors`.
pub(crate) async fn errors(State(app): State<App>, auth: Auth, PathId(id): PathId) -> PageResult {
    app.directory.imports(&auth.actor)?;
    let table = app.pending_imports.find(&id, &Uploader::new(&auth.actor))?;
    let Content::File(file) = &table.content else {
        return Err(Error::not_found("table").into());
    };
    let (source, format) = (Source::of_file(file, table.size), file.format);
    let rows = table.error_rows();
    let written = spawn_blocking(move || {
        let mut out = BufWriter::new(tempfile::tempfile()?);
        write_error_rows(source, format, &rows, &mut out)?;
        Ok::<_, TableError>(out.into_inner().map_err(std::io::IntoInnerError::into_error)?)
    });
    let written = written.await.map_err(|panic| Error::Internal(Box::new(panic)))?;
    let stem = table.name.rsplit_once('.').map_or(table.name.as_str(), |(stem, _)| stem);
    let name = format!("{stem}.errors.csv");
    let file = Arc::new(written.map_err(table_error)?);
    Download { file, name, format: TableFormat::Csv }.into_page()
}
