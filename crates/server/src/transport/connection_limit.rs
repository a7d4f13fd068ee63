//! Limits concurrent connections.
//!
//! Without a limit, a client that opens many connections and sends nothing would exclude all others.
//! At the limit, a connection of the address that has the most is closed: the oldest that has sent no
//! request; if there is none, the oldest that waits for its client. Connections with a response in
//! progress are never closed.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
    net::IpAddr,
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
    /// By number, oldest first.
    open: BTreeMap<u64, Connection>,
}

struct Connection {
    address: IpAddr,
    state: Arc<ConnectionState>,
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

    /// Waits for a permit for the connection with this state, from this address.
    pub(super) async fn acquire(
        self: &Arc<Self>,
        address: IpAddr,
        state: &Arc<ConnectionState>,
    ) -> ConnectionPermit {
        loop {
            if let Some(number) = self.try_acquire(address, state) {
                return ConnectionPermit { number, limit: Arc::clone(self) };
            }
            let _ = timeout(RETRY_INTERVAL, self.released.notified()).await;
        }
    }

    fn try_acquire(&self, address: IpAddr, state: &Arc<ConnectionState>) -> Option<u64> {
        let mut connections = self.connections();
        if connections.open.len() >= self.max && !connections.close_one() {
            return None;
        }
        connections.last_number += 1;
        let number = connections.last_number;
        connections.open.insert(number, Connection { address, state: Arc::clone(state) });
        Some(number)
    }

    fn connections(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connections {
    /// Closes one connection. Returns false if all have a response in progress.
    fn close_one(&mut self) -> bool {
        let mut counts: HashMap<IpAddr, usize> = HashMap::new();
        for connection in self.open.values() {
            *counts.entry(connection.address).or_default() += 1;
        }
        let idle = self.open.iter().filter(|(_, it)| it.state.awaits_client());
        let first = idle.max_by_key(|(number, it)| {
            (counts.get(&it.address), !it.state.has_sent_request(), Reverse(**number))
        });
        let first = first.map(|(number, _)| *number);
        let closing = first.and_then(|number| self.open.remove(&number));
        if let Some(connection) = &closing {
            connection.state.close();
        }
        closing.is_some()
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        let mut connections = self.limit.connections();
        if connections.open.remove(&self.number).is_some() {
            self.limit.released.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        net::{IpAddr, Ipv4Addr},
        sync::Arc,
    };

    use http::HeaderMap;

    use super::{ConnectionLimit, ConnectionState};
    use crate::Limits;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7));
    const THERE: IpAddr = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 4));

    fn state() -> Arc<ConnectionState> {
        Arc::new(ConnectionState::new(Limits::default()))
    }

    #[tokio::test]
    async fn silent_connection_is_closed_before_idle_one() {
        let limit = ConnectionLimit::new(3);
        let (working, idle, silent) = (state(), state(), state());
        let mut permits = Vec::new();
        for state in [&working, &idle, &silent] {
            permits.push(limit.acquire(HERE, state).await);
        }
        working.begin_response(&HeaderMap::new());
        idle.begin_response(&HeaderMap::new());
        idle.end_response();
        let next = state();
        permits.push(limit.acquire(HERE, &next).await);
        assert_eq!([&working, &idle, &silent].map(|it| it.is_closed()), [false, false, true]);
        next.begin_response(&HeaderMap::new());
        permits.push(limit.acquire(HERE, &state()).await);
        assert_eq!([&working, &idle, &next].map(|it| it.is_closed()), [false, true, false]);
    }

    #[tokio::test]
    async fn connection_with_response_in_progress_is_not_closed() {
        let limit = ConnectionLimit::new(1);
        let working = state();
        let permit = limit.acquire(HERE, &working).await;
        working.begin_response(&HeaderMap::new());
        assert!(limit.try_acquire(HERE, &state()).is_none());
        working.set_awaits_body(true);
        assert!(limit.try_acquire(HERE, &state()).is_some());
        assert!(working.is_closed());
        drop(permit);
        assert_eq!(limit.connections().open.len(), 1, "a closed connection is not released twice");
    }

    #[tokio::test]
    async fn address_with_the_most_connections_loses_one() {
        let limit = ConnectionLimit::new(3);
        let (idle, other_idle, silent) = (state(), state(), state());
        let mut permits = Vec::new();
        for (address, state) in [(HERE, &idle), (HERE, &other_idle), (THERE, &silent)] {
            permits.push(limit.acquire(address, state).await);
        }
        for state in [&idle, &other_idle] {
            state.begin_response(&HeaderMap::new());
            state.end_response();
        }
        permits.push(limit.acquire(THERE, &state()).await);
        assert_eq!([&idle, &other_idle, &silent].map(|it| it.is_closed()), [true, false, false]);
    }
}
