//! Listening: connections in, requests to the router, and an orderly end.
//!
//! The loop is our own because `axum::serve` has no time limit on anything: a client that sends
//! half a request head holds its connection for good.

mod connection;
mod framing;
mod patience;
mod stream;
mod turn;

use std::{io, sync::Arc, time::Duration};

use axum::Router;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::{sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub(crate) use self::patience::Patience;
use crate::{App, Limits, metrics, router};

/// Answers requests on `listener` until `shutdown` is cancelled, then stops accepting, lets the
/// requests under way finish for at most [`Limits::drain_time`], and returns.
///
/// # Errors
/// None at present: what goes wrong with one connection ends that connection only.
pub async fn serve(
    listener: TcpListener,
    app: App,
    limits: Limits,
    shutdown: CancellationToken,
) -> io::Result<()> {
    let upkeep = tokio::spawn(metrics::upkeep(app.metrics.clone()));
    let router = router(app, limits, shutdown.clone());
    let connections = TaskTracker::new();
    accept(&listener, &router, limits, &shutdown, &connections).await;
    drop(listener);
    connections.close();
    if timeout(limits.drain_time, connections.wait()).await.is_err() {
        tracing::warn!(connections = connections.len(), "cut off requests that did not finish");
    }
    upkeep.abort();
    Ok(())
}

async fn accept(
    listener: &TcpListener,
    router: &Router,
    limits: Limits,
    shutdown: &CancellationToken,
    connections: &TaskTracker,
) {
    let slots = Arc::new(Semaphore::new(limits.connections));
    loop {
        let next = async {
            let slot = Arc::clone(&slots).acquire_owned().await.ok()?;
            Some((slot, next_stream(listener).await))
        };
        let (slot, stream) = tokio::select! {
            () = shutdown.cancelled() => return,
            next = next => match next {
                Some(next) => next,
                None => return,
            },
        };
        let serving = connection::serve(stream, router.clone(), limits, shutdown.clone());
        connections.spawn(async move {
            serving.await;
            drop(slot);
        });
    }
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
