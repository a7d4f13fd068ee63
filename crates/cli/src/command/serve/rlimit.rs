//! The limit of open files.

use roster_server::Limits;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// The lowest open-file limit with which a server starts: half of it are connections, and the store,
/// its connections and the log need the rest.
const LEAST_FILES: usize = 128;

/// Number of connections that fit into half of the open-file limit.
///
/// # Errors
/// A limit below [`LEAST_FILES`].
pub(super) fn connections() -> anyhow::Result<usize> {
    let most = Limits::default().max_connections;
    let files = open_files()?;
    if files < LEAST_FILES {
        anyhow::bail!(
            "the open-file limit is {files}, but a server needs at least {LEAST_FILES}: raise it \
             (LimitNOFILE, ulimit -n)"
        );
    }
    let connections = most.min(files / 2);
    if connections < most {
        tracing::warn!(
            files,
            connections,
            "low open-file limit: raise it (LimitNOFILE, ulimit -n)"
        );
    }
    Ok(connections)
}

/// The open-file limit of this process, raised as far as possible.
fn open_files() -> anyhow::Result<usize> {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, ..limit };
    // A limit that cannot be raised stays as it is.
    let limit = if setrlimit(Resource::Nofile, raised).is_ok() { raised } else { limit };
    Ok(usize::try_from(limit.current.unwrap_or(u64::MAX))?)
}
