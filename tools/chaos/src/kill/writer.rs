//! One who writes, and remembers what must be there.

use std::collections::BTreeMap;

use fastrand::Rng;

use super::operation::{Effect, Expected, Operation};
use crate::{
    http::{Answer, Client, Lost},
    tenant::Keys,
};

/// What is shown of a thing, but for its identity.
pub(super) type Shown = String;

/// A thing that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Thing {
    /// As the change log names it: the identity, or `#` and the number where that is all one is told.
    pub(super) id: String,
    pub(super) shown: Shown,
}

/// A writer. Its things are its own, so what must be there follows from its own doings.
pub(super) struct Writer {
    pub(super) number: usize,
    pub(super) keys: Keys,
    pub(super) random: Rng,
    /// How many names and marks it has given.
    pub(super) given: u64,
    /// What must be there, by names such as `worker w3-17`.
    pub(super) things: BTreeMap<String, Thing>,
    /// How many changes of which kind the log must hold, by kind and the identity of the thing.
    pub(super) changes: BTreeMap<(&'static str, String), u64>,
    /// What nobody knows the outcome of.
    pub(super) pending: Option<Operation>,
    /// The last that was done under a key, and its answer.
    pub(super) last: Option<(Operation, Answer)>,
    pub(super) counts: Counts,
    /// Answers that should not have been given.
    pub(super) odd: Vec<String>,
}

/// How often what came about.
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
            things: BTreeMap::new(),
            changes: BTreeMap::new(),
            pending: None,
            last: None,
            counts: Counts::default(),
            odd: Vec::new(),
        }
    }

    /// Writes until there is no answer.
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

    /// Takes note of an answer.
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
        match operation.identities(answer) {
            Ok(ids) => self.apply(&operation.effects, &ids),
            Err(error) => self.odd.push(format!("{error:#}")),
        }
        if operation.request.key.is_some() {
            self.last = Some((operation, answer.clone()));
        }
    }

    /// What an operation does is done: `ids` are those of the things that it makes.
    pub(super) fn apply(&mut self, effects: &[Effect], ids: &BTreeMap<String, String>) {
        for Effect { name, kind, after } in effects {
            let id = match self.things.get(name) {
                Some(thing) => thing.id.clone(),
                None => ids.get(name).cloned().unwrap_or_default(),
            };
            *self.changes.entry((*kind, id.clone())).or_default() += 1;
            match after {
                Some(shown) => {
                    self.things.insert(name.clone(), Thing { id, shown: shown.clone() });
                }
                None => drop(self.things.remove(name)),
            }
        }
    }

    fn leave(&mut self, operation: Operation) {
        self.counts.unknown += 1;
        self.pending = Some(operation);
    }
}
