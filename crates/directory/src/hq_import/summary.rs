//! Summaries of an import: what was imported, rejected, left out, and removed from HQ since.

use std::collections::{BTreeMap, HashMap};

use roster_model::{Checkpoint, Error, HqBatch, HqKind, HqNote, HqSummary};
use roster_store::{Tx, groups, hq_imports, location_types, locations, people};

use super::HqImport;
use crate::Directory;

/// The summary of each kind.
pub type HqSummaries = BTreeMap<HqKind, HqSummary>;

/// The note on a worker that HQ no longer has and that is archived in Roster.
const ARCHIVED: &str = "archived here";
/// The note on a record that HQ no longer has and that Roster still has.
const STILL_HERE: &str = "still here";

impl HqImport<'_> {
    /// Returns the summaries after `pass`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn summaries(&self, pass: i64) -> Result<HqSummaries, Error> {
        let mut tx = self.directory.store().read().await?;
        self.load_summaries(&mut tx, pass).await
    }

    /// Imports batches, in the order of their kinds, without storing them. Returns the summaries and the
    /// checkpoint that the import would have.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn dry_run(
        &self,
        batches: &[HqBatch],
        mut checkpoint: Checkpoint,
    ) -> Result<(HqSummaries, Checkpoint), Error> {
        let mut tx = self.begin().await?;
        for batch in batches {
            // Boxed: the future is large.
            Box::pin(self.import(&mut tx, batch, &mut checkpoint)).await?;
        }
        let summaries = self.load_summaries(&mut tx.store, checkpoint.pass).await?;
        Ok((summaries, checkpoint))
    }

    /// Archives the workers that an earlier pass imported and `pass` did not find. Returns how many.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn archive_gone(&self, pass: i64) -> Result<u64, Error> {
        let summaries = self.summaries(pass).await?;
        let gone = summaries.get(&HqKind::Worker).map(|summary| summary.gone.as_slice());
        let workers = Directory::workers(self.directory, &self.actor)?;
        let mut archived = 0;
        for worker in gone.unwrap_or_default().iter().filter(|note| note.text == STILL_HERE) {
            match workers.set_active(&worker.id, false).await {
                Ok(()) => archived += 1,
                // Deleted by a concurrent request.
                Err(Error::NotFound { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(archived)
    }

    async fn load_summaries(&self, tx: &mut Tx, pass: i64) -> Result<HqSummaries, Error> {
        let mut summaries = HqSummaries::new();
        for kind in HqKind::ALL {
            let source = self.source(kind);
            let came = hq_imports::count_came(tx, source, pass).await?;
            let gone = hq_imports::gone(tx, source, pass).await?;
            let summary = HqSummary {
                came: u64::try_from(came).unwrap_or(0),
                refused: hq_imports::refused(tx, source, pass).await?,
                left_out: hq_imports::left_out(tx, source, pass).await?,
                gone: self.still_stored(tx, kind, gone).await?,
            };
            summaries.insert(kind, summary);
        }
        Ok(summaries)
    }

    /// The records of `gone` that Roster still has. The text of a note is an id in Roster; it becomes
    /// the state of the record.
    async fn still_stored(
        &self,
        tx: &mut Tx,
        kind: HqKind,
        gone: Vec<HqNote>,
    ) -> Result<Vec<HqNote>, Error> {
        if gone.is_empty() {
            return Ok(gone);
        }
        let domain = self.actor.domain.number;
        let ids: Vec<String> = gone.iter().map(|note| note.text.clone()).collect();
        let still_here = |ids: Vec<String>| ids.into_iter().map(|id| (id, STILL_HERE)).collect();
        let stored: HashMap<String, &str> = match kind {
            HqKind::LocationType => {
                let levels = location_types::list(tx, domain).await?;
                still_here(levels.iter().map(|level| level.number.to_string()).collect())
            }
            HqKind::Location => still_here(locations::existing(tx, domain, ids).await?),
            HqKind::Group => still_here(groups::existing(tx, domain, ids).await?),
            HqKind::Worker => {
                let people = people::find_many(tx, domain, ids).await?;
                let state = |active| if active { STILL_HERE } else { ARCHIVED };
                let workers = people.into_iter().filter_map(|person| {
                    Some((person.id.into_string(), state(person.worker?.active)))
                });
                workers.collect()
            }
        };
        let with_state = |note: HqNote| {
            let text = (*stored.get(&note.text)?).to_owned();
            Some(HqNote { text, ..note })
        };
        Ok(gone.into_iter().filter_map(with_state).collect())
    }
}
