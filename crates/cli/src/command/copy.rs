//! `roster copy`.

use std::path::{Path, PathBuf};

use clap::Args;
use roster_store::{Backend, Store, backup};
use serde_json::{Value, json};

use super::Run;
use crate::{error::UsageError, logging};

/// Options of `copy`.
#[derive(Debug, Args)]
#[command(after_help = "\
A store is a folder or the URL of a PostgreSQL database. Everything is copied as of one committed point
into an empty store, all or nothing. The copy is read back and compared by a hash of each domain.
Servers may keep using the source, but later writes are not copied: stop them for a final move.

Examples:
  roster copy --from ./roster-data --to postgres://roster@db.internal/roster
  roster copy --from postgres://roster@db.internal/roster --to ./roster-data")]
pub(crate) struct Copy {
    /// The store to copy
    #[arg(long, value_name = "PLACE")]
    from: String,
    /// The store to fill
    #[arg(long, value_name = "PLACE")]
    to: String,
}

/// Runs the command.
pub(crate) async fn run(command: Copy, run: &Run) -> anyhow::Result<()> {
    logging::start(&run.config, "warn")?;
    let options = run.config.options();
    let from = place(&command.from);
    if let Backend::Embedded(folder) = &from {
        refuse_missing(folder)?;
    }
    let from = Store::open_with(&from, &options).await?;
    let to = Store::open_with(&place(&command.to), &options).await?;
    let copied = backup::copy(&from, &to).await?;

    let mut domains = Vec::new();
    let mut lines = vec![format!("{} rows, the same in both", copied.rows)];
    let mut tx = to.read().await?;
    for domain in roster_store::domains::list(&mut tx).await? {
        let hash = copied.domains.get(&domain.number).cloned().unwrap_or_default();
        lines.push(format!("{hash}  {}", domain.name));
        domains.push(json!({ "domain": domain.name.as_str(), "sha256": hash }));
    }
    let document: Value = json!({ "rows": copied.rows, "domains": domains });
    run.output.answer(lines.join("\n"), &document)?;
    Ok(())
}

fn place(text: &str) -> Backend {
    if text.starts_with("postgres://") || text.starts_with("postgresql://") {
        Backend::Postgres(text.to_owned())
    } else {
        Backend::Embedded(PathBuf::from(text))
    }
}

/// Opening a store creates it, so a missing source is rejected first.
fn refuse_missing(folder: &Path) -> Result<(), UsageError> {
    if folder.join("roster.db").is_file() {
        return Ok(());
    }
    Err(UsageError(format!("there is no store in {}", folder.display())))
}
