//! `roster check`.

use anyhow::bail;
use clap::Args;
use roster_store::check::{self, Finding};
use serde_json::{Value, json};

use super::Run;
use crate::output::print;

/// Options of `check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Checks the whole store: the file of the embedded store, the totals and numbers of each domain, and the
indexes of each person. A server may run meanwhile.

With --deep it also reads every row of every table, as a backup does, and compares the indexes with their
tables: on PostgreSQL if the database has the extension amcheck and its user may use it.

Examples:
  roster check
  roster check --deep

Exit codes: 0 no problem, 1 problems found.")]
pub(crate) struct Check {
    /// Read every row too
    #[arg(long)]
    deep: bool,
}

/// Runs the command.
pub(crate) async fn run(command: &Check, run: &Run) -> anyhow::Result<()> {
    let store = run.store().await?;
    let report =
        if command.deep { check::check_deep(&store).await? } else { check::check(&store).await? };
    if run.output.json {
        let findings: Vec<Value> = report.findings.iter().map(document).collect();
        let mut document = json!({
            "domains": report.domains,
            "people": report.people,
            "findings": findings,
        });
        if command.deep {
            document["rows"] = json!(report.rows);
            document["unchecked"] = json!(report.unchecked);
        }
        print(&format!("{document:#}"))?;
    } else {
        for finding in &report.findings {
            print(&line(finding))?;
        }
        let (people, domains) = (report.people, report.domains);
        for unchecked in &report.unchecked {
            print(&format!("not checked: {unchecked}"))?;
        }
        let rows = if command.deep { format!(", {} rows", report.rows) } else { String::new() };
        print(&format!("checked {people} people in {domains} domains{rows}"))?;
    }
    match report.findings.len() {
        0 => Ok(()),
        count => bail!("{count} problems found: restore the last good backup"),
    }
}

fn line(finding: &Finding) -> String {
    match &finding.domain {
        Some(domain) => format!("{domain}: {}", finding.what),
        None => finding.what.clone(),
    }
}

fn document(finding: &Finding) -> Value {
    json!({ "domain": finding.domain, "what": finding.what })
}
