//! The import itself, pass by pass.

use anyhow::ensure;
use reqwest::Url;
use roster_directory::{HqImport, HqSummaries};
use roster_model::{Checkpoint, HqBatch, HqItem, HqKind, HqOutcome, HqTally};
use roster_wire::commcare::client::{
    ListPage, decode_group, decode_location, decode_location_type, decode_worker,
};

use super::{
    Client, Progress, Source,
    source::{LISTS, List},
};

/// Imports one domain into another.
pub(crate) struct Puller<'a> {
    /// The client of the source.
    pub(crate) client: Client,
    /// The source.
    pub(crate) source: Source,
    /// The target.
    pub(crate) hq_import: HqImport<'a>,
    /// The progress bar.
    pub(crate) progress: Progress,
    /// Whether the project has no locations.
    pub(crate) without_locations: bool,
}

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Ending {
    /// Number of passes.
    pub(crate) passes: i64,
    /// The last checkpoint, with its counts.
    pub(crate) checkpoint: Checkpoint,
    /// Imported and missing records, by kind.
    pub(crate) summaries: HqSummaries,
    /// Whether the last pass changed nothing.
    pub(crate) stable: bool,
}

impl Ending {
    /// Whether the imported and rejected records add up to the totals of the source, for every
    /// kind.
    pub(crate) fn agrees(&self) -> bool {
        agree(&self.summaries, &self.checkpoint)
    }
}

