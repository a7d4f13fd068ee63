//! What signals do to a server.

use std::sync::Arc;

use roster_server::Tls;
use tokio::signal::unix::Signal;
use tokio_util::sync::CancellationToken;

/// How far the server was told to stop.
pub(super) struct Stop {
    /// Once the requests under way are answered.
    pub(super) in_order: CancellationToken,
    /// Whatever is under way.
    pub(super) at_once: CancellationToken,
}

impl Stop {
    /// Listens to the signals: the first asks for order, the second is impatient.
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

/// Loads certificate and key anew whenever that signal comes. What cannot be used is left alone.
pub(super) fn reload_on(mut hangup: Signal, tls: Arc<Tls>) {
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            match tls.reload() {
                Ok(()) => tracing::info!("certificate and key were loaded anew"),
                Err(error) => tracing::error!(%error, "the certificate in use stays in use"),
            }
        }
    });
}
