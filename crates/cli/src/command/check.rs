//! `roster check`.

use anyhow::bail;
use clap::Args;
use roster_store::check::{self, Finding};
use serde_json::{Value, json};

use super::Run;
use crate::output::print;

/// Nothing to choose.
#[derive(Debug, Args)]
#[command(after_help = "\
Looks at everything in the store: the file of the embedded store, the totals and numbers of each
domain, and of each person whether they are found by what they say. A server may go on meanwhile.

Example:
  roster check

Exit codes: 0 all is well, 1 something is not.")]
pub(crate) struct Check {}

/// Does it.
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
        print(&format!("looked at {people} people in {domains} domains"))?;
    }
    match report.findings.len() {
        0 => Ok(()),
        count => bail!("{count} things are not as they must be: restore the last good backup"),
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
