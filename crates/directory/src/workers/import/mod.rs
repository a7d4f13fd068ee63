//! Importing workers in bulk, and undoing an import.

mod apply;
mod differences;
mod edit;
mod flaws;
mod judge;
mod known;
mod newcomer;
mod passwords;
mod undo;

use std::collections::HashMap;

use roster_model::{
    Denial, Fault, ImportCounts, ImportMode, ImportRecord, ImportRow, RowOutcome, RowVerdict,
    Schema, Via,
};
use roster_store::imports;

use crate::{faults::fault, scope::Scope, work::Work};
use judge::Judged;
use passwords::Prepared;

/// How many rows are carried out in one transaction: the more, the fewer pages are written for each,
/// and the longer others wait who want to write.
const AT_A_TIME: usize = 2_000;

/// Imports of workers into a domain.
pub struct Imports<'a> {
    scope: Scope<'a>,
}

/// An import under way.
pub struct Import<'a> {
    scope: &'a Scope<'a>,
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
    pub(crate) fn new(scope: &Scope<'a>) -> Result<Self, Fault> {
        if scope.actor().confined_to.is_some() {
            return Err(Fault::Denied(Denial::OutsideLocations));
        }
        let mut actor = scope.actor().clone();
        actor.via = Via::Import;
        Ok(Self { scope: Scope::new(scope.directory(), actor) })
    }

    /// Begins an import of rows that come from `source`, the name of a file.
    pub fn start(&'a self, source: &str, mode: ImportMode) -> Import<'a> {
        Import {
            scope: &self.scope,
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
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(&self, limit: u32) -> Result<Vec<ImportRecord>, Fault> {
        let mut tx = self.scope.read().await?;
        imports::list(&mut tx, self.scope.domain().number, limit).await.map_err(fault)
    }

    /// The import of this number.
    ///
    /// # Errors
    /// [`Fault::Missing`].
    pub async fn find(&self, number: i64) -> Result<ImportRecord, Fault> {
        let mut tx = self.scope.read().await?;
        let found = imports::find(&mut tx, self.scope.domain().number, number).await;
        found.map_err(fault)?.ok_or(Fault::missing("import"))
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
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store; then nothing of these rows was done.
    pub async fn add(&mut self, rows: Vec<ImportRow>) -> Result<Vec<RowVerdict>, Fault> {
        let mut verdicts = Vec::with_capacity(rows.len());
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let some = rows.by_ref().take(AT_A_TIME).collect();
            let prepared = passwords::prepare(self.scope, some).await?;
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
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store; then nothing was done that was not told.
    pub async fn finish(mut self) -> Result<ImportReport, Fault> {
        let held = std::mem::take(&mut self.held);
        let mut verdicts = Vec::with_capacity(held.len());
        let mut carried_out = self.mode == ImportMode::RowByRow;
        if self.mode == ImportMode::Atomic {
            let mut work = self.scope.begin().await?;
            for some in held.chunks(AT_A_TIME) {
                let judged = self.judge(&mut work, some).await?;
                verdicts.extend(self.apply(&mut work, judged).await?);
            }
            for verdict in &verdicts {
                self.counts.count(&verdict.outcome);
            }
            carried_out = self.counts.refused == 0;
            if carried_out && self.number.is_some() {
                work.commit().await?;
            }
        }
        let number = self.number.filter(|_| carried_out);
        Ok(ImportReport { counts: self.counts, number, carried_out, verdicts })
    }

    async fn judge_only(&mut self, rows: Vec<Prepared>) -> Result<Vec<RowVerdict>, Fault> {
        let mut tx = self.scope.read().await?;
        let now = self.scope.now();
        let (judged, _) = judge::judge(self.scope, &mut tx, &rows, &mut self.seen, now).await?;
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

    async fn carry_out(&mut self, rows: Vec<Prepared>) -> Result<Vec<RowVerdict>, Fault> {
        let mut work = self.scope.begin().await?;
        let before = self.number;
        let judged = self.judge(&mut work, &rows).await?;
        let anything = judged.0.iter().any(|judged| !judged.deed.is_nothing());
        let verdicts = self.apply(&mut work, judged).await?;
        if anything && let Err(fault) = work.commit().await {
            self.number = before;
            return Err(fault);
        }
        Ok(verdicts)
    }

    async fn judge(
        &mut self,
        work: &mut Work,
        rows: &[Prepared],
    ) -> Result<(Vec<Judged>, Schema), Fault> {
        let now = work.now;
        judge::judge(self.scope, &mut work.tx, rows, &mut self.seen, now).await
    }

    async fn apply(
        &mut self,
        work: &mut Work,
        (judged, schema): (Vec<Judged>, Schema),
    ) -> Result<Vec<RowVerdict>, Fault> {
        if self.number.is_none() && judged.iter().any(|judged| !judged.deed.is_nothing()) {
            self.number = Some(apply::begin(work, &self.source, self.scope).await?);
        }
        if let Some(number) = self.number {
            apply::apply(work, number, &judged, schema).await?;
        }
        Ok(judged.into_iter().map(|judged| judged.verdict).collect())
    }
}
