//! A table that somebody sent, and how far it is.

use std::{
    fs::File,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use roster_model::{Actor, Id, ImportCounts, ImportMode, RowVerdict};
use roster_wire::table::TableFormat;

use super::told::Tellings;

/// A table on the desk.
pub(super) struct Table {
    /// By which it is found; nobody can guess it.
    pub(super) id: Id,
    /// What the file was called.
    pub(super) name: String,
    pub(super) format: TableFormat,
    /// The file, which has no name any more.
    pub(super) file: Arc<File>,
    /// How much is in it.
    pub(super) bytes: u64,
    pub(super) sender: Sender,
    /// How much of it has been read this time.
    pub(super) read: Arc<AtomicU64>,
    progress: Mutex<Progress>,
}

/// Who sent a table, and to which domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sender {
    who: String,
    domain: i64,
}

/// How far a table is.
#[derive(Clone, Debug)]
pub(super) struct Progress {
    /// How it is being carried out, or was; it is rehearsed at first.
    pub(super) mode: ImportMode,
    pub(super) stage: Stage,
    /// What has been judged so far.
    pub(super) counts: ImportCounts,
    /// The first verdicts.
    pub(super) told: Tellings,
    /// What there is once it was read to its end.
    pub(super) verdicts: Option<Arc<File>>,
    /// Further sheets of the workbook, of which nothing is read.
    pub(super) sheets: Vec<String>,
    /// Whether the verdicts were carried out.
    pub(super) executed: bool,
    /// The number of the import, if it changed anything.
    pub(super) number: Option<i64>,
}

/// What is being done with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// It waits for its turn, or is read.
    UnderWay,
    /// It was read to its end.
    Done,
    /// It could not be: why.
    BrokenOff(String),
}

impl Sender {
    /// Whoever acts.
    pub(super) fn of(actor: &Actor) -> Self {
        Self { who: actor.who.label(), domain: actor.domain.number }
    }
}

impl Table {
    /// A table that came, before it is rehearsed.
    pub(super) fn new(
        id: Id,
        sender: Sender,
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
            sender,
            read: Arc::default(),
            progress: Mutex::new(Progress::begin(ImportMode::DryRun)),
        }
    }

    /// How far it is.
    pub(super) fn progress(&self) -> Progress {
        self.lock().clone()
    }

    /// Whether something is being done with it.
    pub(super) fn is_under_way(&self) -> bool {
        self.lock().stage == Stage::UnderWay
    }

    /// How much of it has been read, in hundredths.
    pub(super) fn percent(&self) -> u64 {
        let read = self.read.load(Ordering::Relaxed).min(self.bytes);
        (read * 100).checked_div(self.bytes).unwrap_or(100)
    }

    /// Takes it, rehearsed as it is, to be carried out; false when somebody has.
    pub(super) fn take(&self, mode: ImportMode) -> bool {
        let mut progress = self.lock();
        let ready = progress.mode == ImportMode::DryRun && progress.stage == Stage::Done;
        if ready {
            *progress = Progress::begin(mode);
            self.read.store(0, Ordering::Relaxed);
        }
        ready
    }

    /// Notes verdicts.
    pub(super) fn tell(&self, verdicts: &[RowVerdict]) {
        let mut progress = self.lock();
        for verdict in verdicts {
            progress.counts.count(&verdict.outcome);
            progress.told.add(verdict);
        }
    }

    /// Notes the end.
    pub(super) fn end(&self, note: impl FnOnce(&mut Progress)) {
        note(&mut self.lock());
    }

    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress {
    fn begin(mode: ImportMode) -> Self {
        Self {
            mode,
            stage: Stage::UnderWay,
            counts: ImportCounts::default(),
            told: Tellings::default(),
            verdicts: None,
            sheets: Vec::new(),
            executed: false,
            number: None,
        }
    }
}
