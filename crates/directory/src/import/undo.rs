//! Undoing an import.
//!
//! The undo is judged as a whole: if someone has changed one of the people since the import, nothing is
//! undone. Then it takes several transactions. If it is interrupted, another call continues it. From the
//! first of them on, a person that another user changes meanwhile is kept and reported.

use std::collections::HashSet;

use roster_model::{Error, ImportRecord, Person, Rule, UndoObstacle};
use roster_store::{
    Tx, domain_state,
    imports::{self, Undo},
    people,
};

use super::Imports;
use crate::{
    left_out::{ExistingReferences, LeftOut},
    op_context::OpContext,
    people::write::{Batch, PasswordChange},
    turns::{self, InTurns, Turn},
    unit_of_work::WriteTx,
};

/// How many people one transaction reverts.
const BATCH_SIZE: usize = 500;

/// How many of the people that prevent the undo an error names.
const MAX_NAMED: usize = 5;

/// The result of undoing an import.
#[derive(Debug)]
pub struct UndoReport {
    /// The import.
    pub import: ImportRecord,
    /// How many workers were deleted. Those before an interruption are not counted.
    pub deleted: u64,
    /// How many workers were reverted, counted as the deleted ones.
    pub reverted: u64,
    /// The references of the reverted people to records that are gone.
    pub left_out: LeftOut,
    /// The usernames of the people that others changed during the undo. They were not reverted.
    pub kept: Vec<String>,
    /// How many people others deleted during the undo.
    pub gone: u64,
}

impl Imports<'_> {
    /// Undoes the import with this number: deletes the created people and releases their usernames,
    /// and reverts the updated ones. Fields that the import registered stay. References to records that
    /// are gone are left out. Calls `progress` with the number of reverted people after each transaction.
    /// Continues an undo that was interrupted.
    ///
    /// # Errors
    /// As [`Imports::check_undo`]. Others after the first transaction: then the undo can be called again.
    pub async fn undo(
        &self,
        number: i64,
        progress: impl FnMut(u64) + Send,
    ) -> Result<UndoReport, Error> {
        let mut tx = self.ctx.read().await?;
        let state = judge(&mut tx, self.ctx.domain().number, number).await?;
        drop(tx);
        turns::run(&mut UndoInTurns { ctx: &self.ctx, number, state, progress }).await
    }

    /// Checks that the import with this number can be undone. Returns it.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when the import is undone already, or when one of its
    /// people was changed or deleted since.
    pub async fn check_undo(&self, number: i64) -> Result<ImportRecord, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        judge(&mut tx, domain, number).await?;
        find(&mut tx, domain, number).await
    }
}

struct UndoInTurns<'a, P> {
    ctx: &'a OpContext<'a>,
    number: i64,
    state: State,
    progress: P,
}

/// What an undo knows after its last transaction.
#[derive(Clone, Default)]
struct State {
    /// The id of the last person of the committed transactions.
    last_id: String,
    /// The number of the change log up to which `kept` is known.
    seq: i64,
    /// The ids of the people who are kept as they are.
    kept: HashSet<String>,
    deleted: u64,
    reverted: u64,
    left_out: LeftOut,
}

impl<P: FnMut(u64) + Send> InTurns for UndoInTurns<'_, P> {
    type Done = UndoReport;

    async fn turn(&mut self) -> Result<Turn<UndoReport>, Error> {
        let mut state = self.state.clone();
        let mut tx = self.ctx.begin().await?;
        let (domain, number) = (tx.number(), self.number);
        let import = find(&mut tx.store, domain, number).await?;
        check_not_undone(&import)?;
        let limit = BATCH_SIZE + 1;
        let page = imports::undo_page(&mut tx.store, domain, number, &state.last_id, limit);
        let mut page = page.await?;
        let is_last = page.len() <= BATCH_SIZE;
        page.truncate(BATCH_SIZE);
        if let Some(last) = page.last() {
            last.after.id.as_str().clone_into(&mut state.last_id);
        }
        find_kept(&mut tx, &import, &page, &mut state).await?;
        page.retain(|undo| !state.kept.contains(undo.after.id.as_str()));
        let ids = page.iter().map(|undo| undo.after.id.to_string()).collect();
        revert(&mut tx, page, &mut state).await?;
        imports::add_undone(&mut tx.store, domain, number, ids).await?;
        state.seq = tx.state.seq;
        let undone = find(&mut tx.store, domain, number).await?;
        if is_last {
            let report = finish(&mut tx, &undone, &state).await?;
            tx.commit_or_defer().await?;
            return Ok(Turn::Last(report));
        }
        tx.commit_part().await?;
        self.state = state;
        (self.progress)(undone.undone.unsigned_abs());
        Ok(Turn::Part)
    }
}

