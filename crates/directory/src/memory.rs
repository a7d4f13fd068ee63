//! What a process remembers of domains. Everything read of a domain holds while its change log has
//! not grown, so each thing is kept with the log's last number, which is read in the same snapshot as
//! whatever the thing is used for.

use std::sync::Arc;

use quick_cache::sync::Cache;
use roster_model::{Error, Schema, WorkerFilter};
use roster_store::{Tx, people};

use crate::schema;

/// Of how many domains something is remembered.
const MOST_DOMAINS: usize = 1_000;
/// How many totals are remembered.
const MOST_TOTALS: usize = 10_000;

/// What is kept, by domain; each with the last number of the change log.
pub(crate) struct Memory {
    schemas: Cache<i64, (i64, Arc<Schema>)>,
    places: Cache<(i64, bool), (i64, Arc<people::Places>)>,
    totals: Cache<(i64, WorkerFilter), (i64, u64)>,
}

impl Memory {
    pub(crate) fn new() -> Self {
        Self {
            schemas: Cache::new(MOST_DOMAINS),
            places: Cache::new(MOST_DOMAINS),
            totals: Cache::new(MOST_TOTALS),
        }
    }

    /// What one must know of the domain to show custom data.
    pub(crate) async fn schema(
        &self,
        tx: &mut Tx,
        domain: i64,
        seq: i64,
    ) -> Result<Arc<Schema>, Error> {
        if let Some((state_version, schema)) = self.schemas.get(&domain)
            && state_version == seq
        {
            return Ok(schema);
        }
        let schema = Arc::new(schema::load(tx, domain).await?);
        self.schemas.insert(domain, (seq, Arc::clone(&schema)));
        Ok(schema)
    }

    /// The places of the list of active workers, or of that of archived ones.
    pub(crate) async fn places(
        &self,
        tx: &mut Tx,
        domain: i64,
        archived: bool,
        seq: i64,
    ) -> Result<Arc<people::Places>, Error> {
        if let Some((state_version, places)) = self.places.get(&(domain, archived))
            && state_version == seq
        {
            return Ok(places);
        }
        let places = Arc::new(people::places(tx, domain, archived).await?);
        self.places.insert((domain, archived), (seq, Arc::clone(&places)));
        Ok(places)
    }

    /// How many workers the filter lets through, if that was counted.
    pub(crate) fn total(&self, domain: i64, filter: &WorkerFilter, seq: i64) -> Option<u64> {
        let counted = self.totals.get(&(domain, filter.clone()));
        counted.filter(|(state_version, _)| *state_version == seq).map(|(_, total)| total)
    }

    /// Keeps how many workers the filter lets through.
    pub(crate) fn keep_total(&self, domain: i64, filter: &WorkerFilter, seq: i64, total: u64) {
        self.totals.insert((domain, filter.clone()), (seq, total));
    }
}
