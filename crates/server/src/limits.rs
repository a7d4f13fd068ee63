//! How much of everything a client may have.

use std::time::Duration;

/// The largest body that brings a table, in bytes, where nobody says otherwise.
pub(crate) const UPLOAD_BYTES: usize = 50 * 1024 * 1024;

/// The limits of one server. The defaults are those of the documentation; tests use smaller ones.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections served at once. When all are taken, one that waits for its client is given up for
    /// the next; when all are at work, more wait in the system's queue.
    pub connections: usize,
    /// How long the head of a request may take, from its first byte (and from the connection's
    /// beginning) to the empty line.
    pub head_time: Duration,
    /// How long a connection may stay open between two requests.
    pub idle_time: Duration,
    /// How long the server waits for a peer in the middle of a body, or of an answer that it does
    /// not read, beyond what [`Limits::bytes_per_second`] gives it.
    pub patience: Duration,
    /// The rate below which a peer uses up that patience.
    pub bytes_per_second: u32,
    /// How long a server that is told to stop goes on answering all the same, so that nobody is cut off
    /// who has not been told to go: whoever sends requests here has time to see that it is no longer
    /// ready, and every answer asks for the connection to be closed.
    pub leave_time: Duration,
    /// How long requests under way may go on after that.
    pub drain_time: Duration,
    /// The longest request target, in bytes.
    pub uri_bytes: usize,
    /// The largest block of header lines, in bytes.
    pub head_bytes: usize,
    /// The largest body of an API request, in bytes.
    pub body_bytes: usize,
    /// The largest body that brings a table to the console, in bytes.
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
            leave_time: Duration::from_secs(2),
            drain_time: Duration::from_secs(25),
            uri_bytes: 8 * 1024,
            head_bytes: 32 * 1024,
            body_bytes: 1024 * 1024,
            upload_bytes: UPLOAD_BYTES,
        }
    }
}
