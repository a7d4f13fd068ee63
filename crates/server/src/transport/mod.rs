//! Transport: accepts connections, limits them, passes requests to the middleware, and shuts down.
//!
//! The accept loop is our own because `axum::serve` has no timeouts: a client that sends half a
//! request head would hold its connection without end.

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
use self::{
    connection::ConnectionContext, connection_limit::ConnectionLimit,
    connection_state::ConnectionState, startup::Startup,
};
pub use self::{
    forwarded::TrustedProxies,
    listener::Listener,
    tls::{Tls, TlsError},
};
use crate::{App, Limits, ops::metrics, router, webhooks};

/// The most connections to take from the accept queue at shutdown: the usual length of the queue.
const MAX_QUEUED: usize = 1024;
/// How long a connection from the accept queue has at shutdown to send its first request.
const FIRST_REQUEST_TIMEOUT: Duration = Duration::from_secs(1);

/// Serves requests that arrive at `listener` until `shutdown` is cancelled.
///
/// After that it accepts requests for another [`Limits::drain_delay`], closes the listener, waits
/// up to [`Limits::drain_timeout`] for the requests in progress, and returns.
///
/// # Errors
/// None at present: an error of a connection ends that connection only.
pub async fn serve(
    listener: impl Into<Listener>,
    app: App,
    limits: Limits,
    shutdown: CancellationToken,
) -> io::Result<()> {
    serve_with_startup(listener, async { Ok(app) }, limits, shutdown).await
}

/// Like [`serve`], but starts before the store is open. Until `opening` completes, `/livez` responds
/// with 200, and `/readyz` and all other paths with 503.
///
/// # Errors
/// The error of `opening`. The server stops then.
pub async fn serve_with_startup<E>(
    listener: impl Into<Listener>,
    opening: impl Future<Output = Result<App, E>>,
    limits: Limits,
    shutdown: CancellationToken,
) -> Result<(), E> {
    let Listener { listener, config } = listener.into();
    let startup = Startup::new(limits);
    let connections = TaskTracker::new();
    let tasks = TaskTracker::new();
    let closing = CancellationToken::new();
    let open = async {
        let app = opening.await?;
        startup.complete(router(app.clone(), limits, shutdown.clone()));
        tasks.spawn(webhooks::run(app.clone().until(shutdown.clone())));
        metrics::run_upkeep(&app.metrics).await;
        Ok(())
    };
    let context =
        ConnectionContext { config, startup: startup.clone(), limits, shutdown: closing.clone() };
    tokio::select! {
        // `open` comes first, so that a store that opens at once causes no 503.
        biased;
        failed = open => failed?,
        () = async {
            shutdown.cancelled().await;
            sleep(limits.drain_delay).await;
        } => {}
        () = accept_all(&listener, &context, &connections) => {}
    }
    for stream in take_queued(listener) {
        let state = Arc::new(ConnectionState::new(limits));
        connections.spawn(connection::serve(stream, state, context.clone()));
    }
    connections.close();
    // New connections are likely to have a first request on the way.
    let _ = timeout(FIRST_REQUEST_TIMEOUT, connections.wait()).await;
    closing.cancel();
    tasks.close();
    let drained = async {
        connections.wait().await;
        tasks.wait().await;
    };
    if timeout(limits.drain_timeout, drained).await.is_err() {
        tracing::warn!(connections = connections.len(), "connections closed at the drain timeout");
    }
    Ok(())
}

async fn accept_all(
    listener: &TcpListener,
    context: &ConnectionContext,
    connections: &TaskTracker,
) {
    let limit = ConnectionLimit::new(context.limits.max_connections);
    loop {
        let stream = accept(listener).await;
        // The head timeout starts here, before a TLS handshake.
        let state = Arc::new(ConnectionState::new(context.limits));
        // A connection that is closed already has no address.
        let Ok(peer) = stream.peer_addr() else { continue };
        let permit = limit.acquire(peer.ip().to_canonical(), &state).await;
        let serving = connection::serve(stream, Arc::clone(&state), context.clone());
        connections.spawn(async move {
            tokio::select! {
                () = serving => {}
                () = state.closed() => tracing::debug!("connection closed at the connection limit"),
            }
            drop(permit);
        });
    }
}

/// Closes `listener` and returns the connections in its accept queue, which the system would reset
/// otherwise.
fn take_queued(listener: TcpListener) -> Vec<TcpStream> {
    let Ok(listener) = listener.into_std() else { return Vec::new() };
    let next = || {
        let (stream, _) = listener.accept().ok()?;
        stream.set_nonblocking(true).ok()?;
        TcpStream::from_std(stream).ok()
    };
    iter::from_fn(next).take(MAX_QUEUED).collect()
}

/// Accepts the next connection. Errors do not end the server: they concern one client, or are
/// temporary (no free file descriptors).
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) if is_of_one_client(&error) => {}
            Err(error) => {
                tracing::error!(%error, "accept failed");
                sleep(Duration::from_millis(500)).await;
            }
        }
    }
}

fn is_of_one_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}
