//! Importing workers in bulk, and undoing an import.

mod apply;
mod differences;
mod edit;
mod errors;
mod judge;
mod known;
mod newcomer;
mod passwords;
mod undo;

use std::collections::HashMap;

use judge::Judged;
use passwords::Prepared;
use roster_model::{
    Channel, Denial, Error, ImportCounts, ImportMode, ImportRecord, ImportRow, RowOutcome,
    RowVerdict, Schema,
};
use roster_store::imports;

use crate::{op_context::OpContext, unit_of_work::WriteTx};

/// How many rows are carried out in one transaction: the more, the fewer pages are written for each,
/// and the longer others wait who want to write.
const AT_A_TIME: usize = 2_000;

/// Imports of workers into a domain.
pub struct Imports<'a> {
    ctx: OpContext<'a>,
}

/// An import under way.
pub struct Import<'a> {
    ctx: &'a OpContext<'a>,
    source: String,
    mode: ImportMode,
    /// Its number, once it has changed something.
    number: Option<i64>,
    /// Who was met in which row.
    seen: HashMap<String, u64>,
    counts: ImportCounts,
    /// The rows that wait for the end, when all are carried out or none.
    held: Vec<Prepared>,
}

/// What an import has come to.
#[derive(Debug)]
pub struct ImportReport {
    /// How many rows had which outcome.
    pub counts: ImportCounts,
    /// Its number, if it changed anything: it can be undone by it.
    pub number: Option<i64>,
    /// Whether what the verdicts say was carried out.
    pub carried_out: bool,
    /// The verdicts that were not told before the end.
    pub verdicts: Vec<RowVerdict>,
}

impl<'a> Imports<'a> {
    /// Those of the scope's domain, for somebody who may reach everybody in it.
    pub(crate) fn new(ctx: &OpContext<'a>) -> Result<Self, Error> {
        if ctx.actor().confined_to.is_some() {
            return Err(Error::Forbidden(Denial::OutsideLocations));
        }
        let mut actor = ctx.actor().clone();
        actor.channel = Channel::Import;
        Ok(Self { ctx: OpContext::new(ctx.directory(), actor) })
    }

    /// Begins an import of rows that come from `source`, the name of a file.
    pub fn start(&'a self, source: &str, mode: ImportMode) -> Import<'a> {
        Import {
            ctx: &self.ctx,
            source: source.to_owned(),
            mode,
            number: None,
            seen: HashMap::new(),
            counts: ImportCounts::default(),
            held: Vec::new(),
        }
    }

    /// The last imports that changed anything, the last one first.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, limit: u32) -> Result<Vec<ImportRecord>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(imports::list(&mut tx, self.ctx.domain().number, limit).await?)
    }

    /// The import of this number.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, number: i64) -> Result<ImportRecord, Error> {
        let mut tx = self.ctx.read().await?;
        let found = imports::find(&mut tx, self.ctx.domain().number, number).await;
        found?.ok_or(Error::not_found("import"))
    }
}

impl Import<'_> {
    /// Takes the next rows, and carries them out unless that waits for the end; tells the verdicts
    /// that are settled by it, in the order of the rows.
    ///
    /// What was carried out stays so, whatever happens to later rows: after a failure the whole
    /// file can be imported again, and what is so already is left alone.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store; then nothing of these rows was done.
    pub async fn add(&mut self, rows: Vec<ImportRow>) -> Result<Vec<RowVerdict>, Error> {
        let mut verdicts = Vec::with_capacity(rows.len());
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let some = rows.by_ref().take(AT_A_TIME).collect();
            let prepared = passwords::prepare(self.ctx, some).await?;
            match self.mode {
                ImportMode::Atomic => self.held.extend(prepared),
                ImportMode::DryRun => verdicts.extend(self.judge_only(prepared).await?),
                ImportMode::RowByRow => verdicts.extend(self.carry_out(prepared).await?),
            }
        }
        for verdict in &verdicts {
            self.counts.count(&verdict.outcome);
        }
        Ok(verdicts)
    }

    /// Ends the import.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store; then nothing was done that was not told.
    pub async fn finish(mut self) -> Result<ImportReport, Error> {
        let held = std::mem::take(&mut self.held);
        let mut verdicts = Vec::with_capacity(held.len());
        let mut carried_out = self.mode == ImportMode::RowByRow;
        if self.mode == ImportMode::Atomic {
            let mut tx = self.ctx.begin().await?;
            for some in held.chunks(AT_A_TIME) {
                let judged = self.judge(&mut tx, some).await?;
                verdicts.extend(self.apply(&mut tx, judged).await?);
            }
            for verdict in &verdicts {
                self.counts.count(&verdict.outcome);
            }
            carried_out = self.counts.refused == 0;
            if carried_out && self.number.is_some() {
                tx.commit().await?;
            }
        }
        let number = self.number.filter(|_| carried_out);
        Ok(ImportReport { counts: self.counts, number, carried_out, verdicts })
    }

    async fn judge_only(&mut self, rows: Vec<Prepared>) -> Result<Vec<RowVerdict>, Error> {
        let mut tx = self.ctx.read().await?;
        let now = self.ctx.now();
        let (judged, _) = judge::judge(self.ctx, &mut tx, &rows, &mut self.seen, now).await?;
        let verdicts = judged.into_iter().zip(rows).map(|(judged, one)| {
            let mut verdict = judged.verdict;
            if verdict.outcome == RowOutcome::Created && one.row.id.is_none() {
                // The identity would be another one when it comes to it.
                verdict.id = None;
            }
            verdict
        });
        Ok(verdicts.collect())
    }

    async fn carry_out(&mut self, rows: Vec<Prepared>) -> Result<Vec<RowVerdict>, Error> {
        let mut tx = self.ctx.begin().await?;
        let before = self.number;
        let judged = self.judge(&mut tx, &rows).await?;
        let anything = judged.0.iter().any(|judged| !judged.deed.is_nothing());
        let verdicts = self.apply(&mut tx, judged).await?;
        if anything && let Err(error) = tx.commit().await {
            self.number = before;
            return Err(error);
        }
        Ok(verdicts)
    }

    async fn judge(
        &mut self,
        tx: &mut WriteTx,
        rows: &[Prepared],
    ) -> Result<(Vec<Judged>, Schema), Error> {
        let now = tx.now;
        judge::judge(self.ctx, &mut tx.store, rows, &mut self.seen, now).await
    }

    async fn apply(
        &mut self,
        tx: &mut WriteTx,
        (judged, schema): (Vec<Judged>, Schema),
    ) -> Result<Vec<RowVerdict>, Error> {
        if self.number.is_none() && judged.iter().any(|judged| !judged.deed.is_nothing()) {
            self.number = Some(apply::begin(tx, &self.source, self.ctx).await?);
        }
        if let Some(number) = self.number {
            apply::apply(tx, number, &judged, schema).await?;
        }
        Ok(judged.into_iter().map(|judged| judged.verdict).collect())
    }
}
