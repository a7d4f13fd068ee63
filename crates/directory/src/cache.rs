//! An in-process cache of values derived from a domain.
//!
//! A value is valid while the change log of its domain does not grow. So each value is stored with
//! the last number of the log (`seq`), and is used only in a snapshot that has the same number.

use std::sync::Arc;

use quick_cache::sync::Cache;
use roster_model::{Error, Schema, WorkerFilter};
use roster_store::{Tx, people};

use crate::schema;

/// The capacity for values of which a domain has one or two.
const MAX_DOMAINS: usize = 1_000;
/// The capacity for totals.
const MAX_TOTALS: usize = 10_000;

/// The cached values, by the number of their domain.
pub(crate) struct DomainCache {
    schemas: Cache<i64, (i64, Arc<Schema>)>,
    places: Cache<(i64, bool), (i64, Arc<people::Places>)>,
    totals: Cache<(i64, WorkerFilter), (i64, u64)>,
    scim_totals: Cache<(i64, String), (i64, u64)>,
}

impl DomainCache {
    pub(crate) fn new() -> Self {
        Self {
            schemas: Cache::new(MAX_DOMAINS),
            places: Cache::new(MAX_DOMAINS),
            totals: Cache::new(MAX_TOTALS),
            scim_totals: Cache::new(MAX_DOMAINS),
        }
    }

    /// The custom fields and profiles of the domain: the same value while they are unchanged.
    pub(crate) async fn schema(
        &self,
        tx: &mut Tx,
        domain: i64,
        seq: i64,
    ) -> Result<Arc<Schema>, Error> {
        let cached = self.schemas.get(&domain);
        if let Some((cached_seq, schema)) = &cached
            && *cached_seq == seq
        {
            return Ok(Arc::clone(schema));
        }
        let schema = schema::load(tx, domain).await?;
        let cached = cached.map(|(_, cached)| cached).filter(|cached| **cached == schema);
        let schema = cached.unwrap_or_else(|| Arc::new(schema));
        self.schemas.insert(domain, (seq, Arc::clone(&schema)));
        Ok(schema)
    }

    /// The offset index of the list of active workers, or of archived ones.
    pub(crate) async fn places(
        &self,
        tx: &mut Tx,
        domain: i64,
        archived: bool,
        seq: i64,
    ) -> Result<Arc<people::Places>, Error> {
        if let Some((cached_seq, places)) = self.places.get(&(domain, archived))
            && cached_seq == seq
        {
            return Ok(places);
        }
        let places = Arc::new(people::places(tx, domain, archived).await?);
        self.places.insert((domain, archived), (seq, Arc::clone(&places)));
        Ok(places)
    }

    /// The number of workers that match the filter, if it is cached.
    pub(crate) fn total(&self, domain: i64, filter: &WorkerFilter, seq: i64) -> Option<u64> {
        let cached = self.totals.get(&(domain, filter.clone()));
        cached.filter(|(cached_seq, _)| *cached_seq == seq).map(|(_, total)| total)
    }

    /// Caches the number of workers that match the filter.
    pub(crate) fn insert_total(&self, domain: i64, filter: &WorkerFilter, seq: i64, total: u64) {
        self.totals.insert((domain, filter.clone()), (seq, total));
    }

    /// The number of items that match a SCIM filter, if it is cached.
    pub(crate) fn scim_total(&self, domain: i64, filter: &str, seq: i64) -> Option<u64> {
        let cached = self.scim_totals.get(&(domain, filter.to_owned()));
        cached.filter(|(cached_seq, _)| *cached_seq == seq).map(|(_, total)| total)
    }

    /// Caches the number of items that match a SCIM filter.
    pub(crate) fn insert_scim_total(&self, domain: i64, filter: String, seq: i64, total: u64) {
        self.scim_totals.insert((domain, filter), (seq, total));
    }
}
