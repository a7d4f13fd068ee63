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
    slots: Mutex<Slots>,
    left: Notify,
}

#[derive(Default)]
struct Slots {
    last: u64,
    /// The connections that had sent no request when last checked, oldest first.
    silent: BTreeMap<u64, Arc<ConnectionState>>,
    /// The connections that had.
    known: BTreeMap<u64, Arc<ConnectionState>>,
}

/// The permit of one connection. Dropping it frees the slot.
pub(super) struct ConnectionPermit {
    number: u64,
    limit: Arc<ConnectionLimit>,
}

impl ConnectionLimit {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most: most.max(1), slots: Mutex::default(), left: Notify::new() })
    }

    /// Waits for a permit for the connection with this state.
    pub(super) async fn take(self: &Arc<Self>, state: &Arc<ConnectionState>) -> ConnectionPermit {
        loop {
            if let Some(number) = self.try_take(state) {
                return ConnectionPermit { number, limit: Arc::clone(self) };
            }
            // Checks again after the timeout or when a permit was freed.
            let _ = timeout(LOOK_AGAIN, self.left.notified()).await;
        }
    }

    fn try_take(&self, state: &Arc<ConnectionState>) -> Option<u64> {
        let mut slots = self.slots();
        if slots.count() >= self.most && !slots.ask_one_to_leave() {
            return None;
        }
        slots.last += 1;
        let number = slots.last;
        slots.silent.insert(number, Arc::clone(state));
        Some(number)
    }

    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slots {
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
        let mut slots = self.limit.slots();
        if slots.silent.remove(&self.number).or(slots.known.remove(&self.number)).is_some() {
            self.limit.left.notify_one();
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
        let limit = ConnectionLimit::new(3);
        let (working, idle, silent) = (state(), state(), state());
        let mut held = Vec::new();
        for state in [&working, &idle, &silent] {
            held.push(limit.take(state).await);
        }
        working.begin_answer(&HeaderMap::new());
        idle.begin_answer(&HeaderMap::new());
        idle.end_answer();
        let next = state();
        held.push(limit.take(&next).await);
        assert_eq!(
            [&working, &idle, &silent].map(|state| state.is_leaving()),
            [false, false, true]
        );
        next.begin_answer(&HeaderMap::new());
        held.push(limit.take(&state()).await);
        assert_eq!([&working, &idle, &next].map(|state| state.is_leaving()), [false, true, false]);
    }

    #[tokio::test]
    async fn busy_connections_are_not_closed() {
        let limit = ConnectionLimit::new(1);
        let working = state();
        let place = limit.take(&working).await;
        working.begin_answer(&HeaderMap::new());
        assert!(limit.try_take(&state()).is_none());
        working.awaits_body(true);
        assert!(limit.try_take(&state()).is_some());
        assert!(working.is_leaving());
        drop(place);
        assert_eq!(limit.slots().count(), 1, "it had been given up already");
    }
}
