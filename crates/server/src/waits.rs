//! Limits the requests that wait for a change.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use roster_model::Actor;
use tokio_util::sync::CancellationToken;

/// The most waiting requests of a credential in a domain.
const MAX_PER_CREDENTIAL: usize = 8;

/// The most waiting requests of a domain.
const MAX_PER_DOMAIN: usize = 64;

/// The waiting requests of this process, by the number of their domain. At a limit, the oldest request
/// of the credential with the most of them stops waiting, and gets the response that it would get at
/// its end. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Waits(Arc<Mutex<Open>>);

#[derive(Default)]
struct Open {
    last_number: u64,
    by_domain: HashMap<i64, Vec<Entry>>,
}

struct Entry {
    number: u64,
    credential: String,
    ended: CancellationToken,
}

/// A waiting request. Dropping it ends the wait.
pub(crate) struct Wait {
    domain: i64,
    number: u64,
    ended: CancellationToken,
    waits: Waits,
}

impl Waits {
    /// Begins a wait of this caller.
    pub(crate) fn begin(&self, actor: &Actor) -> Wait {
        self.begin_as(actor.domain.number, &actor.credential)
    }

    fn begin_as(&self, domain: i64, credential: &str) -> Wait {
        let mut open = self.lock();
        open.last_number += 1;
        let number = open.last_number;
        let entries = open.by_domain.entry(domain).or_default();
        let ended = CancellationToken::new();
        let credential = credential.to_owned();
        entries.push(Entry { number, credential: credential.clone(), ended: ended.clone() });
        let of_credential = entries.iter().filter(|entry| entry.credential == credential).count();
        if of_credential > MAX_PER_CREDENTIAL {
            end_oldest(entries, &credential);
        } else if entries.len() > MAX_PER_DOMAIN {
            let greediest = greediest(entries);
            end_oldest(entries, &greediest);
        }
        Wait { domain, number, ended, waits: self.clone() }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wait {
    /// Waits until the wait has to end because of a limit.
    pub(crate) async fn ended(&self) {
        self.ended.cancelled().await;
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let mut open = self.waits.lock();
        if let Some(entries) = open.by_domain.get_mut(&self.domain) {
            entries.retain(|entry| entry.number != self.number);
            if entries.is_empty() {
                open.by_domain.remove(&self.domain);
            }
        }
    }
}

/// Ends the oldest wait of a credential, and frees its place.
fn end_oldest(entries: &mut Vec<Entry>, credential: &str) {
    if let Some(oldest) = entries.iter().position(|entry| entry.credential == credential) {
        entries.remove(oldest).ended.cancel();
    }
}

/// The credential with the most waits.
fn greediest(entries: &[Entry]) -> String {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for entry in entries {
        *counts.entry(&entry.credential).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(credential, _)| credential.to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{MAX_PER_CREDENTIAL, MAX_PER_DOMAIN, Wait, Waits};

    fn ended(waits: &[Wait]) -> Vec<usize> {
        let ended = waits.iter().enumerate().filter(|(_, wait)| wait.ended.is_cancelled());
        ended.map(|(index, _)| index).collect()
    }

    #[test]
    fn oldest_wait_of_a_greedy_credential_ends() {
        let waits = Waits::default();
        let mut of_one: Vec<Wait> =
            (0..=MAX_PER_CREDENTIAL).map(|_| waits.begin_as(1, "one")).collect();
        assert_eq!(ended(&of_one), [0]);
        let other = waits.begin_as(1, "other");
        let elsewhere = waits.begin_as(2, "one");
        assert_eq!(ended(&of_one), [0]);
        of_one.clear();
        let more: Vec<Wait> = (0..MAX_PER_CREDENTIAL).map(|_| waits.begin_as(1, "one")).collect();
        assert_eq!(ended(&more), [0; 0], "ended waits free their places");
        drop((other, elsewhere, more));
        assert!(waits.lock().by_domain.is_empty());
    }

    #[test]
    fn credential_with_the_most_waits_of_a_full_domain_loses_one() {
        let waits = Waits::default();
        let greedy: Vec<Wait> =
            (0..MAX_PER_CREDENTIAL).map(|_| waits.begin_as(1, "greedy")).collect();
        let others: Vec<Wait> = (MAX_PER_CREDENTIAL..=MAX_PER_DOMAIN)
            .map(|number| waits.begin_as(1, &number.to_string()))
            .collect();
        assert_eq!((ended(&greedy), ended(&others)), (vec![0], Vec::new()));
    }
}
