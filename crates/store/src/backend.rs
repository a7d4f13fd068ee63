//! The place of a store, which also selects the engine.

use std::path::PathBuf;

/// The place of a store, which also selects the engine.
#[derive(Clone)]
pub enum Backend {
    /// SQLite inside this process, in a folder of this machine with `roster.db`. The folder is
    /// created if it is missing. Several processes may use it at once.
    Embedded(PathBuf),
    /// A PostgreSQL database, by its URL: `postgres://user:password@host:port/database`.
    Postgres(String),
}
