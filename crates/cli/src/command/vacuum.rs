//! `roster vacuum`.

use clap::Args;
use roster_store::vacuum;
use serde_json::json;

use super::Run;

/// Options of `vacuum`: none.
#[derive(Debug, Args)]
#[command(after_help = "\
Returns the space of deleted rows. The embedded store's file is written anew: that needs as much free
space as the file has, and writers wait meanwhile. With PostgreSQL each table is vacuumed and analyzed
beside readers and writers; the space is used again, and the files become smaller only at their ends.
Useful after a domain was deleted or a large import was undone.

Example:
  roster vacuum")]
pub(crate) struct Vacuum {}

/// Runs the command.
pub(crate) async fn run(run: &Run) -> anyhow::Result<()> {
    let vacuumed = vacuum::vacuum(&run.store().await?).await?;
    let plain = format!("{} MiB before, {} MiB after", mib(vacuumed.before), mib(vacuumed.after));
    let document = json!({ "before": vacuumed.before, "after": vacuumed.after });
    run.output.answer(plain, &document)?;
    Ok(())
}

/// Mebibytes, rounded up.
fn mib(bytes: i64) -> i64 {
    (bytes + (1 << 20) - 1) >> 20
}
