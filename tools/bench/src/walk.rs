//! A walk over all workers by a process that has just started.

use std::time::Instant;

use crate::{
    arguments::Arguments,
    client::Client,
    fixture::Fixture,
    load::Figures,
    operations::{self, CacheState, LIST_1000},
    process::Measured as _,
    report::{Compared, Line, Report},
};

/// The operation's name.
pub(crate) const NAME: &str = "walk in a new process, a page of 1000";

/// Limit for the ratio to the baseline of a page.
const BOUND: f64 = 15.0;

/// The cost of a page.
pub(crate) fn lines(
    _: &Arguments,
    fixture: &Fixture,
    report: &Report,
) -> anyhow::Result<Vec<Line>> {
    let server = fixture.another_server()?;
    let mut client = Client::connect(server.address(), &fixture.set.key)?;
    let (mut taken, mut bytes) = (Vec::new(), 0);
    let before = server.spent_by_threads()?;
    let mut next = Some(operations::list("limit=1000"));
    while let Some(path) = next {
        let begun = Instant::now();
        let body = client.get(&path)?;
        taken.push(begun.elapsed());
        bytes = bytes.max(body.len());
        let page: serde_json::Value = serde_json::from_slice(&body)?;
        next = page["meta"]["next"].as_str().map(str::to_owned);
    }
    let ours = Figures::of(taken, server.spent_by_threads()?.saturating_sub(before));
    let baseline_cpu = report.baseline_of(LIST_1000, CacheState::First);
    Ok(vec![Line {
        name: NAME,
        cache_state: "none",
        bytes,
        ours,
        baseline_cpu,
        compared: Compared::new("the baseline", ours.cpu / baseline_cpu, BOUND),
    }])
}
