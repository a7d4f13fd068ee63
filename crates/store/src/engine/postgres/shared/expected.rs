//! The keys that waiting writes are going to search: a running write searches them with its own.

use std::sync::{Mutex, PoisonError};

use crate::key_table::{Expected, KeyTable};

/// Number of keys of one write that are searched by others.
const FEW: usize = 4;
/// Number of keys that are searched together.
const MANY: usize = 128;

/// The keys of the waiting writes of a domain.
#[derive(Default)]
pub(super) struct ExpectedKeys(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    last: u64,
    keys: Vec<(u64, &'static KeyTable, String)>,
}

impl ExpectedKeys {
    /// Adds the keys of a write, unless they are many. Returns their number for
    /// [`ExpectedKeys::remove`].
    pub(super) fn add(&self, Expected(expected): Expected) -> u64 {
        let mut waiting = self.lock();
        waiting.last += 1;
        let number = waiting.last;
        let few = expected.filter(|(_, keys)| keys.len() <= FEW);
        let keys =
            few.into_iter().flat_map(|(table, keys)| keys.into_iter().map(move |it| (table, it)));
        waiting.keys.extend(keys.map(|(table, key)| (number, table, key)));
        number
    }

    pub(super) fn remove(&self, number: u64) {
        self.lock().keys.retain(|(of, _, _)| *of != number);
    }

    /// The keys of a table, of the writes that have waited longest.
    pub(super) fn of(&self, table: &KeyTable) -> Vec<String> {
        let waiting = self.lock();
        let of_table = waiting.keys.iter().filter(|(_, of, _)| of.find == table.find);
        of_table.take(MANY).map(|(_, _, key)| key.clone()).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
