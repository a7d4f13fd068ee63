//! Where a directory is kept.

use std::path::PathBuf;

/// Where a directory is kept, which also says by which engine.
#[derive(Clone)]
pub enum Backend {
    /// A folder of this machine that holds `roster.db`: SQLite, inside this process. The folder is
    /// made when it is not there. Several processes may use it at once.
    Embedded(PathBuf),
    /// A PostgreSQL database, by its URL: `postgres://user:password@host:port/database`.
    Postgres(String),
}
