//! Signals to a server.

use std::sync::Arc;

use roster_server::Tls;
use tokio::signal::unix::Signal;
use tokio_util::sync::CancellationToken;

/// Requested shutdown.
pub(super) struct Stop {
    /// Cancelled for a graceful shutdown: running requests finish.
    pub(super) in_order: CancellationToken,
    /// Cancelled for an immediate shutdown: running requests are aborted.
    pub(super) at_once: CancellationToken,
}

impl Stop {
    /// Installs the handlers: the first signal asks for a graceful shutdown, the second for an
    /// immediate one.
    pub(super) fn on(mut terminate: Signal, mut interrupt: Signal) -> Self {
        let stop = Self { in_order: CancellationToken::new(), at_once: CancellationToken::new() };
        let tokens = [stop.in_order.clone(), stop.at_once.clone()];
        tokio::spawn(async move {
            for token in tokens {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
                token.cancel();
            }
        });
        stop
    }
}

/// Reloads certificate and key on SIGHUP. An invalid pair is ignored.
pub(super) fn reload_on(mut hangup: Signal, tls: Arc<Tls>) {
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            match tls.reload() {
                Ok(()) => tracing::info!("TLS certificate reloaded"),
                Err(error) => {
                    tracing::error!(%error, "TLS certificate not reloaded; the current one stays active");
                }
            }
        }
    });
}
