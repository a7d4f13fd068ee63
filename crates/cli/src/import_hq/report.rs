//! The report of an import.

use roster_model::{HqKind, HqNote, HqSummary};
use serde_json::{Value, json};

use super::Ending;
use crate::output::{Output, print};

/// Data that no list of CommCare HQ contains, so it cannot be imported.
const NOT_IMPORTED: [(&str, &str); 5] = [
    ("passwords", "not available through the API: --set-password-links writes links to set them"),
    ("roles, languages and creation dates of workers", "not in the lists of the live service"),
    (
        "definitions of custom fields, and profiles",
        "not available through the API; their values are imported",
    ),
    ("archived locations", "not in any list"),
    ("web users, keys and settings of the domain", "create them here: `roster web-user create`"),
];

/// The report of a run.
pub(crate) struct Report<'a> {
    /// The source.
    pub(crate) from: String,
    /// The target.
    pub(crate) domain: &'a str,
    /// Whether it was a preview.
    pub(crate) dry_run: bool,
    /// The result.
    pub(crate) ending: &'a Ending,
    /// Number of workers deactivated because they are missing at the source.
    pub(crate) archived: u64,
    /// Number of links, if links were requested.
    pub(crate) links: Option<usize>,
}

impl Report<'_> {
    /// Whether every record was imported completely.
    pub(crate) fn is_complete(&self) -> bool {
        let whole = |summary: &HqSummary| summary.refused.is_empty() && summary.left_out.is_empty();
        self.is_settled() && self.ending.summaries.values().all(whole)
    }

    /// Whether the last pass changed nothing and the totals agree.
    pub(crate) fn is_settled(&self) -> bool {
        self.ending.stable && self.ending.agrees()
    }

    /// Prints a table and lines for people, or a JSON object.
    pub(crate) fn print(&self, output: Output) -> anyhow::Result<()> {
        let head = ["", "there", "here", "created", "changed", "refused", "removed there"];
        let rows: Vec<Vec<String>> = HqKind::ALL.into_iter().map(|kind| self.row(kind)).collect();
        output.list(&head, &rows, &self.document())?;
        if output.json {
            return Ok(());
        }
        for line in self.lines() {
            print(&line)?;
        }
        Ok(())
    }

    fn row(&self, kind: HqKind) -> Vec<String> {
        let tally = self.ending.checkpoint.tallies.get(&kind).copied().unwrap_or_default();
        let summary = self.ending.summaries.get(&kind).cloned().unwrap_or_default();
        let numbers = [
            tally.listed,
            summary.came,
            tally.created,
            tally.changed,
            summary.refused.len() as u64,
            summary.gone.len() as u64,
        ];
        let name = kind.as_str().replace('_', " ");
        std::iter::once(name).chain(numbers.map(|number| number.to_string())).collect()
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut add = |what: &str, of: fn(&HqSummary) -> &[HqNote]| {
            for (kind, summary) in &self.ending.summaries {
                let kind = kind.as_str().replace('_', " ");
                let line = |note: &HqNote| {
                    format!("{what} {kind} {} ({}): {}", note.name, note.id, note.text)
                };
                lines.extend(of(summary).iter().map(line));
            }
        };
        add("refused:", |summary| &summary.refused);
        add("imported without:", |summary| &summary.left_out);
        add("no longer in the source:", |summary| &summary.gone);
        lines.extend(NOT_IMPORTED.map(|(what, why)| format!("not imported: {what}: {why}")));
        lines.iter().map(|line| line.replace(char::is_control, " ")).collect()
    }

    fn document(&self) -> Value {
        let kinds = HqKind::ALL.map(|kind| {
            let tally = self.ending.checkpoint.tallies.get(&kind).copied().unwrap_or_default();
            let summary = self.ending.summaries.get(&kind).cloned().unwrap_or_default();
            json!({
                "kind": kind.as_str(),
                "there": tally.listed,
                "here": summary.came,
                "created": tally.created,
                "changed": tally.changed,
                "refused": notes(&summary.refused, "why"),
                "came_without": notes(&summary.left_out, "what"),
                "gone_there": notes(&summary.gone, "state"),
            })
        });
        let never = NOT_IMPORTED.map(|(what, why)| json!({ "what": what, "why": why }));
        json!({
            "from": self.from,
            "domain": self.domain,
            "dry_run": self.dry_run,
            "passes": self.ending.passes,
            "settled": self.is_settled(),
            "complete": self.is_complete(),
            "things": kinds,
            "archived": self.archived,
            "links": self.links,
            "never_comes": never,
        })
    }
}

fn notes(all: &[HqNote], text: &str) -> Value {
    all.iter().map(|note| json!({ "id": note.id, "name": note.name, text: note.text })).collect()
}
