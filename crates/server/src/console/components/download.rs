//! File downloads.

use std::{
    fs::File,
    io::{self, Write as _},
    os::unix::fs::FileExt as _,
    sync::Arc,
};

use axum::{
    body::{Body, Bytes},
    response::IntoResponse as _,
};
use futures_util::stream;
use http::header;
use roster_model::Error;
use roster_wire::table::TableFormat;
use tokio::task::spawn_blocking;

use crate::console::response::PageResult;

/// The size of the chunks that are read, in bytes.
const CHUNK_BYTES: usize = 64 << 10;

/// A table to download.
pub(crate) struct Download {
    pub(crate) file: Arc<File>,
    /// The file name for the browser.
    pub(crate) name: String,
    pub(crate) format: TableFormat,
}

impl Download {
    /// A table from memory.
    ///
    /// # Errors
    /// [`Error::Internal`] if no temporary file can be written.
    pub(crate) fn from_bytes(
        bytes: &[u8],
        name: String,
        format: TableFormat,
    ) -> Result<Self, Error> {
        let write = || {
            let mut file = tempfile::tempfile()?;
            file.write_all(bytes)?;
            io::Result::Ok(file)
        };
        let file = write().map_err(|error| Error::Internal(Box::new(error)))?;
        Ok(Self { file: Arc::new(file), name, format })
    }

    /// Streams the file. Memory use does not depend on its size.
    pub(crate) fn into_page(self) -> PageResult {
        let content_type = match self.format {
            TableFormat::Csv => "text/csv; charset=utf-8",
            TableFormat::Xlsx => {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            }
            TableFormat::JsonLines => "application/jsonl; charset=utf-8",
        };
        attachment(self.file, &self.name, content_type)
    }
}

/// Streams a file as a download.
pub(crate) fn attachment(file: Arc<File>, name: &str, content_type: &str) -> PageResult {
    let length = file.metadata().map_err(|error| Error::Internal(Box::new(error)))?.len();
    let headers = [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", safe_file_name(name))),
    ];
    let chunks = stream::try_unfold(0, move |position| {
        let file = Arc::clone(&file);
        async move { read_chunk(file, position).await }
    });
    Ok((headers, Body::from_stream(chunks)).into_response())
}

async fn read_chunk(file: Arc<File>, position: u64) -> io::Result<Option<(Bytes, u64)>> {
    let read = spawn_blocking(move || {
        let mut buffer = vec![0; CHUNK_BYTES];
        let read = file.read_at(&mut buffer, position)?;
        buffer.truncate(read);
        io::Result::Ok(buffer)
    });
    let chunk = read.await.map_err(io::Error::other)??;
    let next = position + chunk.len() as u64;
    Ok(Some((Bytes::from(chunk), next)).filter(|(chunk, _)| !chunk.is_empty()))
}

/// Replaces all characters except ASCII letters, digits, `.`, `-` and `_`.
fn safe_file_name(name: &str) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    name.chars().map(|c| if is_safe(c) { c } else { '_' }).collect()
}
