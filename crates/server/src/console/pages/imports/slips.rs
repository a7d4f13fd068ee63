//! The password links of a bulk action, as slips to print.

use std::io::{self, BufWriter, Write};

use axum::{
    body::{Body, Bytes},
    response::{Html, IntoResponse as _},
};
use futures_util::stream;
use roster_model::Error;
use roster_wire::password_slips::read_slips;
use tokio::{sync::mpsc, task::spawn_blocking};

use super::{reader::Source, show, table::Uploader};
use crate::{
    App,
    console::{
        extract::{Auth, PathId, State},
        i18n,
        password_slips::SlipPage,
        response::PageResult,
    },
};

/// The size of the chunks that are sent, in bytes.
const CHUNK_BYTES: usize = 64 << 10;

/// `GET /d/{domain}/table/{id}/slips`. The slips are read from the report and sent as they are written.
pub(crate) async fn slips(State(app): State<App>, auth: Auth, PathId(id): PathId) -> PageResult {
    app.directory.workers(&auth.actor)?;
    let table = app.pending_imports.find(&id, &Uploader::new(&auth.actor))?;
    let progress = table.progress();
    let report = progress.report.filter(|_| table.has_links()).ok_or(Error::not_found("table"))?;
    let source = Source::whole(report).map_err(|error| Error::Internal(Box::new(error)))?;
    let back = show::table_url(&auth.base(), &table.id);
    let domain = auth.actor.domain.name.to_string();
    let (language, zone) = (i18n::language(), auth.zone.clone());
    let (sender, receiver) = mpsc::channel(2);
    spawn_blocking(move || {
        let page = SlipPage {
            domain: &domain,
            zone: &zone,
            total: progress.counts.changed,
            language,
            back: Some(&back),
        };
        let chunks = Chunks(sender.clone());
        let mut out = BufWriter::with_capacity(CHUNK_BYTES, chunks);
        if let Err(error) = page.write(read_slips(source), &mut out) {
            // The client sees an incomplete page as a failure. If it is gone, the error is dropped.
            drop(sender.blocking_send(Err(error)));
        }
    });
    let chunks = stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|chunk| (chunk, receiver))
    });
    Ok(Html(Body::from_stream(chunks)).into_response())
}

/// Sends what is written to the body of a response.
struct Chunks(mpsc::Sender<io::Result<Bytes>>);

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes)));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
