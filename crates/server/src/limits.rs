//! The limits of a server.

use std::time::Duration;

/// The default of [`Limits::max_upload_bytes`].
pub(crate) const UPLOAD_BYTES: usize = 50 * 1024 * 1024;

/// The limits of one server. The defaults are the documented ones; tests use smaller ones.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Concurrent connections. At the limit, a connection that waits for its client is closed for a
    /// new one. If all have a response in progress, new ones wait in the accept queue of the system.
    pub max_connections: usize,
    /// The time in which a request head must arrive. It starts at the first byte of the head, and
    /// for the first request when the connection opens. It includes the TLS handshake.
    pub head_timeout: Duration,
    /// How long a connection may be idle between two requests.
    pub idle_timeout: Duration,
    /// How long a transfer of a request body or a response may stall in total, on top of the time
    /// that [`Limits::min_bytes_per_second`] allows.
    pub stall_timeout: Duration,
    /// The transfer rate below which a client uses up [`Limits::stall_timeout`].
    pub min_bytes_per_second: u32,
    /// How long the server continues to accept requests after the shutdown signal. During this time
    /// `/readyz` fails and every response has `Connection: close`, so that load balancers and
    /// clients can move to another server.
    pub drain_delay: Duration,
    /// How long requests in progress may take after [`Limits::drain_delay`].
    pub drain_timeout: Duration,
    /// The length of a request target, in bytes.
    pub max_uri_bytes: usize,
    /// The size of all header lines, in bytes.
    pub max_head_bytes: usize,
    /// The body of an API request, in bytes.
    pub max_body_bytes: usize,
    /// The body of a spreadsheet upload to the console, in bytes.
    pub max_upload_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_connections: 4096,
            head_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(75),
            stall_timeout: Duration::from_secs(10),
            min_bytes_per_second: 8 * 1024,
            drain_delay: Duration::from_secs(2),
            drain_timeout: Duration::from_secs(25),
            max_uri_bytes: 8 * 1024,
            max_head_bytes: 32 * 1024,
            max_body_bytes: 1024 * 1024,
            max_upload_bytes: UPLOAD_BYTES,
        }
    }
}
