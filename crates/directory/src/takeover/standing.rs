//! How a takeover stands: what came, what did not, and what is there no more.

use std::collections::{BTreeMap, HashMap};

use roster_model::{Checkpoint, Fault, Standing, TakenBatch, TakenKind, Told};
use roster_store::{Tx, groups, location_types, locations, people, takeovers};

use super::Takeover;
use crate::{Directory, faults::fault};

/// How all sorts of things stand.
pub type Standings = BTreeMap<TakenKind, Standing>;

/// What is told of somebody who is there no more and archived here.
const ARCHIVED: &str = "archived here";
/// What is told of what is there no more and still here.
const STILL_HERE: &str = "still here";

impl Takeover<'_> {
    /// How everything stands after `pass`.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn standings(&self, pass: i64) -> Result<Standings, Fault> {
        let mut tx = self.directory.store().read().await.map_err(fault)?;
        self.standings_in(&mut tx, pass).await
    }

    /// What would become of all these things, in the order of their kinds, and how everything would
    /// stand: nothing of it is done.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn rehearse(
        &self,
        batches: &[TakenBatch],
        mut checkpoint: Checkpoint,
    ) -> Result<(Standings, Checkpoint), Fault> {
        let mut work = self.begin().await?;
        for batch in batches {
            self.take(&mut work, batch, &mut checkpoint).await?;
        }
        let standings = self.standings_in(&mut work.tx, checkpoint.pass).await?;
        Ok((standings, checkpoint))
    }

    /// Archives the workers who came by a pass before `pass` and are there no more; tells how many
    /// that were.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn archive_gone(&self, pass: i64) -> Result<u64, Fault> {
        let standings = self.standings(pass).await?;
        let gone = standings.get(&TakenKind::Worker).map(|standing| standing.gone.as_slice());
        let workers = Directory::workers(self.directory, &self.actor)?;
        let mut archived = 0;
        for worker in gone.unwrap_or_default().iter().filter(|told| told.text == STILL_HERE) {
            match workers.set_active(&worker.id, false).await {
                Ok(()) => archived += 1,
                // Somebody was faster.
                Err(Fault::Missing { .. }) => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(archived)
    }

    async fn standings_in(&self, tx: &mut Tx, pass: i64) -> Result<Standings, Fault> {
        let mut standings = Standings::new();
        for kind in TakenKind::ALL {
            let source = self.source(kind);
            let came = takeovers::count_came(tx, source, pass).await.map_err(fault)?;
            let gone = takeovers::gone(tx, source, pass).await.map_err(fault)?;
            let standing = Standing {
                came: u64::try_from(came).unwrap_or(0),
                refused: takeovers::refused(tx, source, pass).await.map_err(fault)?,
                left_out: takeovers::left_out(tx, source, pass).await.map_err(fault)?,
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
        kind: TakenKind,
        gone: Vec<Told>,
    ) -> Result<Vec<Told>, Fault> {
        if gone.is_empty() {
            return Ok(gone);
        }
        let domain = self.actor.domain.number;
        let ids: Vec<String> = gone.iter().map(|told| told.text.clone()).collect();
        let still = |ids: Vec<String>| ids.into_iter().map(|id| (id, STILL_HERE)).collect();
        let here: HashMap<String, &str> = match kind {
            TakenKind::LocationType => {
                let levels = location_types::list(tx, domain).await.map_err(fault)?;
                still(levels.iter().map(|level| level.number.to_string()).collect())
            }
            TakenKind::Location => {
                still(locations::existing(tx, domain, ids).await.map_err(fault)?)
            }
            TakenKind::Group => still(groups::existing(tx, domain, ids).await.map_err(fault)?),
            TakenKind::Worker => {
                let people = people::find_many(tx, domain, ids).await.map_err(fault)?;
                let state = |active| if active { STILL_HERE } else { ARCHIVED };
                let told = people.into_iter().filter_map(|person| {
                    Some((person.id.into_string(), state(person.worker?.active)))
                });
                told.collect()
            }
        };
        let told = |told: Told| {
            let text = (*here.get(&told.text)?).to_owned();
            Some(Told { text, ..told })
        };
        Ok(gone.into_iter().filter_map(told).collect())
    }
}
