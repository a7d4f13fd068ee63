//! `roster cluster`.

use clap::Subcommand;
use roster_store::cluster;
use serde_json::json;

use super::Run;

/// What to do with the cluster.
#[derive(Debug, Subcommand)]
pub(crate) enum ClusterCommand {
    /// Distribute the tables by domain, and copy what is found without one to every node
    #[command(after_help = EXAMPLES)]
    Distribute,
}

const EXAMPLES: &str = "\
The database must have the Citus extension, and this must reach its coordinator. What is distributed
already stays as it is, so it does no harm to do it again; do it after each upgrade of Roster. Stop
the servers meanwhile: tables with people in them are locked while they are moved.

Example:
  roster cluster distribute --database postgres://roster@coordinator/roster";

/// Does it.
pub(crate) async fn run(command: &ClusterCommand, run: &Run) -> anyhow::Result<()> {
    let ClusterCommand::Distribute = command;
    let spread = cluster::distribute(&run.store().await?).await?;
    let (distributed, everywhere) = (spread.distributed, spread.everywhere);
    let plain = format!(
        "{distributed} tables are distributed by domain, {everywhere} are on every node; of them {} \
         were not before",
        spread.moved
    );
    let document =
        json!({ "distributed": distributed, "reference": everywhere, "moved": spread.moved });
    run.output.answer(plain, &document)?;
    Ok(())
}
