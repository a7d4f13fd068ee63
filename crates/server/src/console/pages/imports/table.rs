//! An uploaded table and its progress.

use std::{
    collections::BTreeMap,
    fs::File,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use jiff::Timestamp;
use roster_model::{
    Actor, BulkAction, Id, ImportCounts, ImportMode, PeopleViewFilter, RowError, RowOutcome,
    RowVerdict,
};
use roster_wire::table::{ColumnMap, SheetColumns, TableFormat};

use super::preview::Preview;

/// An uploaded table.
pub(super) struct UploadedTable {
    /// The id in URLs. It cannot be guessed.
    pub(super) id: Id,
    /// The file name.
    pub(super) name: String,
    pub(super) content: Content,
    /// The size: bytes of a file, workers of a bulk action or an undo.
    pub(super) size: u64,
    pub(super) uploader: Uploader,
    pub(super) uploaded_at: Timestamp,
    /// How much of the size the current task has read.
    pub(super) read: Arc<AtomicU64>,
    progress: Mutex<Progress>,
    /// The errors of rows, by the number of the row.
    errors: Mutex<BTreeMap<u64, String>>,
    columns: Mutex<Columns>,
}

/// The columns of a sheet with unknown headers.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// The header; `None` if all of it is known.
    pub(super) sheet: Option<SheetColumns>,
    /// The chosen column of each unknown header; empty before the choice.
    pub(super) chosen: Vec<String>,
    /// The chosen columns as the reader takes them.
    pub(super) map: ColumnMap,
    /// How many times columns were chosen. A confirmation is only valid for the preview with the last
    /// choice.
    pub(super) revision: u64,
}

/// What a task reads.
pub(super) enum Content {
    /// An uploaded file.
    File(TableFile),
    /// Workers, for one action on all of them.
    Bulk(Box<BulkRequest>),
    /// An import that is undone.
    Undo(i64),
}

/// An uploaded file, as an unnamed temporary file.
pub(super) struct TableFile {
    pub(super) file: Arc<File>,
    pub(super) format: TableFormat,
}

/// A bulk action and its workers.
pub(crate) struct BulkRequest {
    pub(crate) action: BulkAction,
    pub(crate) workers: BulkWorkers,
    /// The origin of links that the action creates.
    pub(crate) origin: String,
}

/// The workers of a bulk action.
pub(crate) enum BulkWorkers {
    /// The workers with these ids.
    Selected(Vec<String>),
    /// All workers who match the filter when the action begins.
    Found(PeopleViewFilter),
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
    /// The header has unknown columns, for which the user chooses columns.
    UnknownColumns,
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
        name: String,
        (file, size): (TableFile, u64),
        uploaded_at: Timestamp,
    ) -> Self {
        Self {
            id,
            name,
            content: Content::File(file),
            size,
            uploader,
            uploaded_at,
            read: Arc::default(),
            progress: Mutex::new(Progress::new(ImportMode::DryRun)),
            errors: Mutex::default(),
            columns: Mutex::default(),
        }
    }

    /// Creates a bulk action or an undo that is about to start.
    pub(super) fn of_action(
        id: Id,
        uploader: Uploader,
        name: String,
        (content, size): (Content, u64),
        started_at: Timestamp,
    ) -> Self {
        Self {
            id,
            name,
            content,
            size,
            uploader,
            uploaded_at: started_at,
            read: Arc::default(),
            progress: Mutex::new(Progress::new(ImportMode::RowByRow)),
            errors: Mutex::default(),
            columns: Mutex::default(),
        }
    }

    /// Whether this is a bulk action.
    pub(super) fn is_bulk(&self) -> bool {
        matches!(self.content, Content::Bulk(_))
    }

    /// Whether the report has password links.
    pub(super) fn has_links(&self) -> bool {
        let is_link =
            |request: &BulkRequest| matches!(request.action, BulkAction::CreatePasswordLink(_));
        matches!(&self.content, Content::Bulk(request) if is_link(request))
    }

    /// Whether the content is a sheet with rows and columns.
    pub(super) fn has_sheet(&self) -> bool {
        let is_sheet = |file: &TableFile| file.format != TableFormat::JsonLines;
        matches!(&self.content, Content::File(file) if is_sheet(file))
    }

    /// Whether the table waits for the confirmation of its preview.
    pub(super) fn is_pending(&self) -> bool {
        self.lock().mode == ImportMode::DryRun
    }

    /// A copy of the progress.
    pub(super) fn progress(&self) -> Progress {
        self.lock().clone()
    }

    /// Whether a task waits or runs.
    pub(super) fn is_running(&self) -> bool {
        self.lock().status == Status::Running
    }

    /// The share that was read, in percent.
    pub(super) fn percent(&self) -> u64 {
        let read = self.read.load(Ordering::Relaxed).min(self.size);
        (read * 100).checked_div(self.size).unwrap_or(100)
    }

    /// Switches from a finished preview to execution. Returns false if the preview has not finished, the
    /// table was executed before, or columns were chosen since the preview with this revision.
    pub(super) fn begin_execution(&self, mode: ImportMode, revision: u64) -> bool {
        let mut progress = self.lock();
        let is_ready = progress.mode == ImportMode::DryRun
            && progress.status == Status::Finished
            && self.lock_columns().revision == revision;
        if is_ready {
            self.restart(&mut progress, mode);
        }
        is_ready
    }

    /// Switches to another preview, with these columns for the unknown headers. Returns false if a task
    /// runs or the table was executed before.
    pub(super) fn begin_preview(&self, chosen: Vec<String>, map: ColumnMap) -> bool {
        let mut progress = self.lock();
        let is_ready = progress.mode == ImportMode::DryRun && progress.status != Status::Running;
        if is_ready {
            let mut columns = self.lock_columns();
            columns.chosen = chosen;
            columns.map = map;
            columns.revision += 1;
            self.restart(&mut progress, ImportMode::DryRun);
        }
        is_ready
    }

    fn restart(&self, progress: &mut Progress, mode: ImportMode) {
        *progress = Progress::new(mode);
        self.read.store(0, Ordering::Relaxed);
        self.lock_errors().clear();
    }

    /// The columns of a sheet with unknown headers.
    pub(super) fn columns(&self) -> Columns {
        self.lock_columns().clone()
    }

    /// Sets the header of a sheet that has unknown columns.
    pub(super) fn set_sheet(&self, sheet: SheetColumns) {
        self.lock_columns().sheet = Some(sheet);
    }

    fn lock_columns(&self) -> MutexGuard<'_, Columns> {
        self.columns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records the outcome of rows.
    pub(super) fn record(&self, verdicts: &[RowVerdict]) {
        let mut progress = self.lock();
        for verdict in verdicts {
            progress.counts.count(&verdict.outcome);
            progress.preview.add(verdict);
            if let RowOutcome::Refused(errors) = &verdict.outcome {
                self.lock_errors().insert(verdict.row, error_text(errors));
            }
        }
    }

    /// The errors of rows, by the number of the row.
    pub(super) fn error_rows(&self) -> BTreeMap<u64, String> {
        self.lock_errors().clone()
    }

    fn lock_errors(&self) -> MutexGuard<'_, BTreeMap<u64, String>> {
        self.errors.lock().unwrap_or_else(PoisonError::into_inner)
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

/// The errors of a row as one text.
fn error_text(errors: &[RowError]) -> String {
    let text = |error: &RowError| match error.column.as_str() {
        "" => error.problem.to_string(),
        column => format!("{column}: {}", error.problem),
    };
    errors.iter().map(text).collect::<Vec<_>>().join("; ")
}
