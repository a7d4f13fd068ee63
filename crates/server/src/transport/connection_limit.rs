//! Limits concurrent connections.
//!
//! Without a limit, a client that opens many connections and sends nothing would exclude all others.
//! At the limit, the oldest connection that has sent no request is closed; if there is none, the
//! oldest one that waits for its client. Connections with a response in progress are never closed.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::Notify, time::timeout};

use super::connection_state::ConnectionState;

/// How often to look for a connection to close while all have a response in progress.
const RETRY_INTERVAL: Duration = Duration::from_millis(50);

/// The limit of a server.
pub(super) struct ConnectionLimit {
    max: usize,
    connections: Mutex<Connections>,
    released: Notify,
}

#[derive(Default)]
struct Connections {
    last_number: u64,
    /// Connections that had sent no request when last looked at, oldest first.
    silent: BTreeMap<u64, Arc<ConnectionState>>,
    /// The others, oldest first.
    active: BTreeMap<u64, Arc<ConnectionState>>,
}

/// The permit of one connection. Dropping it releases it.
pub(super) struct ConnectionPermit {
    number: u64,
    limit: Arc<ConnectionLimit>,
}

impl ConnectionLimit {
    pub(super) fn new(max: usize) -> Arc<Self> {
        Arc::new(Self { max: max.max(1), connections: Mutex::default(), released: Notify::new() })
    }

    /// Waits for a permit for the connection with this state.
    pub(super) async fn acquire(
        self: &Arc<Self>,
        state: &Arc<ConnectionState>,
    ) -> ConnectionPermit {
        loop {
            if let Some(number) = self.try_acquire(state) {
                return ConnectionPermit { number, limit: Arc::clone(self) };
            }
            let _ = timeout(RETRY_INTERVAL, self.released.notified()).await;
        }
    }

    fn try_acquire(&self, state: &Arc<ConnectionState>) -> Option<u64> {
        let mut connections = self.connections();
        if connections.count() >= self.max && !connections.close_one() {
            return None;
        }
        connections.last_number += 1;
        let number = connections.last_number;
        connections.silent.insert(number, Arc::clone(state));
        Some(number)
    }

    fn connections(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connections {
    fn count(&self) -> usize {
        self.silent.len() + self.active.len()
    }

    /// Closes one connection. Returns false if all have a response in progress.
    fn close_one(&mut self) -> bool {
        while let Some((number, state)) = self.silent.pop_first() {
            if !state.has_sent_request() {
                state.close();
                return true;
            }
            self.active.insert(number, state);
        }
        let mut active = self.active.iter();
        let waiting = active.find(|(_, state)| state.awaits_client()).map(|(number, _)| *number);
        let closing = waiting.and_then(|number| self.active.remove(&number));
        if let Some(state) = &closing {
            state.close();
        }
        closing.is_some()
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        let mut connections = self.limit.connections();
        let removed = connections.silent.remove(&self.number);
        if removed.or(connections.active.remove(&self.number)).is_some() {
            self.limit.released.notify_one();
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
    async fn silent_connection_is_closed_before_idle_one() {
        let limit = ConnectionLimit::new(3);
        let (working, idle, silent) = (state(), state(), state());
        let mut permits = Vec::new();
        for state in [&working, &idle, &silent] {
            permits.push(limit.acquire(state).await);
        }
        working.begin_response(&HeaderMap::new());
        idle.begin_response(&HeaderMap::new());
        idle.end_response();
        let next = state();
        permits.push(limit.acquire(&next).await);
        assert_eq!([&working, &idle, &silent].map(|it| it.is_closed()), [false, false, true]);
        next.begin_response(&HeaderMap::new());
        permits.push(limit.acquire(&state()).await);
        assert_eq!([&working, &idle, &next].map(|it| it.is_closed()), [false, true, false]);
    }

    #[tokio::test]
    async fn connection_with_response_in_progress_is_not_closed() {
        let limit = ConnectionLimit::new(1);
        let working = state();
        let permit = limit.acquire(&working).await;
        working.begin_response(&HeaderMap::new());
        assert!(limit.try_acquire(&state()).is_none());
        working.set_awaits_body(true);
        assert!(limit.try_acquire(&state()).is_some());
        assert!(working.is_closed());
        drop(permit);
        assert_eq!(limit.connections().count(), 1, "a closed connection is not released twice");
    }
}
