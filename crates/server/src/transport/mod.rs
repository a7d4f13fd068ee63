//! The accept loop: connections in, requests to the router, and graceful shutdown.
//!
//! `axum::serve` has no timeouts: a client that sends half a request head would hold its connection
//! for ever.

mod connection;
mod connection_limit;
mod connection_state;
mod drain_body;
mod forwarded;
mod listener;
mod min_throughput;
mod smuggling;
mod startup;
mod timeout_io;
mod tls;

use std::{io, iter, sync::Arc, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub(crate) use self::min_throughput::MinThroughput;
use self::startup::Front;
use self::{
    connection::Service, connection_limit::ConnectionLimit, connection_state::ConnectionState,
};
pub use self::{
    forwarded::Proxies,
    listener::Listener,
    tls::{Tls, TlsError},
};
use crate::{App, Limits, ops::metrics, router};

/// Limit for the connections that are accepted at shutdown: the backlog of the system.
const LAST: usize = 1024;
/// Timeout for the first request of these connections.
const LAST_WORD: Duration = Duration::from_secs(1);

/// Serves the requests of a listener until `shutdown` is cancelled. Then it serves for
/// [`Limits::drain_delay`] while not ready, stops accepting, waits for running requests for at most
/// [`Limits::drain_time`], and returns.
///
/// # Errors
///
/// None at present: a failure of one connection ends only this connection.
pub async fn serve(
    door: impl Into<Listener>,
    app: App,
    limits: Limits,
    shutdown: CancellationToken,
) -> io::Result<()> {
    serve_once_open(door, async { Ok(app) }, limits, shutdown).await
}

/// Serves before the app exists: until `opening` is done, `/livez` is 200, and `/readyz` and
/// everything else are 503.
///
/// # Errors
///
/// The error of `opening`, which ends the server.
pub async fn serve_once_open<E>(
    door: impl Into<Listener>,
    opening: impl Future<Output = Result<App, E>>,
    limits: Limits,
    shutdown: CancellationToken,
) -> Result<(), E> {
    let Listener { listener, manner } = door.into();
    let front = Front::new(limits);
    let connections = TaskTracker::new();
    let closing = CancellationToken::new();
    let open = async {
        let app = opening.await?;
        front.open(router(app.clone(), limits, shutdown.clone()));
        metrics::upkeep(&app.metrics).await;
        Ok(())
    };
    let service = Service { manner, front: front.clone(), limits, shutdown: closing.clone() };
    tokio::select! {
        // Accept first, so that a shutdown rejects no waiting connection.
        biased;
        failed = open => failed?,
        () = async {
            shutdown.cancelled().await;
            sleep(limits.drain_delay).await;
        } => {}
        () = accept(&listener, &service, &connections) => {}
    }
    for stream in waiting(listener) {
        let state = Arc::new(ConnectionState::new(limits));
        connections.spawn(connection::serve(stream, state, service.clone()));
    }
    connections.close();
    // The first request of a connection that was just accepted is on its way.
    let _ = timeout(LAST_WORD, connections.wait()).await;
    closing.cancel();
    if timeout(limits.drain_time, connections.wait()).await.is_err() {
        tracing::warn!(connections = connections.len(), "cut off requests that did not finish");
    }
    Ok(())
}

async fn accept(listener: &TcpListener, service: &Service, connections: &TaskTracker) {
    let places = ConnectionLimit::new(service.limits.connections);
    loop {
        let stream = next_stream(listener).await;
        // From here on the client must send a head, with or without a handshake before it.
        let state = Arc::new(ConnectionState::new(service.limits));
        let place = places.take(&state).await;
        let serving = connection::serve(stream, Arc::clone(&state), service.clone());
        connections.spawn(async move {
            tokio::select! {
                () = serving => {}
                () = state.left() => tracing::debug!("gave a connection up for another"),
            }
            drop(place);
        });
    }
}

/// Closes `listener` and returns the connections in its backlog, which the system would reset.
fn waiting(listener: TcpListener) -> Vec<TcpStream> {
    let Ok(listener) = listener.into_std() else { return Vec::new() };
    let next = || {
        let (stream, _) = listener.accept().ok()?;
        stream.set_nonblocking(true).ok()?;
        TcpStream::from_std(stream).ok()
    };
    iter::from_fn(next).take(LAST).collect()
}

/// The next connection. A failure to accept affects one client or is temporary (no file
/// descriptors), and must not end the server.
async fn next_stream(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) if concerns_one_peer(&error) => {}
            Err(error) => {
                tracing::error!(%error, "cannot accept connections");
                sleep(Duration::from_millis(500)).await;
            }
        }
    }
}

fn concerns_one_peer(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}
