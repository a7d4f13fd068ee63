//! The memory for caches: one setting, divided among all of them.

/// The memory for caches, in bytes. Every cache has a fixed part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CacheMemory(u64);

impl CacheMemory {
    /// The default in MiB. With it, a process of 100,000 workers stays below 200 MiB.
    pub const DEFAULT_MIB: u32 = 128;
    /// The smallest size in MiB.
    pub const MIN_MIB: u32 = 16;

    /// This number of MiB, or [`CacheMemory::MIN_MIB`] if that is more.
    pub fn from_mib(mib: u32) -> Self {
        Self(u64::from(mib.max(Self::MIN_MIB)) << 20)
    }

    /// The size in bytes.
    pub fn bytes(self) -> u64 {
        self.0
    }

    /// For rendered workers.
    pub fn rendered(self) -> u64 {
        self.0 / 2
    }

    /// For responses.
    pub fn responses(self) -> u64 {
        self.0 / 4
    }

    /// For pages of an embedded store.
    pub fn pages(self) -> u64 {
        self.0 / 16 * 3
    }

    /// For schemas, totals and positions of lists.
    pub(crate) fn derived(self) -> u64 {
        self.0 / 16
    }
}

impl Default for CacheMemory {
    fn default() -> Self {
        Self::from_mib(Self::DEFAULT_MIB)
    }
}

#[cfg(test)]
mod tests {
    use roster_store::Options;

    use super::CacheMemory;

    #[test]
    fn parts_are_the_whole() {
        for mib in [16, 100, 128, 4_096] {
            let memory = CacheMemory::from_mib(mib);
            let parts = [memory.rendered(), memory.responses(), memory.pages(), memory.derived()];
            assert_eq!(parts.iter().sum::<u64>(), memory.bytes());
        }
        assert_eq!(CacheMemory::default().pages(), Options::PAGE_CACHE);
        assert_eq!(CacheMemory::from_mib(1), CacheMemory::from_mib(CacheMemory::MIN_MIB));
    }
}
