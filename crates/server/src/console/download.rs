//! Files that are sent to be kept.

use std::{fs::File, io, os::unix::fs::FileExt as _, sync::Arc};

use axum::{
    body::{Body, Bytes},
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use http::header;
use roster_model::Error;
use roster_wire::table::TableFormat;
use tokio::task::spawn_blocking;

use super::page::Shown;

/// How much is read at a time.
const CHUNK: usize = 64 << 10;

/// A table to be sent.
pub(super) struct Download {
    pub(super) file: Arc<File>,
    /// What the browser is to call it.
    pub(super) name: String,
    pub(super) format: TableFormat,
}

impl Download {
    /// The answer that sends it, in memory that does not grow with it.
    pub(super) fn answer(self) -> Shown {
        let length = self.file.metadata().map_err(|error| Error::Internal(Box::new(error)))?.len();
        let content_type = match self.format {
            TableFormat::Csv => "text/csv; charset=utf-8",
            TableFormat::Xlsx => {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
            TableFormat::JsonLines => "application/jsonl; charset=utf-8",
        };
        let headers = [
            (header::CONTENT_TYPE, content_type.to_owned()),
            (header::CONTENT_LENGTH, length.to_string()),
            (
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{}\"", plain(&self.name)),
            ),
        ];
        let file = self.file;
        let pieces = stream::try_unfold(0, move |position| {
            let file = Arc::clone(&file);
            async move { piece(file, position).await }
        });
        Ok((headers, Body::from_stream(pieces)).into_response() as Response)
    }
}

async fn piece(file: Arc<File>, position: u64) -> io::Result<Option<(Bytes, u64)>> {
    let read = spawn_blocking(move || {
        let mut buffer = vec![0; CHUNK];
        let read = file.read_at(&mut buffer, position)?;
        buffer.truncate(read);
        io::Result::Ok(buffer)
    });
    let piece = read.await.map_err(io::Error::other)??;
    let next = position + piece.len() as u64;
    Ok(Some((Bytes::from(piece), next)).filter(|(piece, _)| !piece.is_empty()))
}

/// A name that every browser and system takes.
fn plain(name: &str) -> String {
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    name.chars().map(|c| if known(c) { c } else { '_' }).collect()
}