impl Puller<'_> {
    /// Reads everything, repeatedly, until a pass changes nothing and the totals agree; at most
    /// `most_passes` times. Resumes an interrupted run, unless `afresh`.
    ///
    /// # Errors
    ///
    /// If the source rejects a request or keeps failing, or the store fails. Completed pages are
    /// kept, and the next run resumes there.
    pub(crate) async fn run(&self, most_passes: i64, afresh: bool) -> anyhow::Result<Ending> {
        let mut checkpoint = self.hq_import.checkpoint().await?;
        if checkpoint.pass > 0 && !checkpoint.finished && !afresh {
            self.progress.say("resuming the last run");
        } else {
            checkpoint = Checkpoint { pass: checkpoint.pass + 1, ..Checkpoint::default() };
        }
        let mut passes = 0;
        let mut quiet = None;
        loop {
            checkpoint = self.pass(checkpoint).await?;
            passes += 1;
            let summaries = self.summaries(&checkpoint).await?;
            let listed: Vec<u64> = checkpoint.tallies.values().map(|tally| tally.listed).collect();
            let still = !checkpoint.changed;
            // Totals that disagree twice without a change will never agree.
            let settled = agree(&summaries, &checkpoint) || quiet.as_ref() == Some(&listed);
            if (still && settled) || passes >= most_passes {
                checkpoint.finished = true;
                self.hq_import.save(&checkpoint).await?;
                self.progress.end();
                return Ok(Ending { passes, checkpoint, summaries, stable: still });
            }
            quiet = still.then_some(listed);
            checkpoint = following_pass(checkpoint);
        }
    }

    /// Reads everything once and reports what a run would do, without changes.
    ///
    /// # Errors
    ///
    /// If the source rejects a request or keeps failing, or the store fails.
    pub(crate) async fn preview(&self) -> anyhow::Result<Ending> {
        let last = self.hq_import.checkpoint().await?;
        let mut checkpoint = Checkpoint { pass: last.pass + 1, ..Checkpoint::default() };
        let mut batches: Vec<HqBatch> = Vec::new();
        for list in LISTS {
            if self.skips(list) {
                continue;
            }
            self.progress.begin(list.name(), 1);
            let (mut next, mut seen) = (Some(self.source.first_page(list)), 0);
            while let Some(url) = next {
                let (page, following) = self.page(&url).await?;
                seen += page.objects.len() as u64;
                next = self.unless_beyond_total(list, seen, &page, following);
                set_total(&mut checkpoint, list, next.is_none(), page.total);
                let batch = self.read(list, &page);
                self.progress.advance(batch.len(), page.total);
                match batches.last_mut().filter(|last| last.kind() == list.kind) {
                    Some(last) => last.append(batch),
                    None => batches.push(batch),
                }
            }
        }
        let (mut summaries, checkpoint) = self.hq_import.dry_run(&batches, checkpoint).await?;
        summaries.retain(|kind, _| checkpoint.tallies.contains_key(kind));
        self.progress.end();
        Ok(Ending { passes: 1, checkpoint, summaries, stable: true })
    }

    /// The summaries of the kinds that the pass of `checkpoint` has read.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub(crate) async fn summaries(&self, checkpoint: &Checkpoint) -> anyhow::Result<HqSummaries> {
        let mut summaries = self.hq_import.summaries(checkpoint.pass).await?;
        summaries.retain(|kind, _| checkpoint.tallies.contains_key(kind));
        Ok(summaries)
    }

    async fn pass(&self, mut checkpoint: Checkpoint) -> anyhow::Result<Checkpoint> {
        while let Some(list) = usize::try_from(checkpoint.step).ok().and_then(|at| LISTS.get(at)) {
            if self.skips(*list) {
                checkpoint.step += 1;
                continue;
            }
            self.progress.begin(list.name(), checkpoint.pass);
            checkpoint = self.list(*list, checkpoint).await?;
        }
        Ok(checkpoint)
    }

    /// Imports one list, page by page, each with its checkpoint.
    async fn list(&self, list: List, mut checkpoint: Checkpoint) -> anyhow::Result<Checkpoint> {
        let first = || self.source.first_page(list);
        let mut url = match &checkpoint.next {
            Some(next) => self.source.following(&first(), next)?,
            None => first(),
        };
        // A tree may list a child before its parent: such records are retried at the end.
        let mut waiting: Option<HqBatch> = None;
        let mut seen = 0;
        loop {
            let (page, following) = self.page(&url).await?;
            let mut batch = self.read(list, &page);
            let read = batch.len();
            seen += read as u64;
            let following = self.unless_beyond_total(list, seen, &page, following);
            let mut behind = checkpoint.clone();
            behind.next = following.as_ref().map(below_origin);
            if following.is_none() {
                behind.step += 1;
                set_total(&mut behind, list, true, page.total);
                waiting.take().into_iter().for_each(|waiting| batch.append(waiting));
            }
            let taken;
            (taken, checkpoint) = self.hq_import.apply(&batch, behind).await?;
            self.progress.advance(read, page.total);
            let Some(following) = following else { return Ok(checkpoint) };
            url = following;
            if list.is_about_locations() {
                let refused: Vec<bool> = taken.iter().map(is_refused).collect();
                let refused = batch.selected(&refused);
                match &mut waiting {
                    Some(waiting) => waiting.append(refused),
                    None => waiting = Some(refused),
                }
            }
        }
    }

    async fn page(&self, url: &Url) -> anyhow::Result<(ListPage, Option<Url>)> {
        let page = self.client.page(url).await?;
        let following = page.next.as_deref().map(|next| self.source.following(url, next));
        let following = following.transpose()?;
        ensure!(
            following.is_none() || !page.objects.is_empty(),
            "the source returned an empty page with a next page: {url}"
        );
        Ok((page, following))
    }

    /// The next page, unless the list has more records than its total: it would never end.
    fn unless_beyond_total(
        &self,
        list: List,
        seen: u64,
        page: &ListPage,
        following: Option<Url>,
    ) -> Option<Url> {
        if following.is_some() && seen > page.total {
            let (name, total) = (list.name(), page.total);
            self.progress.say(&format!("the list of {name} goes on beyond its total of {total}"));
            return None;
        }
        following
    }

    fn read(&self, list: List, page: &ListPage) -> HqBatch {
        let objects = page.objects.iter();
        let into = &self.hq_import.actor().domain;
        let from = self.source.domain();
        match list.kind {
            HqKind::LocationType => {
                HqBatch::LocationTypes(objects.map(decode_location_type).collect())
            }
            HqKind::Location => HqBatch::Locations(objects.map(decode_location).collect()),
            HqKind::Group => HqBatch::Groups(objects.map(decode_group).collect()),
            HqKind::Worker => {
                let decode = |object| decode_worker(object, from, into, !list.archived);
                HqBatch::Workers(objects.map(decode).collect())
            }
        }
    }

    fn skips(&self, list: List) -> bool {
        self.without_locations && list.is_about_locations()
    }
}

/// Path and query: the origin is that of the source.
fn below_origin(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}

/// The total at the end of a list counts: the list may have changed since its start.
fn set_total(checkpoint: &mut Checkpoint, list: List, is_last: bool, total: u64) {
    if is_last {
        checkpoint.tallies.entry(list.kind).or_default().listed += total;
    }
}

fn following_pass(checkpoint: Checkpoint) -> Checkpoint {
    let without_listed = |(kind, tally): (HqKind, HqTally)| (kind, HqTally { listed: 0, ..tally });
    Checkpoint {
        pass: checkpoint.pass + 1,
        step: 0,
        next: None,
        changed: false,
        finished: false,
        tallies: checkpoint.tallies.into_iter().map(without_listed).collect(),
    }
}

fn agree(summaries: &HqSummaries, checkpoint: &Checkpoint) -> bool {
    checkpoint.tallies.iter().all(|(kind, tally)| {
        let summary = summaries.get(kind);
        summary.is_some_and(|summary| summary.came + summary.refused.len() as u64 == tally.listed)
    })
}

fn is_refused(record: &HqItem) -> bool {
    matches!(record.outcome, HqOutcome::Refused(_))
}