/// Decides whether the import can be undone. If an undo has begun, it can go on.
async fn judge(tx: &mut Tx, domain: i64, number: i64) -> Result<State, Error> {
    let import = find(tx, domain, number).await?;
    check_not_undone(&import)?;
    let seq = domain_state::seq(tx, domain).await?.unwrap_or_default();
    let mut state = State { seq, ..State::default() };
    let first = import.first_seq;
    if import.undone > 0 {
        state.kept.extend(imports::changed_since(tx, domain, number, first, usize::MAX).await?);
        return Ok(state);
    }
    let changed = imports::changed_since(tx, domain, number, first, MAX_NAMED).await?;
    check_unchanged(tx, domain, changed).await?;
    if imports::has_submissions(tx, domain, number).await? {
        return reject(UndoObstacle::Submitted);
    }
    if imports::remaining(tx, domain, number).await? < import.created + import.changed {
        return reject(UndoObstacle::Deleted);
    }
    Ok(state)
}

/// Finds the people that others have changed since the last transaction. Before the first one, they
/// prevent the undo.
async fn find_kept(
    tx: &mut WriteTx,
    import: &ImportRecord,
    page: &[Undo],
    state: &mut State,
) -> Result<(), Error> {
    let (domain, number) = (tx.number(), import.number);
    let store = &mut tx.store;
    let changed = imports::changed_since(store, domain, number, state.seq, usize::MAX).await?;
    let created = page.iter().filter(|undo| undo.before.is_none());
    let created = created.map(|undo| undo.after.id.to_string()).collect();
    let submitters = imports::submitters(store, domain, number, created).await?;
    if import.undone == 0 {
        check_unchanged(store, domain, changed).await?;
        return if submitters.is_empty() { Ok(()) } else { reject(UndoObstacle::Submitted) };
    }
    state.kept.extend(changed);
    state.kept.extend(submitters);
    Ok(())
}

/// Records that the import is undone.
async fn finish(
    tx: &mut WriteTx,
    import: &ImportRecord,
    state: &State,
) -> Result<UndoReport, Error> {
    let (domain, number, now) = (tx.number(), import.number, tx.now);
    let remaining = imports::remaining(&mut tx.store, domain, number).await?;
    let gone = import.created + import.changed - import.undone - remaining;
    let kept: Vec<String> = state.kept.iter().cloned().collect();
    let mut kept = usernames(&mut tx.store, domain, kept).await?;
    kept.sort_unstable();
    imports::finish_undo(&mut tx.store, domain, number, now).await?;
    Ok(UndoReport {
        import: ImportRecord { undone_at: Some(now), ..import.clone() },
        deleted: state.deleted,
        reverted: state.reverted,
        left_out: state.left_out.clone().with_names(&mut tx.store, domain).await?,
        kept,
        gone: u64::try_from(gone).unwrap_or(0),
    })
}

/// Erases the created people and restores the updated ones.
async fn revert(tx: &mut WriteTx, page: Vec<Undo>, state: &mut State) -> Result<(), Error> {
    let domain = tx.number();
    let earlier: Vec<&Person> = page.iter().filter_map(|undo| undo.before.as_ref()).collect();
    let existing = ExistingReferences::load(&mut tx.store, domain, &earlier).await?;
    let mut batch = Batch::default();
    let (updated, created): (Vec<Undo>, Vec<Undo>) =
        page.into_iter().partition(|undo| undo.before.is_some());
    state.deleted += created.len() as u64;
    state.reverted += updated.len() as u64;
    for undo in created {
        batch.erase(tx, undo.after);
    }
    for Undo { after, before, hash } in updated {
        let Some(mut before) = before else { continue };
        existing.retain(&mut before, &mut state.left_out);
        let password = match hash {
            None => PasswordChange::Keep,
            Some(hash) if hash.is_empty() => PasswordChange::Remove,
            Some(hash) => PasswordChange::Set(hash),
        };
        batch.restore(tx, after, before, &[], password)?;
    }
    batch.flush(tx).await.map(drop)
}

async fn find(tx: &mut Tx, domain: i64, number: i64) -> Result<ImportRecord, Error> {
    imports::find(tx, domain, number).await?.ok_or(Error::not_found("import"))
}

fn check_not_undone(import: &ImportRecord) -> Result<(), Error> {
    match import.undone_at {
        None => Ok(()),
        Some(at) => reject(UndoObstacle::Undone(at)),
    }
}

async fn check_unchanged(tx: &mut Tx, domain: i64, mut changed: Vec<String>) -> Result<(), Error> {
    if changed.is_empty() {
        return Ok(());
    }
    changed.truncate(MAX_NAMED);
    reject(UndoObstacle::Changed(usernames(tx, domain, changed).await?))
}

/// The usernames of the workers with these ids.
async fn usernames(tx: &mut Tx, domain: i64, ids: Vec<String>) -> Result<Vec<String>, Error> {
    let people = people::find_many(tx, domain, ids).await?;
    let workers = people.iter().filter_map(|person| person.worker.as_ref());
    Ok(workers.map(|worker| worker.username.to_string()).collect())
}

fn reject<T>(obstacle: UndoObstacle) -> Result<T, Error> {
    Err(Error::invalid_field("import", Rule::CannotUndo(obstacle).into()))
}
