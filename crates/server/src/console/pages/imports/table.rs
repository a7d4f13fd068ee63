//! An uploaded table and its progress.

use std::{
    fs::File,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use roster_model::{Actor, Id, ImportCounts, ImportMode, RowVerdict};
use roster_wire::table::TableFormat;

use super::preview::Preview;

/// An uploaded table.
pub(super) struct UploadedTable {
    /// The id in URLs. It cannot be guessed.
    pub(super) id: Id,
    /// The file name.
    pub(super) name: String,
    pub(super) format: TableFormat,
    /// The content, in an unnamed temporary file.
    pub(super) file: Arc<File>,
    /// The size in bytes.
    pub(super) bytes: u64,
    pub(super) uploader: Uploader,
    /// The bytes that the current task has read.
    pub(super) bytes_read: Arc<AtomicU64>,
    progress: Mutex<Progress>,
}

/// The web user who uploaded a table, and the domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Uploader {
    user: String,
    domain: i64,
}

/// The progress of a table.
#[derive(Clone, Debug)]
pub(super) struct Progress {
    /// The mode of the current task. The first task is the preview (`DryRun`).
    pub(super) mode: ImportMode,
    pub(super) status: Status,
    /// The rows by outcome so far.
    pub(super) counts: ImportCounts,
    /// The first rows of each outcome.
    pub(super) preview: Preview,
    /// The report, once the task has finished.
    pub(super) report: Option<Arc<File>>,
    /// What the user should know about the table, such as sheets that are not read.
    pub(super) notes: Vec<String>,
    /// Whether the import was committed.
    pub(super) is_committed: bool,
    /// The number of the import, if it changed anything.
    pub(super) number: Option<i64>,
}

/// The status of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// The task waits for a permit or runs.
    Running,
    /// The task has read the whole table.
    Finished,
    /// The task has failed, with the reason.
    Failed(String),
}

impl Uploader {
    /// The uploader who is this actor.
    pub(super) fn new(actor: &Actor) -> Self {
        Self { user: actor.who.label(), domain: actor.domain.number }
    }

    /// The number of the domain.
    pub(super) fn domain(&self) -> i64 {
        self.domain
    }
}

impl UploadedTable {
    /// Creates a table whose preview is about to start.
    pub(super) fn new(
        id: Id,
        uploader: Uploader,
        (name, format): (String, TableFormat),
        file: File,
        bytes: u64,
    ) -> Self {
        Self {
            id,
            name,
            format,
            file: Arc::new(file),
            bytes,
            uploader,
            bytes_read: Arc::default(),
            progress: Mutex::new(Progress::new(ImportMode::DryRun)),
        }
    }

    /// A copy of the progress.
    pub(super) fn progress(&self) -> Progress {
        self.lock().clone()
    }

    /// Whether a task waits or runs.
    pub(super) fn is_running(&self) -> bool {
        self.lock().status == Status::Running
    }

    /// The share of the file that was read, in percent.
    pub(super) fn percent(&self) -> u64 {
        let read = self.bytes_read.load(Ordering::Relaxed).min(self.bytes);
        (read * 100).checked_div(self.bytes).unwrap_or(100)
    }

    /// Switches from a finished preview to execution. Returns false if the preview has not finished or
    /// the table was executed before.
    pub(super) fn begin_execution(&self, mode: ImportMode) -> bool {
        let mut progress = self.lock();
        let is_ready = progress.mode == ImportMode::DryRun && progress.status == Status::Finished;
        if is_ready {
            *progress = Progress::new(mode);
            self.bytes_read.store(0, Ordering::Relaxed);
        }
        is_ready
    }

    /// Records the outcome of rows.
    pub(super) fn record(&self, verdicts: &[RowVerdict]) {
        let mut progress = self.lock();
        for verdict in verdicts {
            progress.counts.count(&verdict.outcome);
            progress.preview.add(verdict);
        }
    }

    /// Changes the progress.
    pub(super) fn update(&self, change: impl FnOnce(&mut Progress)) {
        change(&mut self.lock());
    }

    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress {
    fn new(mode: ImportMode) -> Self {
        Self {
            mode,
            status: Status::Running,
            counts: ImportCounts::default(),
            preview: Preview::default(),
            report: None,
            notes: Vec::new(),
            is_committed: false,
            number: None,
        }
    }
}
