//! Reading a table on a thread of its own, some rows ahead.

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

use roster_model::ImportRow;
use roster_wire::table::{TableFormat, read_batches};
use tokio::{
    sync::mpsc,
    task::{JoinHandle, spawn_blocking},
};

use super::table::Table;

/// How many rows come at a time, at most.
const AT_A_TIME: usize = 500;

/// How much may be in all rows: a workbook of a few megabytes can hold much more than its size.
const MOST_BYTES: usize = 256 << 20;

/// The rows of a table.
pub(super) struct Rows {
    some: mpsc::Receiver<Vec<ImportRow>>,
    reader: JoinHandle<Result<Vec<String>, String>>,
}

impl Rows {
    /// Begins to read the table.
    pub(super) fn open(table: &Table) -> Self {
        let source = Source {
            file: Arc::clone(&table.file),
            position: 0,
            bytes: table.bytes,
            read: Arc::clone(&table.read),
        };
        let format = table.format;
        let (sender, some) = mpsc::channel(2);
        Self { some, reader: spawn_blocking(move || read(source, format, &sender)) }
    }

    /// The next rows; none at the end, or when the rest cannot be read.
    pub(super) async fn next(&mut self) -> Option<Vec<ImportRow>> {
        self.some.recv().await
    }

    /// How the reading ended: with the names of further sheets of a workbook, or with the reason why
    /// the rest cannot be read.
    pub(super) async fn end(self) -> Result<Vec<String>, String> {
        drop(self.some);
        self.reader.await.unwrap_or_else(|lost| Err(lost.to_string()))
    }
}

fn read(
    source: Source,
    format: TableFormat,
    sender: &mpsc::Sender<Vec<ImportRow>>,
) -> Result<Vec<String>, String> {
    let mut bytes = 0;
    let outcome = read_batches(source, format, AT_A_TIME, &mut |batch| {
        bytes += batch.bytes;
        // Whoever does not receive any more does not want the rest.
        if bytes > MOST_BYTES || sender.blocking_send(batch.rows).is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    });
    if bytes > MOST_BYTES {
        return Err("there is too much in the table for the console: split it, or use \
                    `roster import`"
            .to_owned());
    }
    outcome.map_err(|error| error.to_string())
}

/// The file, read from its beginning however often it was read before.
struct Source {
    file: Arc<File>,
    position: u64,
    bytes: u64,
    read: Arc<AtomicU64>,
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(buffer, self.position)?;
        self.position += read as u64;
        self.read.store(self.position, Ordering::Relaxed);
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
