//! An in-process cache of values derived from a domain.
//!
//! A value is valid while the change log of its domain does not grow. So each value is stored with
//! the last number of the log (`seq`), and is used only in a snapshot that has the same number.

use std::sync::Arc;

use quick_cache::{Weighter, sync::Cache};
use roster_model::{Error, Schema, WorkerFilter};
use roster_store::{KnownPosition, Tx, people};

use crate::schema;

/// The number of caches that share the memory.
const PARTS: u64 = 5;
/// The expected number of values of which a domain has one or two. With so few, a cache is one shard, and
/// a value can have the memory of the whole cache: the offset index of a million workers takes a third.
const EXPECTED_DOMAINS: usize = 32;
/// The expected number of totals.
const EXPECTED_TOTALS: usize = 10_000;

/// The cached values, by the number of their domain.
pub(crate) struct DomainCache {
    schemas: Cache<i64, (i64, Arc<Schema>), SchemaBytes>,
    places: Cache<(i64, bool), (i64, Arc<people::Places>), PlacesBytes>,
    totals: Cache<(i64, WorkerFilter), (i64, u64), TotalBytes>,
    scim_totals: Cache<(i64, String), (i64, u64), TotalBytes>,
    /// Of the list of all people, or of contacts only.
    positions: Cache<(i64, bool), (i64, Arc<Positions>), PositionsBytes>,
}

impl DomainCache {
    /// A cache of about this number of bytes.
    pub(crate) fn new(bytes: u64) -> Self {
        let (domains, part) = (EXPECTED_DOMAINS, bytes / PARTS);
        Self {
            schemas: Cache::with_weighter(domains, part, SchemaBytes),
            places: Cache::with_weighter(domains, part, PlacesBytes),
            totals: Cache::with_weighter(EXPECTED_TOTALS, part, TotalBytes),
            scim_totals: Cache::with_weighter(domains, part, TotalBytes),
            positions: Cache::with_weighter(domains, part, PositionsBytes),
        }
    }

    /// Limits the size to about this number of bytes.
    pub(crate) fn set_capacity(&self, bytes: u64) {
        let part = bytes / PARTS;
        self.schemas.set_capacity(part);
        self.places.set_capacity(part);
        self.totals.set_capacity(part);
        self.scim_totals.set_capacity(part);
        self.positions.set_capacity(part);
    }

    /// The current size in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        let totals = self.totals.weight() + self.scim_totals.weight();
        let places = self.places.weight() + self.positions.weight();
        self.schemas.weight() + places + totals
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

/// Known positions in a list by number, in order.
type Positions = Vec<KnownPosition>;

/// The smallest distance of two known positions.
const SPACING: u64 = 1_000;

impl DomainCache {
    /// The known position nearest to `offset`, at or before it. `seq` is the domain's `positions_seq`.
    pub(crate) fn position(&self, list: (i64, bool), seq: i64, offset: u64) -> KnownPosition {
        let known = self.positions.get(&list).filter(|(known_seq, _)| *known_seq == seq);
        known.map_or_else(KnownPosition::default, |(_, known)| nearest(&known, offset))
    }

    /// Caches a position, unless one that is near is known.
    pub(crate) fn insert_position(&self, list: (i64, bool), seq: i64, position: KnownPosition) {
        let known = self.positions.get(&list).filter(|(known_seq, _)| *known_seq == seq);
        let mut known = known.map(|(_, known)| known).unwrap_or_default();
        let place = known.partition_point(|other| other.count <= position.count);
        let is_near = |other: &KnownPosition| other.count.abs_diff(position.count) < SPACING;
        let before = place.checked_sub(1).map_or_else(KnownPosition::default, |it| known[it]);
        if is_near(&before) || known.get(place).is_some_and(is_near) {
            return;
        }
        Arc::make_mut(&mut known).insert(place, position);
        self.positions.insert(list, (seq, known));
    }
}

fn nearest(known: &[KnownPosition], offset: u64) -> KnownPosition {
    let behind = known.partition_point(|position| position.count <= offset);
    behind.checked_sub(1).map_or_else(KnownPosition::default, |index| known[index])
}

/// Weighs known positions.
#[derive(Clone)]
struct PositionsBytes;

impl Weighter<(i64, bool), (i64, Arc<Positions>)> for PositionsBytes {
    fn weight(&self, _: &(i64, bool), (_, known): &(i64, Arc<Positions>)) -> u64 {
        (ENTRY + known.len() * size_of::<KnownPosition>()) as u64
    }
}

/// The expected size of a field, a profile, a filter, or an entry besides its content.
const ENTRY: usize = 256;

/// Estimates the size of schemas.
#[derive(Clone)]
struct SchemaBytes;

impl Weighter<i64, (i64, Arc<Schema>)> for SchemaBytes {
    fn weight(&self, _: &i64, (_, schema): &(i64, Arc<Schema>)) -> u64 {
        let fields = schema.fields.iter().map(|field| {
            ENTRY + field.label.len() + field.choices.iter().map(|it| it.len() + 24).sum::<usize>()
        });
        let profiles = schema.profiles.iter().map(|profile| ENTRY + profile.values.len() * ENTRY);
        (ENTRY + fields.chain(profiles).sum::<usize>()) as u64
    }
}

/// Weighs the blocks of lists.
#[derive(Clone)]
struct PlacesBytes;

impl Weighter<(i64, bool), (i64, Arc<people::Places>)> for PlacesBytes {
    fn weight(&self, _: &(i64, bool), (_, places): &(i64, Arc<people::Places>)) -> u64 {
        (ENTRY + places.bytes()) as u64
    }
}

/// Estimates the size of totals with their filters.
#[derive(Clone)]
struct TotalBytes;

impl Weighter<(i64, WorkerFilter), (i64, u64)> for TotalBytes {
    fn weight(&self, _: &(i64, WorkerFilter), _: &(i64, u64)) -> u64 {
        2 * ENTRY as u64
    }
}

impl Weighter<(i64, String), (i64, u64)> for TotalBytes {
    fn weight(&self, (_, filter): &(i64, String), _: &(i64, u64)) -> u64 {
        (ENTRY + filter.len()) as u64
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use roster_store::KnownPosition;

    use super::{DomainCache, PARTS};
    use crate::CacheMemory;

    #[test]
    fn one_value_can_have_most_of_the_memory_of_its_cache() {
        let bytes = CacheMemory::default().derived();
        let cache = DomainCache::new(bytes);
        let count = usize::try_from(bytes / PARTS).unwrap() * 3 / 4 / size_of::<KnownPosition>();
        let positions = Arc::new(vec![KnownPosition::default(); count]);
        cache.positions.insert((1, false), (7, positions));
        assert!(cache.positions.get(&(1, false)).is_some());
        for domain in 2..100 {
            cache.insert_position((domain, false), 7, KnownPosition { count: 5_000, number: 9 });
        }
        assert_eq!(cache.position((50, false), 7, 6_000).number, 9, "more values than expected");
        assert!(cache.bytes() <= bytes);
    }
}
