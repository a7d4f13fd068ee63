//! A writer that records the expected state.

use std::collections::BTreeMap;

use fastrand::Rng;

use super::operation::{Effect, Expected, Operation};
use crate::{
    http::{Answer, Client, Lost},
    tenant::Keys,
};

/// What is shown of a record, without its id.
pub(super) type Shown = String;

/// An existing record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// Its name in the change log: the id, or `#` and the number if the response has only that.
    pub(super) id: String,
    pub(super) shown: Shown,
}

/// A writer. Its records are its own, so the expected state follows from its own operations.
pub(super) struct Writer {
    pub(super) number: usize,
    pub(super) keys: Keys,
    pub(super) random: Rng,
    /// Number of names and marks that were used.
    pub(super) given: u64,
    /// The expected records, by names such as `worker w3-17`.
    pub(super) records: BTreeMap<String, Record>,
    /// The expected number of changes in the log, by kind and id.
    pub(super) changes: BTreeMap<(&'static str, String), u64>,
    /// The operation with an unknown outcome.
    pub(super) pending: Option<Operation>,
    /// The last operation with a key, and its response.
    pub(super) last: Option<(Operation, Answer)>,
    pub(super) counts: Counts,
    /// Unexpected responses.
    pub(super) odd: Vec<String>,
}

/// Number of results by kind.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) acknowledged: u64,
    pub(super) refused: u64,
    pub(super) unknown: u64,
}

impl Writer {
    pub(super) fn new(number: usize, keys: Keys, random: Rng) -> Self {
        Self {
            number,
            keys,
            random,
            given: 0,
            records: BTreeMap::new(),
            changes: BTreeMap::new(),
            pending: None,
            last: None,
            counts: Counts::default(),
            odd: Vec::new(),
        }
    }

    /// Writes until a request gets no response.
    pub(super) async fn write(&mut self, address: &str) {
        let mut client = Client::new(address);
        while self.odd.is_empty() {
            let operation = self.choose();
            match client.send(&operation.request).await {
                Ok(answer) if answer.status < 500 => self.note(operation, &answer),
                Ok(answer) if answer.status == 503 => return self.leave(operation),
                Ok(answer) => {
                    self.odd.push(format!("{} to {:?}", answer.status, operation.request));
                }
                Err(Lost::Unsent(_)) => return,
                Err(Lost::Unknown(_)) => return self.leave(operation),
            }
        }
    }

    /// Records a response.
    pub(super) fn note(&mut self, operation: Operation, answer: &Answer) {
        if answer.is_success() != (operation.expected == Expected::Done) {
            let Answer { status, body, .. } = answer;
            self.odd.push(format!("{status} {body} to {:?}", operation.request));
            return;
        }
        if operation.expected == Expected::Refused {
            self.counts.refused += 1;
            return;
        }
        self.counts.acknowledged += 1;
        match operation.ids_by_name(answer) {
            Ok(ids) => self.apply(&operation.effects, &ids),
            Err(error) => self.odd.push(format!("{error:#}")),
        }
        if operation.request.key.is_some() {
            self.last = Some((operation, answer.clone()));
        }
    }

    /// Records the effects of an executed operation; `ids` are the ids of the created records.
    pub(super) fn apply(&mut self, effects: &[Effect], ids: &BTreeMap<String, String>) {
        for Effect { name, kind, after } in effects {
            let id = match self.records.get(name) {
                Some(record) => record.id.clone(),
                None => ids.get(name).cloned().unwrap_or_default(),
            };
            *self.changes.entry((*kind, id.clone())).or_default() += 1;
            match after {
                Some(shown) => {
                    self.records.insert(name.clone(), Record { id, shown: shown.clone() });
                }
                None => drop(self.records.remove(name)),
            }
        }
    }

    fn leave(&mut self, operation: Operation) {
        self.counts.unknown += 1;
        self.pending = Some(operation);
    }
}
