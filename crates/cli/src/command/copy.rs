//! `roster copy`.

use std::path::{Path, PathBuf};

use clap::Args;
use roster_store::{Backend, Store, backup};
use serde_json::{Value, json};

use super::Run;
use crate::{logging, refusal::Misuse};

/// From where to where.
#[derive(Debug, Args)]
#[command(after_help = "\
A place is a folder, or the address of a PostgreSQL database. Everything is copied as it was at one
committed point, into an empty store: all of it, or nothing. What has arrived is read back and compared
by a hash for each domain. Servers may go on with the first store meanwhile, but what they write from
then on is not copied: stop them first when you move for good.

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

/// Does it.
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

/// To open a store is to make it, which is not wanted of one that is to be read.
fn refuse_missing(folder: &Path) -> Result<(), Misuse> {
    if folder.join("roster.db").is_file() {
        return Ok(());
    }
    Err(Misuse(format!("there is no store in {}", folder.display())))
}
