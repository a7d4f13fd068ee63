//! Export of the listed workers as a table.

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    sync::Arc,
};

use roster_model::{Domain, Error, NamedWorker, TableShape};
use roster_wire::table::{BYTE_ORDER_MARK, TableError, TableFormat, TableWriter};
use tokio::{sync::mpsc, task::spawn_blocking};

use super::filter::ListQuery;
use crate::{
    App,
    console::{
        components::Download,
        extract::{Auth, Query, State},
        pages::imports,
        response::PageResult,
    },
    error::ApiError,
};

/// `GET /d/{domain}/people/export`: the workers that match the filters of the list, by username.
pub(crate) async fn export(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let format = TableFormat::parse(query.text("format")).ok_or(ApiError::NoRoute)?;
    let people_view = app.directory.people_view(&auth.actor)?;
    let list = ListQuery::resolve(&query, &auth.zone, &people_view).await?;
    list.errors.check()?;
    let mut export = people_view.export(&list.filter).await?;
    let shape = export.shape().clone();
    let total = shape.total;
    let (sender, workers) = mpsc::channel(2);
    let domain = auth.actor.domain.clone();
    // The table is written completely before the response begins: an error can still be reported, and a
    // slow client does not hold a database snapshot.
    let writing = spawn_blocking(move || write(format, shape, domain, workers));
    loop {
        let batch = export.next().await?;
        if batch.is_empty() || sender.send(batch).await.is_err() {
            break;
        }
    }
    drop((sender, export));
    let result = writing.await.map_err(|panic| Error::Internal(Box::new(panic)))?;
    let (count, file) = result.map_err(table_error)?;
    if count != total {
        let text = format!("export read {count} of {total} workers");
        return Err(Error::Internal(text.into()).into());
    }
    let day = auth.time(&app.directory.environment().now()).iso_date();
    let name = format!("{}-{day}.{}", auth.actor.domain.name, format.as_str());
    Download { file: Arc::new(file), name, format }.into_page()
}

fn write(
    format: TableFormat,
    shape: TableShape,
    domain: Domain,
    mut workers: mpsc::Receiver<Vec<NamedWorker>>,
) -> Result<(u64, File), TableError> {
    let mut file = BufWriter::new(tempfile::tempfile()?);
    if format == TableFormat::Csv {
        file.write_all(BYTE_ORDER_MARK.as_bytes())?;
    }
    let mut table = TableWriter::new(format, shape, domain, file)?;
    while let Some(batch) = workers.blocking_recv() {
        batch.iter().try_for_each(|worker| table.write(worker))?;
    }
    let (count, file) = table.finish()?;
    Ok((count, file.into_inner().map_err(io::IntoInnerError::into_error)?))
}

pub(crate) fn table_error(error: TableError) -> Error {
    match error {
        TableError::Io(error) => Error::Unavailable(Some(Box::new(error))),
        other => Error::invalid_field("", imports::table_error(&other).into()),
    }
}
