//! Reads a file on its own thread, some rows ahead.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    ops::ControlFlow,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use roster_model::{ImportGroup, ImportRow};
use roster_wire::table::{
    ColumnMap, TableError, TableFormat, TableNotes, read_batches, read_groups,
};
use tokio::{
    sync::mpsc,
    task::{JoinHandle, spawn_blocking},
};

use super::is_stdin;

/// Limit for the rows of a batch.
const AT_A_TIME: usize = 2_000;

/// The rows of a file, and a progress bar on the terminal.
pub(super) struct Rows {
    /// The groups of the file.
    pub(super) groups: Vec<ImportGroup>,
    some: mpsc::Receiver<Vec<ImportRow>>,
    reader: JoinHandle<Result<TableNotes, TableError>>,
    position: Arc<AtomicU64>,
    bar: ProgressBar,
}

impl Rows {
    /// Starts to read the file at `path`, or standard input, with columns for its headers.
    pub(super) fn open(path: &Path, format: TableFormat, map: ColumnMap) -> anyhow::Result<Self> {
        let mut file = if is_stdin(path) {
            spool_stdin().context("cannot read standard input")?
        } else {
            File::open(path).with_context(|| format!("cannot open {}", path.display()))?
        };
        let size = file.metadata()?.len();
        let groups = read_groups(&mut file, format)?;
        file.rewind()?;
        let position = Arc::new(AtomicU64::new(0));
        let source = Watched { file, position: Arc::clone(&position) };
        let (sender, some) = mpsc::channel(2);
        let reader = spawn_blocking(move || read(source, format, &map, &sender));
        Ok(Self { groups, some, reader, position, bar: bar(size)? })
    }

    /// The next rows; `None` at the end, or when the rest cannot be read.
    pub(super) async fn next(&mut self) -> Option<Vec<ImportRow>> {
        self.bar.set_position(self.position.load(Ordering::Relaxed));
        self.some.recv().await
    }

    /// The result of reading: what the user should know.
    pub(super) async fn end(self) -> Result<TableNotes, TableError> {
        self.bar.finish_and_clear();
        drop(self.some);
        self.reader.await.unwrap_or_else(|lost| Err(TableError::Io(io::Error::other(lost))))
    }
}

/// Copies standard input to an unnamed temporary file: tables are read twice.
fn spool_stdin() -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut io::stdin().lock(), &mut file)?;
    file.rewind()?;
    Ok(file)
}

/// A progress bar over the bytes of the file; hidden if stderr is not a terminal.
fn bar(size: u64) -> anyhow::Result<ProgressBar> {
    let style = ProgressStyle::with_template("{bar:40} {percent}% of {total_bytes}, {eta} left")?;
    Ok(ProgressBar::new(size).with_style(style))
}

fn read(
    source: Watched,
    format: TableFormat,
    map: &ColumnMap,
    sender: &mpsc::Sender<Vec<ImportRow>>,
) -> Result<TableNotes, TableError> {
    read_batches(source, format, map, AT_A_TIME, &mut |batch| {
        // The receiver was dropped, so no more rows are needed.
        match sender.blocking_send(batch.rows) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })
}

/// A file that reports its read position.
struct Watched {
    file: File,
    position: Arc<AtomicU64>,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.position.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Watched {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = self.file.seek(to)?;
        self.position.store(at, Ordering::Relaxed);
        Ok(at)
    }
}
