//! How a takeover stands: what came, what did not, and what is there no more.

use std::collections::{BTreeMap, HashMap};

use roster_model::{Checkpoint, Error, HqBatch, HqKind, HqNote, HqSummary};
use roster_store::{Tx, groups, hq_imports, location_types, locations, people};

use super::HqImport;
use crate::Directory;

/// How all sorts of things stand.
pub type HqSummaries = BTreeMap<HqKind, HqSummary>;

/// What is told of somebody who is there no more and archived here.
const ARCHIVED: &str = "archived here";
/// What is told of what is there no more and still here.
const STILL_HERE: &str = "still here";

impl HqImport<'_> {
    /// How everything stands after `pass`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn standings(&self, pass: i64) -> Result<HqSummaries, Error> {
        let mut tx = self.directory.store().read().await?;
        self.standings_in(&mut tx, pass).await
    }

    /// What would become of all these things, in the order of their kinds, and how everything would
    /// stand: nothing of it is done.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn rehearse(
        &self,
        batches: &[HqBatch],
        mut checkpoint: Checkpoint,
    ) -> Result<(HqSummaries, Checkpoint), Error> {
        let mut tx = self.begin().await?;
        for batch in batches {
            self.take(&mut tx, batch, &mut checkpoint).await?;
        }
        let standings = self.standings_in(&mut tx.store, checkpoint.pass).await?;
        Ok((standings, checkpoint))
    }

    /// Archives the workers who came by a pass before `pass` and are there no more; tells how many
    /// that were.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn archive_gone(&self, pass: i64) -> Result<u64, Error> {
        let standings = self.standings(pass).await?;
        let gone = standings.get(&HqKind::Worker).map(|standing| standing.gone.as_slice());
        let workers = Directory::workers(self.directory, &self.actor)?;
        let mut archived = 0;
        for worker in gone.unwrap_or_default().iter().filter(|told| told.text == STILL_HERE) {
            match workers.set_active(&worker.id, false).await {
                Ok(()) => archived += 1,
                // Somebody was faster.
                Err(Error::NotFound { .. }) => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(archived)
    }

    async fn standings_in(&self, tx: &mut Tx, pass: i64) -> Result<HqSummaries, Error> {
        let mut standings = HqSummaries::new();
        for kind in HqKind::ALL {
            let source = self.source(kind);
            let came = hq_imports::count_came(tx, source, pass).await?;
            let gone = hq_imports::gone(tx, source, pass).await?;
            let standing = HqSummary {
                came: u64::try_from(came).unwrap_or(0),
                refused: hq_imports::refused(tx, source, pass).await?,
                left_out: hq_imports::left_out(tx, source, pass).await?,
                gone: self.here(tx, kind, gone).await?,
            };
            standings.insert(kind, standing);
        }
        Ok(standings)
    }

    /// Those of `gone` that are still here, with how. Their texts are their identities here.
    async fn here(
        &self,
        tx: &mut Tx,
        kind: HqKind,
        gone: Vec<HqNote>,
    ) -> Result<Vec<HqNote>, Error> {
        if gone.is_empty() {
            return Ok(gone);
        }
        let domain = self.actor.domain.number;
        let ids: Vec<String> = gone.iter().map(|told| told.text.clone()).collect();
        let still = |ids: Vec<String>| ids.into_iter().map(|id| (id, STILL_HERE)).collect();
        let here: HashMap<String, &str> = match kind {
            HqKind::LocationType => {
                let levels = location_types::list(tx, domain).await?;
                still(levels.iter().map(|level| level.number.to_string()).collect())
            }
            HqKind::Location => still(locations::existing(tx, domain, ids).await?),
            HqKind::Group => still(groups::existing(tx, domain, ids).await?),
            HqKind::Worker => {
                let people = people::find_many(tx, domain, ids).await?;
                let state = |active| if active { STILL_HERE } else { ARCHIVED };
                let told = people.into_iter().filter_map(|person| {
                    Some((person.id.into_string(), state(person.worker?.active)))
                });
                told.collect()
            }
        };
        let told = |told: HqNote| {
            let text = (*here.get(&told.text)?).to_owned();
            Some(HqNote { text, ..told })
        };
        Ok(gone.into_iter().filter_map(told).collect())
    }
}
