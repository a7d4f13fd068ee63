//! The status of the server.

use std::fmt;

use askama::Template;
use jiff::SignedDuration;

use crate::{
    App,
    backups::{BackupState, Backups, DiskSpace},
    console::{
        components::{DisplayTime, Flash},
        extract::{CurrentSession, Query, State},
        i18n::{self, filters},
        layout::Layout,
        response::{PageResult, render},
    },
};

/// The age at which the page warns of the last backup.
const OLD: SignedDuration = SignedDuration::from_hours(7 * 24);

#[derive(Template)]
#[template(path = "operator/status.html")]
struct Page {
    layout: Layout,
    version: &'static str,
    engine: &'static str,
    schema: i64,
    size: Size,
    disks: Vec<Disk>,
    operators: Vec<String>,
    /// All domains, with the sizes of their records.
    domains: Vec<(String, Size)>,
    last_backup: Option<(DisplayTime, Size)>,
    /// Whether the last backup is missing or old.
    is_backup_due: bool,
    /// The folder for backups; empty if there is none.
    folder: String,
    files: Vec<(String, Size)>,
    backup: BackupState,
}

/// A disk with the store or with backups.
struct Disk {
    /// The message of its label.
    label: &'static str,
    free: String,
    total: String,
}

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Size(u64);

/// `GET /operator`.
pub(crate) async fn show(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    query: Query,
) -> PageResult {
    let status = app.directory.operations(&session)?.status().await?;
    let age = status.last_backup.as_ref().map(|last| app.directory.now().duration_since(last.at));
    let files = app.backups.list()?;
    render(&Page {
        layout: Layout::signed_in(&i18n::text("start-server"), &session)
            .with_flash(Flash::from_query(&query)),
        version: env!("CARGO_PKG_VERSION"),
        engine: if status.engine == "sqlite" { "SQLite" } else { "PostgreSQL" },
        schema: status.schema,
        size: Size(status.bytes),
        disks: disks(&app.backups),
        operators: status.operators,
        domains: status
            .domains
            .iter()
            .map(|(it, size)| (it.name.to_string(), Size(*size)))
            .collect(),
        last_backup: status.last_backup.map(|it| (DisplayTime::in_utc(&it.at), Size(it.bytes))),
        is_backup_due: age.is_none_or(|age| age > OLD),
        folder: app.backups.folder().map(|path| path.display().to_string()).unwrap_or_default(),
        files: files.into_iter().map(|file| (file.name, Size(file.bytes))).collect(),
        backup: app.backups.state(),
    })
}

/// The disk of the store, if it is on this machine, and that of the backups, if it is another one.
fn disks(backups: &Backups) -> Vec<Disk> {
    let disk = |label, space: DiskSpace| Disk {
        label,
        free: Size(space.free).to_string(),
        total: Size(space.total).to_string(),
    };
    let store = backups.data_disk();
    let other =
        backups.backup_disk().filter(|it| store.is_none_or(|store| store.total != it.total));
    let store = store.map(|space| disk("start-free-store", space));
    store.into_iter().chain(other.map(|space| disk("start-free-backups", space))).collect()
}

/// Such as `1.5 MB`.
impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
        let Self(bytes) = self;
        if *bytes < 1_000 {
            return write!(f, "{bytes} B");
        }
        let (mut whole, mut rest, mut unit) = (bytes / 1_000, bytes % 1_000, 0);
        while whole >= 1_000 && unit + 1 < UNITS.len() {
            (rest, whole, unit) = (whole % 1_000, whole / 1_000, unit + 1);
        }
        write!(f, "{whole}.{} {}", rest / 100, UNITS[unit])
    }
}

#[cfg(test)]
mod tests {
    use super::Size;

    #[test]
    fn sizes_have_a_unit() {
        let texts = [999, 1_500, 2_345_678, 4_000_000_000_000].map(|bytes| Size(bytes).to_string());
        assert_eq!(texts, ["999 B", "1.5 kB", "2.3 MB", "4.0 TB"]);
    }
}
