//! Bulk imports of workers, and undoing an import.

mod column_diff;
mod context;
mod create;
mod edit;
mod errors;
mod execute;
mod passwords;
mod plan;
mod undo;

use std::collections::HashMap;

pub(crate) use column_diff::changed_columns;

use passwords::PreparedRow;
use plan::PlannedRow;
use roster_model::{
    Channel, Denial, Error, ImportCounts, ImportGroup, ImportMode, ImportRecord, ImportRow,
    RowOutcome, RowVerdict, Schema,
};
use roster_store::imports;
pub use undo::UndoReport;

use crate::{
    groups::{Groups, ImportedGroups},
    op_context::OpContext,
    unit_of_work::WriteTx,
};

/// How many rows one transaction stores. More rows mean fewer written pages per row, and a longer wait
/// for other writers.
const BATCH_SIZE: usize = 2_000;

/// Imports of workers into a domain.
pub struct Imports<'a> {
    ctx: OpContext<'a>,
}

/// An import in progress.
pub struct Import<'a> {
    ctx: &'a OpContext<'a>,
    source: String,
    mode: ImportMode,
    /// The groups that are stored with the next rows.
    groups: Vec<ImportGroup>,
    imported_groups: ImportedGroups,
    /// The number of the import, once it has changed something.
    number: Option<i64>,
    /// The row in which each worker occurs, by id and by username.
    seen: HashMap<String, u64>,
    counts: ImportCounts,
    /// The rows of an atomic import, which are stored at the end.
    held: Vec<PreparedRow>,
}

/// The result of an import.
#[derive(Debug)]
pub struct ImportReport {
    /// The number of rows by outcome.
    pub counts: ImportCounts,
    /// The number of the import, for undoing it; `None` if it changed nothing.
    pub number: Option<i64>,
    /// Whether the outcomes were stored.
    pub executed: bool,
    /// The groups that were written, or would be.
    pub groups: ImportedGroups,
    /// The outcomes of the rows that [`Import::add`] has not returned.
    pub verdicts: Vec<RowVerdict>,
}

impl<'a> Imports<'a> {
    /// The imports of the context's domain. The actor must not be confined to locations.
    pub(crate) fn new(ctx: &OpContext<'a>) -> Result<Self, Error> {
        if ctx.actor().confined_to.is_some() {
            return Err(Error::Forbidden(Denial::OutsideLocations));
        }
        let mut actor = ctx.actor().clone();
        actor.channel = Channel::Import;
        Ok(Self { ctx: OpContext::new(ctx.directory(), actor) })
    }

    /// Starts an import of rows from `source`, the name of a file.
    pub fn start(&'a self, source: &str, mode: ImportMode) -> Import<'a> {
        Import {
            ctx: &self.ctx,
            source: source.to_owned(),
            mode,
            groups: Vec::new(),
            imported_groups: ImportedGroups::default(),
            number: None,
            seen: HashMap::new(),
            counts: ImportCounts::default(),
            held: Vec::new(),
        }
    }

    /// The last imports that changed something, newest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, limit: u32) -> Result<Vec<ImportRecord>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(imports::list(&mut tx, self.ctx.domain().number, limit).await?)
    }

    /// Returns the import with this number.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, number: i64) -> Result<ImportRecord, Error> {
        let mut tx = self.ctx.read().await?;
        let found = imports::find(&mut tx, self.ctx.domain().number, number).await;
        found?.ok_or(Error::not_found("import"))
    }

    /// The ids of the workers that the import with this number created; none if it was undone.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn created_workers(&self, number: i64) -> Result<Vec<String>, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        let import = imports::find(&mut tx, domain, number).await?;
        let import = import.ok_or(Error::not_found("import"))?;
        Ok(imports::created(&mut tx, domain, import.number).await?)
    }
}

