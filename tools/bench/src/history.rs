//! The history of a record and of an actor, which the console shows: the statements, without HTTP.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use roster_directory::{Directory, Environment, SystemClock, SystemRng};
use roster_model::ChangeFilter;
use roster_store::Store;

use crate::{
    arguments::Arguments,
    dataset::DOMAIN,
    extras::odd,
    fixture::Fixture,
    load::Figures,
    operations::{CacheState, FIRST_20},
    process::spent_by_this_process,
    report::{Compared, Line, Report},
};

/// The operations' name.
pub(crate) const NAME: &str = "history";

/// Limit for the ratio to a list of 20.
const BOUND: f64 = 2.0;
/// Entries of a page.
const PAGE: u32 = 50;

/// The newest changes of a worker, by a caller, and by an unknown one.
pub(crate) fn lines(
    arguments: &Arguments,
    fixture: &Fixture,
    report: &Report,
) -> anyhow::Result<Vec<Line>> {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let environment = Environment::new(Arc::new(SystemClock), Arc::new(SystemRng));
        let store = Store::open(&fixture.backend()).await?;
        let directory = Directory::open(store, environment).await.map_err(odd)?;
        let actor = directory.operator(DOMAIN).await.map_err(odd)?;
        let changes = directory.changes(&actor).map_err(odd)?;
        let of_record = |turn: usize| ChangeFilter {
            id: Some(fixture.set.ids[turn % fixture.set.ids.len()].clone()),
            ..ChangeFilter::default()
        };
        let by =
            |name: &str| ChangeFilter { actor: Some(name.to_owned()), ..ChangeFilter::default() };
        let newest = changes.latest(&of_record(0), None, 1).await.map_err(odd)?;
        let caller = newest.changes.first().map_or_else(String::new, |it| it.actor.clone());
        let mut lines = Vec::new();
        for name in ["history of a record", "history by caller", "history by an unknown caller"] {
            let (mut taken, mut spent) = (Vec::new(), Duration::ZERO);
            let begun = Instant::now();
            while begun.elapsed().as_secs() < arguments.seconds {
                let filter = match name {
                    "history of a record" => of_record(taken.len()),
                    "history by caller" => by(&caller),
                    _ => by("unknown@example.org"),
                };
                let (since, before) = (Instant::now(), spent_by_this_process()?);
                changes.latest(&filter, None, PAGE).await.map_err(odd)?;
                spent += spent_by_this_process()?.saturating_sub(before);
                taken.push(since.elapsed());
            }
            let ours = Figures::of(taken, spent);
            let against = report.cpu_of(FIRST_20, CacheState::First);
            lines.push(Line {
                name,
                cache_state: CacheState::First.text(),
                bytes: 0,
                ours,
                baseline_cpu: f64::NAN,
                compared: Compared::new(FIRST_20, ours.cpu / against, BOUND),
            });
        }
        Ok(lines)
    })
}
