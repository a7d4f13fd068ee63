//! How many connections there are at once, and who has to leave when there is no place for another.
//!
//! A client that opens connections and says nothing on them could otherwise keep everybody out. So
//! when all places are taken, the one goes to whom we owe nothing and who has been waited for
//! longest: first among those who never asked anything, then among those whom we wait for again.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Notify, time::timeout};

use super::turn::Turn;

/// How long it takes at most to notice that somebody may be asked to leave who could not before.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// The places of a server.
pub(super) struct Places {
    most: usize,
    taken: Mutex<HqItem>,
    left: Notify,
}

#[derive(Default)]
struct HqItem {
    last: u64,
    /// Those who have asked nothing when last looked at, in the order in which they came.
    silent: BTreeMap<u64, Arc<Turn>>,
    /// Those who have.
    known: BTreeMap<u64, Arc<Turn>>,
}

/// The place of one connection, free again when this is dropped.
pub(super) struct Place {
    number: u64,
    places: Arc<Places>,
}

impl Places {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most: most.max(1), taken: Mutex::default(), left: Notify::new() })
    }

    /// A place for the connection with this turn, as soon as there is one.
    pub(super) async fn take(self: &Arc<Self>, turn: &Arc<Turn>) -> Place {
        loop {
            if let Some(number) = self.try_take(turn) {
                return Place { number, places: Arc::clone(self) };
            }
            // Whether time or a place ran out, it is looked at again.
            let _ = timeout(LOOK_AGAIN, self.left.notified()).await;
        }
    }

    fn try_take(&self, turn: &Arc<Turn>) -> Option<u64> {
        let mut taken = self.taken();
        if taken.count() >= self.most && !taken.ask_one_to_leave() {
            return None;
        }
        taken.last += 1;
        let number = taken.last;
        taken.silent.insert(number, Arc::clone(turn));
        Some(number)
    }

    fn taken(&self) -> MutexGuard<'_, HqItem> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HqItem {
    fn count(&self) -> usize {
        self.silent.len() + self.known.len()
    }

    fn ask_one_to_leave(&mut self) -> bool {
        while let Some((number, turn)) = self.silent.pop_first() {
            if !turn.has_asked() {
                turn.leave();
                return true;
            }
            self.known.insert(number, turn);
        }
        let waited_for =
            self.known.iter().find(|(_, turn)| turn.waits()).map(|(number, _)| *number);
        let leaving = waited_for.and_then(|number| self.known.remove(&number));
        if let Some(turn) = &leaving {
            turn.leave();
        }
        leaving.is_some()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        if taken.silent.remove(&self.number).or(taken.known.remove(&self.number)).is_some() {
            self.places.left.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use http::HeaderMap;

    use super::{Places, Turn};
    use crate::Limits;

    fn turn() -> Arc<Turn> {
        Arc::new(Turn::new(Limits::default()))
    }

    #[tokio::test]
    async fn whoever_never_asked_leaves_first_then_whoever_is_waited_for() {
        let places = Places::new(3);
        let (working, idle, silent) = (turn(), turn(), turn());
        let mut held = Vec::new();
        for turn in [&working, &idle, &silent] {
            held.push(places.take(turn).await);
        }
        working.begin_answer(&HeaderMap::new());
        idle.begin_answer(&HeaderMap::new());
        idle.end_answer();
        let next = turn();
        held.push(places.take(&next).await);
        assert_eq!([&working, &idle, &silent].map(|turn| turn.is_leaving()), [false, false, true]);
        next.begin_answer(&HeaderMap::new());
        held.push(places.take(&turn()).await);
        assert_eq!([&working, &idle, &next].map(|turn| turn.is_leaving()), [false, true, false]);
    }

    #[tokio::test]
    async fn whoever_is_being_answered_stays() {
        let places = Places::new(1);
        let working = turn();
        let place = places.take(&working).await;
        working.begin_answer(&HeaderMap::new());
        assert!(places.try_take(&turn()).is_none());
        working.awaits_body(true);
        assert!(places.try_take(&turn()).is_some());
        assert!(working.is_leaving());
        drop(place);
        assert_eq!(places.taken().count(), 1, "it had been given up already");
    }
}