impl Import<'_> {
    /// Sets the groups of the table. They are written before the first rows, which refer to them by name.
    /// Undoing the import keeps them.
    pub fn set_groups(&mut self, groups: Vec<ImportGroup>) {
        self.groups = groups;
    }

    /// Adds rows and, unless the mode is atomic, stores or previews them. Returns the outcomes that are
    /// final, in the order of the rows.
    ///
    /// Stored rows stay stored whatever happens to later rows. After a failure the whole file can be
    /// imported again: rows that change nothing are skipped.
    ///
    /// # Errors
    /// [`Error::Invalid`] if a group is invalid; [`Error::Unavailable`] or [`Error::Internal`] of the
    /// store. Then none of these rows is stored.
    pub async fn add(&mut self, rows: Vec<ImportRow>) -> Result<Vec<RowVerdict>, Error> {
        let mut verdicts = Vec::with_capacity(rows.len());
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let batch = rows.by_ref().take(BATCH_SIZE).collect();
            let prepared = passwords::prepare(self.ctx, batch).await?;
            match self.mode {
                ImportMode::Atomic => self.held.extend(prepared),
                ImportMode::DryRun => verdicts.extend(self.preview(prepared).await?),
                ImportMode::RowByRow => verdicts.extend(self.store(prepared).await?),
            }
        }
        for verdict in &verdicts {
            self.counts.count(&verdict.outcome);
        }
        Ok(verdicts)
    }

    /// Ends the import. Stores the rows of an atomic import if all are valid.
    ///
    /// # Errors
    /// Those of [`Import::add`]; then no further row is stored.
    pub async fn finish(mut self) -> Result<ImportReport, Error> {
        let held = std::mem::take(&mut self.held);
        let mut verdicts = Vec::with_capacity(held.len());
        let mut executed = self.mode == ImportMode::RowByRow;
        if self.mode == ImportMode::Atomic {
            let mut tx = self.ctx.begin().await?;
            self.imported_groups = self.write_groups(&mut tx).await?;
            for batch in held.chunks(BATCH_SIZE) {
                let planned = self.plan(&mut tx, batch).await?;
                verdicts.extend(self.execute(&mut tx, planned).await?);
            }
            for verdict in &verdicts {
                self.counts.count(&verdict.outcome);
            }
            executed = self.counts.refused == 0;
            if executed && (self.number.is_some() || !self.imported_groups.is_empty()) {
                tx.commit_or_defer().await?;
            }
        } else if !self.groups.is_empty() {
            // There were no rows.
            let rows = Vec::new();
            match self.mode {
                ImportMode::DryRun => self.preview(rows).await?,
                _ => self.store(rows).await?,
            };
        }
        let number = self.number.filter(|_| executed);
        let groups = self.imported_groups;
        Ok(ImportReport { counts: self.counts, number, executed, groups, verdicts })
    }

    /// The outcomes of rows, without storing them.
    async fn preview(&mut self, rows: Vec<PreparedRow>) -> Result<Vec<RowVerdict>, Error> {
        let (planned, _) = if self.groups.is_empty() {
            let mut tx = self.ctx.read().await?;
            let now = self.ctx.now();
            plan::plan(self.ctx, &mut tx, &rows, &mut self.seen, now).await?
        } else {
            // The transaction is rolled back, so the groups are written for each preview.
            let mut tx = self.ctx.begin().await?;
            self.imported_groups = self.write_groups(&mut tx).await?;
            self.plan(&mut tx, &rows).await?
        };
        let verdicts = planned.into_iter().zip(rows).map(|(planned, prepared)| {
            let mut verdict = planned.verdict;
            if matches!(verdict.outcome, RowOutcome::Created(_)) && prepared.row.id.is_none() {
                // The random id will be another one when the row is stored.
                verdict.id = None;
            }
            verdict
        });
        Ok(verdicts.collect())
    }

    /// Stores the valid rows in one transaction.
    async fn store(&mut self, rows: Vec<PreparedRow>) -> Result<Vec<RowVerdict>, Error> {
        let mut tx = self.ctx.begin().await?;
        let number = self.number;
        let groups = self.write_groups(&mut tx).await?;
        let planned = self.plan(&mut tx, &rows).await?;
        let changes = !groups.is_empty() || planned.0.iter().any(PlannedRow::changes_something);
        let verdicts = self.execute(&mut tx, planned).await?;
        if changes && let Err(error) = tx.commit_or_defer().await {
            self.number = number;
            return Err(error);
        }
        if !self.groups.is_empty() {
            self.groups.clear();
            self.imported_groups = groups;
        }
        Ok(verdicts)
    }

    async fn write_groups(&self, tx: &mut WriteTx) -> Result<ImportedGroups, Error> {
        Groups::import_sheet(tx, self.ctx.environment(), &self.groups).await
    }

    async fn plan(
        &mut self,
        tx: &mut WriteTx,
        rows: &[PreparedRow],
    ) -> Result<(Vec<PlannedRow>, Schema), Error> {
        let now = tx.now;
        plan::plan(self.ctx, &mut tx.store, rows, &mut self.seen, now).await
    }

    async fn execute(
        &mut self,
        tx: &mut WriteTx,
        (planned, schema): (Vec<PlannedRow>, Schema),
    ) -> Result<Vec<RowVerdict>, Error> {
        if self.number.is_none() && planned.iter().any(PlannedRow::changes_something) {
            self.number = Some(execute::begin(tx, &self.source, self.ctx).await?);
        }
        match self.number {
            Some(number) => execute::execute(tx, number, planned, schema).await,
            None => Ok(planned.into_iter().map(|planned| planned.verdict).collect()),
        }
    }
}
