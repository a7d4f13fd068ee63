//! A cache of rendered people.
//!
//! Lists consist of renderings of blocks of workers ([`blocks`]) or of single people ([`people`]). A
//! rendering is stored with the numbers of the state that it shows, and is used only in a snapshot that
//! has the same ones. So a commit of another process counts as soon as a snapshot shows it.

mod blocks;
mod people;

use quick_cache::{Weighter, sync::Cache};

pub use self::{
    blocks::RenderWorkers,
    people::{RenderPeople, RenderedPerson},
};
pub(crate) use self::{
    blocks::{BlockKey, CachedBlock, MAX_BLOCK, RenderedBlock},
    people::{CachedPerson, MAX_PERSON, PersonKey},
};

/// The expected number of renderings. With so few, the cache has at most four shards on any number of
/// cores, and a block of [`MAX_BLOCK`] bytes fits into a shard.
const EXPECTED_RENDERINGS: usize = 128;

/// The cached renderings of all domains.
pub(crate) struct RenderedCache(Cache<Key, Entry, ByteWeighter>);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Block(BlockKey),
    Person(PersonKey),
}

#[derive(Clone)]
enum Entry {
    Block(blocks::Entry),
    Person(people::Entry),
}

impl RenderedCache {
    /// A cache of at most this number of bytes.
    pub(crate) fn new(bytes: u64) -> Self {
        Self(Cache::with_weighter(EXPECTED_RENDERINGS, bytes, ByteWeighter))
    }

    /// Limits the size to this number of bytes.
    pub(crate) fn set_capacity(&self, bytes: u64) {
        self.0.set_capacity(bytes);
    }

    /// The current size in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.0.weight()
    }
}

/// Weighs renderings by their size in memory.
#[derive(Clone)]
struct ByteWeighter;

impl Weighter<Key, Entry> for ByteWeighter {
    fn weight(&self, key: &Key, entry: &Entry) -> u64 {
        let key = match key {
            Key::Block(key) => key.first.len(),
            Key::Person(_) => 0,
        };
        let entry = match entry {
            Entry::Block(entry) => entry.bytes(),
            Entry::Person(entry) => entry.bytes(),
        };
        (key + entry + 256) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::RenderedCache;
    use crate::CacheMemory;

    #[test]
    fn block_can_have_a_quarter_of_the_memory() {
        let bytes = CacheMemory::default().rendered();
        assert!(RenderedCache::new(bytes).0.shard_capacity() >= bytes / 4);
    }
}
