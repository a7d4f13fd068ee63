//! Hashes of rows. Their sum does not depend on the order of the rows.

use std::hash::{BuildHasher as _, Hash, RandomState};

/// Hashes rows with a random key. Different rows have the same sum once in 2^64 times, whatever their
/// values are.
#[derive(Default)]
pub(super) struct RowHasher(RandomState);

/// The hash of a row, or the sum of those of a person.
#[derive(Clone, Copy, Default)]
pub(super) struct HashedRow {
    /// The hash of the person. Rows of the same person have the same one.
    pub(super) person: u64,
    /// The hash of the person and all other columns.
    pub(super) hash: u64,
}

impl RowHasher {
    /// The hash of the value in rows that refers to a person.
    pub(super) fn person(&self, reference: impl Hash) -> u64 {
        self.0.hash_one(reference)
    }

    /// The hash of a row: the hash of its person, its key, the name bits of a word, and the copied state
    /// and username. What a table does not have is 0 or empty.
    pub(super) fn row(
        &self,
        person: u64,
        key: &str,
        names: i64,
        state: i64,
        username: &str,
    ) -> u64 {
        self.0.hash_one((person, key, names, state, username))
    }
}
