//! `roster cluster`.

use clap::Subcommand;
use roster_store::cluster;
use serde_json::json;

use super::Run;

/// Commands for a Citus cluster.
#[derive(Debug, Subcommand)]
pub(crate) enum ClusterCommand {
    /// Distribute the tables by domain, and copy the tables without a domain to every node
    #[command(after_help = EXAMPLES)]
    Distribute,
}

const EXAMPLES: &str = "\
The database must have the Citus extension, and the URL must be its coordinator. Distributed tables stay
as they are, so the command can be repeated; run it after each upgrade of Roster. Stop the servers
meanwhile: filled tables are locked while they are moved.

Example:
  roster cluster distribute --database postgres://roster@coordinator/roster";

/// Runs the command.
pub(crate) async fn run(command: &ClusterCommand, run: &Run) -> anyhow::Result<()> {
    let ClusterCommand::Distribute = command;
    let spread = cluster::distribute(&run.store().await?).await?;
    let (distributed, everywhere) = (spread.distributed, spread.everywhere);
    let plain = format!(
        "{distributed} tables are distributed by domain, {everywhere} are on every node; {} of them are new",
        spread.moved
    );
    let document =
        json!({ "distributed": distributed, "reference": everywhere, "moved": spread.moved });
    run.output.answer(plain, &document)?;
    Ok(())
}
