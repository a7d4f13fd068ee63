//! Listening: connections in, requests to the router, and an orderly end.
//!
//! The loop is our own because `axum::serve` has no time limit on anything: a client that sends
//! half a request head holds its connection for good.

mod connection;
mod door;
mod framing;
mod patience;
mod places;
mod proxies;
mod stream;
mod tls;
mod turn;
mod unread;

use std::{io, iter, sync::Arc, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub(crate) use self::patience::Patience;
use self::{connection::Service, places::Places, turn::Turn};
pub use self::{
    door::Listener,
    proxies::Proxies,
    tls::{Tls, TlsError},
};
use crate::{App, Limits, metrics, router, waiting::Front};

/// How many connections are taken at the end at most: as many as the system lets wait.
const LAST: usize = 1024;
/// How long they have for their first request.
const LAST_WORD: Duration = Duration::from_secs(1);

/// ResponseCache requests that come in by `door` until `shutdown` is cancelled, then takes leave for
/// [`Limits::leave_time`], stops accepting, lets the requests under way finish for at most
/// [`Limits::drain_time`], and returns.
///
/// # Errors
/// None at present: what goes wrong with one connection ends that connection only.
pub async fn serve(
    door: impl Into<Listener>,
    app: App,
    limits: Limits,
    shutdown: CancellationToken,
) -> io::Result<()> {
    serve_once_open(door, async { Ok(app) }, limits, shutdown).await
}

/// The same, before there is something to serve: until `opening` is done, `/livez` is answered well,
/// `/readyz` and everything else with 503.
///
/// # Errors
/// That of `opening`: then the server ends.
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
        // First what is open at once, so that nobody is sent away for nothing.
        biased;
        failed = open => failed?,
        () = async {
            shutdown.cancelled().await;
            sleep(limits.leave_time).await;
        } => {}
        () = accept(&listener, &service, &connections) => {}
    }
    for stream in waiting(listener) {
        let turn = Arc::new(Turn::new(limits));
        connections.spawn(connection::serve(stream, turn, service.clone()));
    }
    connections.close();
    // Of connections that were just taken, the first request is on its way.
    let _ = timeout(LAST_WORD, connections.wait()).await;
    closing.cancel();
    if timeout(limits.drain_time, connections.wait()).await.is_err() {
        tracing::warn!(connections = connections.len(), "cut off requests that did not finish");
    }
    Ok(())
}

async fn accept(listener: &TcpListener, service: &Service, connections: &TaskTracker) {
    let places = Places::new(service.limits.connections);
    loop {
        let stream = next_stream(listener).await;
        // From here on its client owes a head, be there a handshake before it or not.
        let turn = Arc::new(Turn::new(service.limits));
        let place = places.take(&turn).await;
        let serving = connection::serve(stream, Arc::clone(&turn), service.clone());
        connections.spawn(async move {
            tokio::select! {
                () = serving => {}
                () = turn.left() => tracing::debug!("gave a connection up for another"),
            }
            drop(place);
        });
    }
}

/// Closes `listener`, and gives those who still wait to be taken: the system would reset them.
fn waiting(listener: TcpListener) -> Vec<TcpStream> {
    let Ok(listener) = listener.into_std() else { return Vec::new() };
    let next = || {
        let (stream, _) = listener.accept().ok()?;
        stream.set_nonblocking(true).ok()?;
        TcpStream::from_std(stream).ok()
    };
    iter::from_fn(next).take(LAST).collect()
}

/// The next connection. A failure to accept concerns one peer, or passes (no file descriptors
/// left), and must not end the server.
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
