//! The workers of the list, as a table to keep.

use std::{
    fs::File,
    io::{self, BufWriter},
    sync::Arc,
};

use axum::extract::State;
use roster_model::{Domain, Error, NamedWorker, Problem, TableShape};
use roster_wire::table::{TableError, TableFormat, TableWriter};
use tokio::{sync::mpsc, task::spawn_blocking};

use super::filter::Wanted;
use crate::{
    App,
    console::{
        asked::RequestContext, download::Download, member::Member, moment::Moment, page::Shown,
    },
    error::ApiError,
};

/// `GET /d/{domain}/people/export`: those of the list's filters, by username.
pub(in crate::console) async fn export(
    State(app): State<App>,
    member: Member,
    asked: RequestContext,
) -> Shown {
    let format = TableFormat::parse(asked.text("format")).ok_or(ApiError::NoRoute)?;
    let people_view = app.directory.people_view(&member.actor)?;
    let wanted = Wanted::find(&asked, &people_view).await?;
    let mut export = people_view.export(&wanted.filter).await?;
    let shape = export.shape().clone();
    let total = shape.total;
    let (sender, workers) = mpsc::channel(2);
    let domain = member.actor.domain.clone();
    // What was sent cannot be taken back, so the whole is made first; and no snapshot of the store is
    // held for somebody who reads slowly.
    let writing = spawn_blocking(move || write(format, shape, domain, workers));
    loop {
        let some = export.next().await?;
        if some.is_empty() || sender.send(some).await.is_err() {
            break;
        }
    }
    drop((sender, export));
    let written = writing.await.map_err(|lost| Error::Internal(Box::new(lost)))?;
    let (count, file) = written.map_err(unwritten)?;
    if count != total {
        let text = format!("{count} workers were read where there are {total}");
        return Err(Error::Internal(text.into()).into());
    }
    let day = Moment::of(&app.directory.environment().now()).date();
    let name = format!("{}-{day}.{}", member.actor.domain.name, format.as_str());
    Download { file: Arc::new(file), name, format }.answer()
}

fn write(
    format: TableFormat,
    shape: TableShape,
    domain: Domain,
    mut workers: mpsc::Receiver<Vec<NamedWorker>>,
) -> Result<(u64, File), TableError> {
    let file = BufWriter::new(tempfile::tempfile()?);
    let mut table = TableWriter::new(format, shape, domain, file)?;
    while let Some(some) = workers.blocking_recv() {
        some.iter().try_for_each(|worker| table.write(worker))?;
    }
    let (count, file) = table.finish()?;
    Ok((count, file.into_inner().map_err(io::IntoInnerError::into_error)?))
}

fn unwritten(error: TableError) -> Error {
    match error {
        TableError::Io(error) => Error::Unavailable(Some(Box::new(error))),
        other => Error::invalid_field("", Problem::Other(other.to_string())),
    }
}
