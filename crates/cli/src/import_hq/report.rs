//! What came, what did not, and why.

use roster_model::{HqKind, HqNote, HqSummary};
use serde_json::{Value, json};

use super::Ending;
use crate::output::{Output, print};

/// What no list of a CommCare HQ tells, so that it cannot come.
const NEVER: [(&str, &str); 5] = [
    ("passwords", "no API tells them: --set-password-links writes links by which people set them"),
    ("roles, languages and dates of creation of workers", "the lists of a live service lack them"),
    ("definitions of custom fields, and profiles", "no API tells them; their values have come"),
    ("archived locations", "no list shows them"),
    ("web users, keys and settings of the domain", "they are made here: `roster web-user create`"),
];

/// The report of a run.
pub(crate) struct Report<'a> {
    /// Where from.
    pub(crate) from: String,
    /// Where to.
    pub(crate) domain: &'a str,
    /// Whether nothing was done.
    pub(crate) dry_run: bool,
    /// How it ended.
    pub(crate) ending: &'a Ending,
    /// How many workers were archived because they are there no more.
    pub(crate) archived: u64,
    /// How many links were written, where they were asked for.
    pub(crate) links: Option<usize>,
}

impl Report<'_> {
    /// Whether everything that there is came whole.
    pub(crate) fn is_complete(&self) -> bool {
        let whole =
            |standing: &HqSummary| standing.refused.is_empty() && standing.left_out.is_empty();
        self.is_settled() && self.ending.standings.values().all(whole)
    }

    /// Whether the last pass found nothing to do and as many things as the far side counts.
    pub(crate) fn is_settled(&self) -> bool {
        self.ending.stable && self.ending.agrees()
    }

    /// Prints it: a table and lines for people, an object for machines.
    pub(crate) fn print(&self, output: Output) -> anyhow::Result<()> {
        let head = ["", "there", "here", "created", "changed", "refused", "gone there"];
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
        let standing = self.ending.standings.get(&kind).cloned().unwrap_or_default();
        let numbers = [
            tally.told,
            standing.came,
            tally.created,
            tally.changed,
            standing.refused.len() as u64,
            standing.gone.len() as u64,
        ];
        let name = kind.as_str().replace('_', " ");
        std::iter::once(name).chain(numbers.map(|number| number.to_string())).collect()
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut tell = |what: &str, of: fn(&HqSummary) -> &[HqNote]| {
            for (kind, standing) in &self.ending.standings {
                let kind = kind.as_str().replace('_', " ");
                let line = |told: &HqNote| {
                    format!("{what} {kind} {} ({}): {}", told.name, told.id, told.text)
                };
                lines.extend(of(standing).iter().map(line));
            }
        };
        tell("refused:", |standing| &standing.refused);
        tell("came without:", |standing| &standing.left_out);
        tell("gone there:", |standing| &standing.gone);
        lines.extend(NEVER.map(|(what, why)| format!("never comes: {what}: {why}")));
        lines.iter().map(|line| line.replace(char::is_control, " ")).collect()
    }

    fn document(&self) -> Value {
        let things = HqKind::ALL.map(|kind| {
            let tally = self.ending.checkpoint.tallies.get(&kind).copied().unwrap_or_default();
            let standing = self.ending.standings.get(&kind).cloned().unwrap_or_default();
            json!({
                "kind": kind.as_str(),
                "there": tally.told,
                "here": standing.came,
                "created": tally.created,
                "changed": tally.changed,
                "refused": told(&standing.refused, "why"),
                "came_without": told(&standing.left_out, "what"),
                "gone_there": told(&standing.gone, "state"),
            })
        });
        let never = NEVER.map(|(what, why)| json!({ "what": what, "why": why }));
        json!({
            "from": self.from,
            "domain": self.domain,
            "dry_run": self.dry_run,
            "passes": self.ending.passes,
            "settled": self.is_settled(),
            "complete": self.is_complete(),
            "things": things,
            "archived": self.archived,
            "links": self.links,
            "never_comes": never,
        })
    }
}

fn told(all: &[HqNote], text: &str) -> Value {
    all.iter().map(|told| json!({ "id": told.id, "name": told.name, text: told.text })).collect()
}
