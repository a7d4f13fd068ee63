//! Limits for clients.

use std::time::Duration;

/// Default limit for an uploaded table, in bytes.
pub(crate) const UPLOAD_BYTES: usize = 50 * 1024 * 1024;

/// The limits of a server. The defaults are documented; tests use smaller ones.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Concurrent connections. At the limit, an idle one is closed for the next; if all are busy,
    /// new ones wait in the system's backlog.
    pub connections: usize,
    /// Timeout of a request head, from its first byte (or the start of the connection) to the empty
    /// line.
    pub head_time: Duration,
    /// Timeout of a connection between two requests.
    pub idle_time: Duration,
    /// Waiting time for a client in the middle of a body, or of a response that it does not read,
    /// beyond the time for [`Limits::bytes_per_second`].
    pub patience: Duration,
    /// The throughput below which a client uses up this time.
    pub bytes_per_second: u32,
    /// How long a stopping server keeps serving while it is not ready and each response asks to
    /// close the connection, so that no client is cut off without notice.
    pub drain_delay: Duration,
    /// Timeout of running requests after that.
    pub drain_time: Duration,
    /// Limit for the request target, in bytes.
    pub uri_bytes: usize,
    /// Limit for the header lines, in bytes.
    pub head_bytes: usize,
    /// Limit for the body of an API request, in bytes.
    pub body_bytes: usize,
    /// Limit for an uploaded table in the console, in bytes.
    pub upload_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4096,
            head_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(75),
            patience: Duration::from_secs(10),
            bytes_per_second: 8 * 1024,
            drain_delay: Duration::from_secs(2),
            drain_time: Duration::from_secs(25),
            uri_bytes: 8 * 1024,
            head_bytes: 32 * 1024,
            body_bytes: 1024 * 1024,
            upload_bytes: UPLOAD_BYTES,
        }
    }
}
