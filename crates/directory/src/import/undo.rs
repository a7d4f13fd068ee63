//! Undoing an import as a whole.

use roster_model::{Error, ImportRecord, Person, Rule, UndoObstacle};
use roster_store::{
    imports::{self, Undo},
    people,
};

use super::Imports;
use crate::{
    left_out::{ExistingReferences, LeftOut},
    people::write::{Batch, PasswordChange},
    unit_of_work::WriteTx,
};

/// How many people are restored at a time.
const BATCH_SIZE: u32 = 500;

/// How many of the people that prevent the undo an error names.
const MAX_NAMED: u32 = 5;

/// The result of undoing an import.
#[derive(Debug)]
pub struct UndoReport {
    /// The import.
    pub import: ImportRecord,
    /// The references of the restored people to records that are gone.
    pub left_out: LeftOut,
}

impl Imports<'_> {
    /// Undoes the import with this number: deletes the created people and releases their usernames,
    /// and restores the updated ones. Fields that the import registered stay. References to records that
    /// are gone are left out.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when the import is undone already, or when one of its
    /// people was changed or deleted since: then nothing is undone.
    pub async fn undo(&self, number: i64) -> Result<UndoReport, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let found = imports::find(&mut tx.store, domain, number).await?;
        let import = found.ok_or(Error::not_found("import"))?;
        check_not_undone(&import)?;
        check_untouched(&mut tx, &import).await?;
        let mut last_id = String::new();
        let mut left_out = LeftOut::default();
        loop {
            let page = imports::undo_page(&mut tx.store, domain, number, &last_id, BATCH_SIZE);
            let page = page.await?;
            let Some(last) = page.last() else { break };
            last.after.id.as_str().clone_into(&mut last_id);
            restore(&mut tx, page, &mut left_out).await?;
        }
        let now = tx.now;
        imports::finish_undo(&mut tx.store, domain, number, now).await?;
        let left_out = left_out.with_names(&mut tx.store, domain).await?;
        tx.commit_or_defer().await?;
        Ok(UndoReport { import: ImportRecord { undone_at: Some(now), ..import }, left_out })
    }
}

fn check_not_undone(import: &ImportRecord) -> Result<(), Error> {
    match import.undone_at {
        None => Ok(()),
        Some(at) => reject(UndoObstacle::Undone(at)),
    }
}

/// Checks that the people of the import are as the import left them.
async fn check_untouched(tx: &mut WriteTx, import: &ImportRecord) -> Result<(), Error> {
    let domain = tx.number();
    let changed = imports::changed_since(&mut tx.store, domain, import, MAX_NAMED).await?;
    if !changed.is_empty() {
        let people = people::find_many(&mut tx.store, domain, changed).await?;
        let workers = people.iter().filter_map(|person| person.worker.as_ref());
        let names = workers.map(|worker| worker.username.to_string()).collect();
        return reject(UndoObstacle::Changed(names));
    }
    if imports::has_submissions(&mut tx.store, domain, import.number).await? {
        return reject(UndoObstacle::Submitted);
    }
    let remaining = imports::remaining(&mut tx.store, domain, import.number).await?;
    if remaining < import.created + import.changed {
        return reject(UndoObstacle::Deleted);
    }
    Ok(())
}

fn reject(obstacle: UndoObstacle) -> Result<(), Error> {
    Err(Error::invalid_field("import", Rule::CannotUndo(obstacle).into()))
}

/// Erases the created people and restores the updated ones.
async fn restore(tx: &mut WriteTx, page: Vec<Undo>, left_out: &mut LeftOut) -> Result<(), Error> {
    let domain = tx.number();
    let earlier: Vec<&Person> = page.iter().filter_map(|undo| undo.before.as_ref()).collect();
    let existing = ExistingReferences::load(&mut tx.store, domain, &earlier).await?;
    let mut batch = Batch::default();
    let (updated, created): (Vec<Undo>, Vec<Undo>) =
        page.into_iter().partition(|undo| undo.before.is_some());
    for undo in created {
        batch.erase(tx, undo.after);
    }
    for Undo { after, before, hash } in updated {
        let Some(mut before) = before else { continue };
        existing.retain(&mut before, left_out);
        let password = match hash {
            None => PasswordChange::Keep,
            Some(hash) if hash.is_empty() => PasswordChange::Remove,
            Some(hash) => PasswordChange::Set(hash),
        };
        batch.restore(tx, after, before, &[], password)?;
    }
    batch.flush(tx).await.map(drop)
}
