//! `roster accept-store`.

use clap::Args;
use roster_directory::{Directory, Environment};
use roster_store::Store;
use serde_json::json;

use super::Run;
use crate::logging;

/// Options of `accept-store`: none.
#[derive(Debug, Args)]
#[command(after_help = "\
Every command refuses an embedded store that is not as it was last used: when its database file or
write-ahead log was removed, cut, or replaced by an older one. Put back the missing files, or restore
a backup into an empty folder. This command accepts the store as it is instead: what is missing is
lost.

Run it also after a PostgreSQL database was set back by its own tools. The store gets a new identity:
consumers of the changes feed get 410 for their cursors and read everything again. No server may run
on the store meanwhile.

Example:
  roster accept-store --data ./roster-data && roster check --data ./roster-data")]
pub(crate) struct AcceptStore {}

/// Runs the command.
pub(crate) async fn run(run: &Run) -> anyhow::Result<()> {
    logging::start(&run.config, "warn")?;
    let store = Store::accept(&run.config.place.value, &run.config.options()).await?;
    let directory = Directory::open(store, Environment::system()).await?;
    directory.close().await?;
    let domains = directory.list_domains().await?.len();
    let plain = format!("accepted: the store has {domains} domains");
    run.output.answer(plain, &json!({ "domains": domains }))?;
    Ok(())
}
