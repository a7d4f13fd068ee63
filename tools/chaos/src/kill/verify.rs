//! Compares the store with the expected state.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::anyhow;

use super::{
    operation::{Expected, Operation},
    state,
    writer::{Record, Writer},
};
use crate::{
    http::{Answer, Client, Lost},
    tenant::Keys,
    verdict::Verdict,
};

/// Totals of the whole run.
#[derive(Default)]
pub(super) struct Findings {
    /// Number of unknown outcomes that were executed, and that were not.
    pub(super) done: u64,
    pub(super) undone: u64,
    /// Number of requests that were repeated with their key.
    pub(super) repeated: u64,
    /// Position in the change log, and the number of its entries by actor.
    pub(super) since: u64,
    pub(super) logged: BTreeMap<(String, String), u64>,
}

impl Findings {
    /// Compares the store with the writers' expectations and resolves unknown outcomes.
    pub(super) async fn verify(
        &mut self,
        client: &mut Client,
        keys: &Keys,
        writers: &mut [Writer],
        verdict: &mut Verdict,
    ) -> anyhow::Result<()> {
        let mut seen = state::records(client, keys).await?;
        for writer in writers.iter_mut() {
            for odd in writer.odd.drain(..) {
                verdict.broken(format!("an answer that should not be: {odd}"));
            }
            if let Some(operation) = writer.pending.take() {
                self.settle(writer, operation, &seen, client, verdict).await?;
            }
            self.ask_again(writer, client, verdict).await?;
        }
        seen = state::records(client, keys).await?;
        for writer in writers.iter() {
            for (name, record) in &writer.records {
                let found = seen.remove(name);
                verdict.promise(found.as_ref() == Some(record), || {
                    format!("{name} must be {record:?}, and is {found:?}")
                });
            }
        }
        for (name, record) in seen {
            verdict.broken(format!("{name} must not be there, and is {record:?}"));
        }
        self.judge_log(client, keys, writers, verdict).await
    }

    /// Finds out whether an unanswered operation was executed.
    async fn settle(
        &mut self,
        writer: &mut Writer,
        operation: Operation,
        seen: &BTreeMap<String, Record>,
        client: &mut Client,
        verdict: &mut Verdict,
    ) -> anyhow::Result<()> {
        let shown = |name: &String| seen.get(name).map(|record| record.shown.clone());
        let before = |name: &String| writer.records.get(name).map(|record| record.shown.clone());
        let effects = &operation.effects;
        let done = effects.iter().all(|it| shown(&it.name) == it.after);
        let undone = effects.iter().all(|it| shown(&it.name) == before(&it.name));
        verdict.promise(done || undone, || {
            let now: Vec<_> = effects.iter().map(|it| (&it.name, shown(&it.name))).collect();
            format!("neither done nor left: {operation:?}; there is {now:?}")
        });
        if done && !effects.is_empty() {
            self.done += 1;
        } else {
            self.undone += 1;
        }
        if operation.request.key.is_some() {
            self.repeated += 1;
            let answer = send(client, &operation).await?;
            verdict.promise(answer.is_replayed() <= done, || {
                format!("answered as if done before, which it was not: {operation:?}")
            });
            writer.note(operation, &answer);
        } else if done && operation.expected == Expected::Done {
            let ids = seen.iter().map(|(name, record)| (name.clone(), record.id.clone())).collect();
            writer.apply(&operation.effects, &ids);
        }
        Ok(())
    }

    /// A repeated request with the same key must get the same response.
    async fn ask_again(
        &mut self,
        writer: &mut Writer,
        client: &mut Client,
        verdict: &mut Verdict,
    ) -> anyhow::Result<()> {
        let Some((operation, first)) = writer.last.take() else { return Ok(()) };
        self.repeated += 1;
        let again = send(client, &operation).await?;
        let same =
            again.is_replayed() && (again.status, &again.body) == (first.status, &first.body);
        verdict.promise(same, || {
            let (status, body) = (again.status, &again.body);
            format!("{operation:?} was answered {first:?}, and then {status} {body}")
        });
        Ok(())
    }

    /// Reads on in the change log: it must contain each change once, and nothing else.
    async fn judge_log(
        &mut self,
        client: &mut Client,
        keys: &Keys,
        writers: &[Writer],
        verdict: &mut Verdict,
    ) -> anyhow::Result<()> {
        let numbered: BTreeSet<&String> =
            writers.iter().flat_map(|it| it.changes.keys()).map(|(_, id)| id).collect();
        for change in state::changes(client, keys, &mut self.since).await? {
            let kind = change["kind"].as_str().unwrap_or_default().to_owned();
            let number = format!("#{}", change["number"]);
            let id = change["id"].as_str().unwrap_or_default().to_owned();
            let id = if numbered.contains(&number) { number } else { id };
            if kind.starts_with("person.") || kind.starts_with("group.") {
                *self.logged.entry((kind, id)).or_default() += 1;
            }
        }
        let due = writers.iter().flat_map(|writer| &writer.changes);
        let due: BTreeMap<(String, String), u64> =
            due.map(|((kind, id), count)| (((*kind).to_owned(), id.clone()), *count)).collect();
        for (change, count) in &due {
            let logged = self.logged.get(change).copied().unwrap_or_default();
            verdict.promise(logged == *count, || {
                format!("{change:?} was done {count} times, and is logged {logged} times")
            });
        }
        for change in self.logged.keys().filter(|change| !due.contains_key(*change)) {
            verdict.broken(format!("{change:?} is logged, and no client did it"));
        }
        Ok(())
    }
}

async fn send(client: &mut Client, operation: &Operation) -> anyhow::Result<Answer> {
    client.send(&operation.request).await.map_err(|lost| match lost {
        Lost::Unsent(error) | Lost::Unknown(error) => anyhow!(error).context("while judging"),
    })
}
