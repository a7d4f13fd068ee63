//! Reading a table on a blocking thread.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    ops::ControlFlow,
    os::unix::fs::FileExt as _,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use roster_model::{ImportGroup, ImportRow};
use roster_wire::table::{
    ColumnMap, SheetColumns, TableError, TableFormat, TableNotes, read_batches, read_columns,
    read_groups,
};
use tokio::{
    sync::mpsc,
    task::{JoinHandle, spawn_blocking},
};

use super::{
    messages,
    table::{TableFile, UploadedTable},
};
use crate::console::i18n;

/// The most rows of a batch.
const BATCH_ROWS: usize = 500;

/// The most bytes of all rows together. A compressed workbook can expand to many times its size.
const MAX_BYTES: usize = 256 << 20;

/// Reads the groups of the table.
pub(super) async fn groups(
    table: &UploadedTable,
    file: &TableFile,
) -> Result<Vec<ImportGroup>, String> {
    let (source, format) = (Source::new(table, file), file.format);
    let groups = spawn_blocking(move || read_groups(source, format)).await;
    groups
        .map_err(|panic| panic.to_string())?
        .map_err(|error| messages::table_error(&error).to_string())
}

/// The rows of a table, in batches. The reader is at most two batches ahead.
pub(super) struct Rows {
    batches: mpsc::Receiver<Vec<ImportRow>>,
    reader: JoinHandle<Result<TableNotes, ReadError>>,
}

/// Reads the header of a sheet that has unknown columns.
pub(super) async fn columns(
    table: &UploadedTable,
    file: &TableFile,
) -> Result<SheetColumns, String> {
    let (source, format) = (Source::of_file(file, table.size), file.format);
    let columns = spawn_blocking(move || read_columns(source, format)).await;
    let columns = columns.map_err(|panic| panic.to_string())?;
    columns.map_err(|error| messages::table_error(&error).to_string())
}

/// Why a table cannot be read.
pub(super) enum ReadError {
    /// The task of the reader failed, for this reason.
    Task(String),
    /// The rows take more memory than [`MAX_BYTES`].
    TooLarge,
    /// The table is not valid.
    Table(TableError),
}

impl ReadError {
    /// The reason as text.
    pub(super) fn into_text(self) -> String {
        match self {
            Self::Task(reason) => reason,
            Self::TooLarge => i18n::message("imports-reason-too-large")
                .arg("megabytes", MAX_BYTES >> 20)
                .to_string(),
            Self::Table(error) => messages::table_error(&error).to_string(),
        }
    }
}

impl Rows {
    /// Starts to read the table.
    pub(super) fn open(table: &UploadedTable, file: &TableFile) -> Self {
        let source = Source::new(table, file);
        let (format, map) = (file.format, table.columns().map);
        let (sender, batches) = mpsc::channel(2);
        Self { batches, reader: spawn_blocking(move || read(source, format, &map, &sender)) }
    }

    /// The next batch; `None` at the end of the table or after a read error.
    pub(super) async fn next(&mut self) -> Option<Vec<ImportRow>> {
        self.batches.recv().await
    }

    /// Returns what the user should know about the table.
    ///
    /// # Errors
    /// [`ReadError`].
    pub(super) async fn finish(self) -> Result<TableNotes, ReadError> {
        drop(self.batches);
        self.reader.await.unwrap_or_else(|panic| Err(ReadError::Task(panic.to_string())))
    }
}

fn read(
    source: Source,
    format: TableFormat,
    map: &ColumnMap,
    sender: &mpsc::Sender<Vec<ImportRow>>,
) -> Result<TableNotes, ReadError> {
    let mut bytes = 0;
    let result = read_batches(source, format, map, BATCH_ROWS, &mut |batch| {
        bytes += batch.bytes;
        if bytes > MAX_BYTES || sender.blocking_send(batch.rows).is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    if bytes > MAX_BYTES {
        return Err(ReadError::TooLarge);
    }
    result.map_err(ReadError::Table)
}

/// A reader of the file with a position of its own, so that the file can be read several times.
pub(super) struct Source {
    file: Arc<File>,
    position: u64,
    bytes: u64,
    bytes_read: Arc<AtomicU64>,
}

impl Source {
    /// A reader of a whole file, apart from the progress of its table.
    pub(super) fn of_file(file: &TableFile, bytes: u64) -> Self {
        Self { file: Arc::clone(&file.file), position: 0, bytes, bytes_read: Arc::default() }
    }

    /// A reader of a whole report.
    pub(super) fn whole(file: Arc<File>) -> io::Result<Self> {
        let bytes = file.metadata()?.len();
        Ok(Self { file, position: 0, bytes, bytes_read: Arc::default() })
    }

    fn new(table: &UploadedTable, file: &TableFile) -> Self {
        Self {
            file: Arc::clone(&file.file),
            position: 0,
            bytes: table.size,
            bytes_read: Arc::clone(&table.read),
        }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(buffer, self.position)?;
        self.position += read as u64;
        self.bytes_read.store(self.position, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.bytes.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}
