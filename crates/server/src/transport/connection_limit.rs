//! Limits concurrent connections.
//!
//! At the limit, the oldest connection that has sent no request is closed; failing that, the one
//! idle longest. Connections with a response in progress are never closed. So a client that opens
//! connections and sends nothing cannot lock others out.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Notify, time::timeout};

use super::connection_state::ConnectionState;

/// Longest time until a connection that became closable is noticed.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// The connections of a server.
pub(super) struct ConnectionLimit {
    most: usize,
    taken: Mutex<HqItem>,
    left: Notify,
}

#[derive(Default)]
struct HqItem {
    last: u64,
    /// The connections that had sent no request when last checked, oldest first.
    silent: BTreeMap<u64, Arc<ConnectionState>>,
    /// The connections that had.
    known: BTreeMap<u64, Arc<ConnectionState>>,
}

/// The permit of one connection. Dropping it frees the slot.
pub(super) struct ConnectionPermit {
    number: u64,
    places: Arc<ConnectionLimit>,
}

impl ConnectionLimit {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most: most.max(1), taken: Mutex::default(), left: Notify::new() })
    }

    /// Waits for a permit for the connection with this state.
    pub(super) async fn take(self: &Arc<Self>, state: &Arc<ConnectionState>) -> ConnectionPermit {
        loop {
            if let Some(number) = self.try_take(state) {
                return ConnectionPermit { number, places: Arc::clone(self) };
            }
            // Checks again after the timeout or when a permit was freed.
            let _ = timeout(LOOK_AGAIN, self.left.notified()).await;
        }
    }

    fn try_take(&self, state: &Arc<ConnectionState>) -> Option<u64> {
        let mut taken = self.taken();
        if taken.count() >= self.most && !taken.ask_one_to_leave() {
            return None;
        }
        taken.last += 1;
        let number = taken.last;
        taken.silent.insert(number, Arc::clone(state));
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
        while let Some((number, state)) = self.silent.pop_first() {
            if !state.has_asked() {
                state.leave();
                return true;
            }
            self.known.insert(number, state);
        }
        let waited_for =
            self.known.iter().find(|(_, state)| state.waits()).map(|(number, _)| *number);
        let leaving = waited_for.and_then(|number| self.known.remove(&number));
        if let Some(state) = &leaving {
            state.leave();
        }
        leaving.is_some()
    }
}

impl Drop for ConnectionPermit {
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

    use super::{ConnectionLimit, ConnectionState};
    use crate::Limits;

    fn state() -> Arc<ConnectionState> {
        Arc::new(ConnectionState::new(Limits::default()))
    }

    #[tokio::test]
    async fn silent_connections_are_closed_before_idle_ones() {
        let places = ConnectionLimit::new(3);
        let (working, idle, silent) = (state(), state(), state());
        let mut held = Vec::new();
        for state in [&working, &idle, &silent] {
            held.push(places.take(state).await);
        }
        working.begin_answer(&HeaderMap::new());
        idle.begin_answer(&HeaderMap::new());
        idle.end_answer();
        let next = state();
        held.push(places.take(&next).await);
        assert_eq!(
            [&working, &idle, &silent].map(|state| state.is_leaving()),
            [false, false, true]
        );
        next.begin_answer(&HeaderMap::new());
        held.push(places.take(&state()).await);
        assert_eq!([&working, &idle, &next].map(|state| state.is_leaving()), [false, true, false]);
    }

    #[tokio::test]
    async fn busy_connections_are_not_closed() {
        let places = ConnectionLimit::new(1);
        let working = state();
        let place = places.take(&working).await;
        working.begin_answer(&HeaderMap::new());
        assert!(places.try_take(&state()).is_none());
        working.awaits_body(true);
        assert!(places.try_take(&state()).is_some());
        assert!(working.is_leaving());
        drop(place);
        assert_eq!(places.taken().count(), 1, "it had been given up already");
    }
}
