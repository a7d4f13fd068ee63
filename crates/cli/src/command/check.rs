//! `roster check`.

use anyhow::bail;
use clap::Args;
use roster_store::check::{self, Finding};
use serde_json::{Value, json};

use super::Run;
use crate::output::print;

/// Options of `check`: none.
#[derive(Debug, Args)]
#[command(after_help = "\
Checks the whole store: the file of the embedded store, the totals and numbers of each domain, and the
indexes of each person. A server may run meanwhile.

Example:
  roster check

Exit codes: 0 no problem, 1 problems found.")]
pub(crate) struct Check {}

/// Runs the command.
pub(crate) async fn run(run: &Run) -> anyhow::Result<()> {
    let store = run.store().await?;
    let report = check::check(&store).await?;
    if run.output.json {
        let findings: Vec<Value> = report.findings.iter().map(document).collect();
        let document = json!({
            "domains": report.domains,
            "people": report.people,
            "findings": findings,
        });
        print(&format!("{document:#}"))?;
    } else {
        for finding in &report.findings {
            print(&line(finding))?;
        }
        let (people, domains) = (report.people, report.domains);
        print(&format!("checked {people} people in {domains} domains"))?;
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
