//! `roster check` on the store of the run.

use std::{
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::ensure;

use crate::{
    arguments::Arguments,
    fixture::{Fixture, place},
    load::Figures,
    process::spent_by_ended,
    report::{Compared, Line, Report},
};

/// The operation's name.
pub(crate) const NAME: &str = "roster check, of a worker";

/// Limit for the processor time of a worker, in microseconds. A check of 1,000,000 workers takes less
/// than two minutes then.
const LIMIT: f64 = 100.0;

/// The cost of a worker.
pub(crate) fn lines(_: &Arguments, fixture: &Fixture, _: &Report) -> anyhow::Result<Vec<Line>> {
    let (begun, before) = (Instant::now(), spent_by_ended()?);
    let status = Command::new(&fixture.program)
        .arg("check")
        .args(place(&fixture.backend()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    ensure!(status.success(), "roster check ended with {status}");
    let taken = begun.elapsed().as_secs_f64();
    let spent = spent_by_ended()?.saturating_sub(before).as_secs_f64();
    let workers = f64::from(u32::try_from(fixture.set.people)?);
    let cpu = spent * 1e6 / workers;
    let ours = Figures { rate: workers / taken, p50: f64::NAN, p99: f64::NAN, cpu };
    Ok(vec![Line {
        name: NAME,
        cache_state: "",
        bytes: 0,
        ours,
        baseline_cpu: f64::NAN,
        compared: Compared::new("100 us", cpu / LIMIT, 1.0),
    }])
}
