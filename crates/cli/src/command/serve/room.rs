//! How many connections there is room for.

use roster_server::Limits;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// As many connections as there is place for, were half of the files that the process may open
/// kept for others.
pub(super) fn connections() -> anyhow::Result<usize> {
    let most = Limits::default().connections;
    let files = open_files()?;
    let connections = most.min(files / 2);
    if connections < most {
        tracing::warn!(
            files,
            connections,
            "few files may be open at once: raise the limit (LimitNOFILE, ulimit -n)"
        );
    }
    Ok(connections)
}

/// How many files this process may open, once its limit is raised as far as it may raise it.
fn open_files() -> anyhow::Result<usize> {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, ..limit };
    // What cannot be raised stays as it is.
    let limit = if setrlimit(Resource::Nofile, raised).is_ok() { raised } else { limit };
    Ok(usize::try_from(limit.current.unwrap_or(u64::MAX))?)
}
