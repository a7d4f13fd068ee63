//! A noisy neighbour: the read latency of a domain while another domain hashes passwords and
//! imports at full speed.
//!
//! The readers pause between their requests, so that the machine has free capacity: with two cores
//! and a load tool, readers at full speed would wait for each other.

use crate::{
    arguments::Arguments,
    dataset::NEIGHBOUR,
    fixture::Fixture,
    load::{self, Figures, Load},
    operations,
    process::Measured as _,
    report::{Compared, Line, Report},
};

/// The operation's name.
pub(crate) const NAME: &str = "read beside a neighbour";

/// Number of readers, and the pause of each, in milliseconds.
const READERS: usize = 8;
const PAUSE: u64 = 8;
/// Limit for the ratio to the latency without the neighbour.
const BOUND: f64 = 1.2;

/// The median and the 99th percentile, each beside the value without the neighbour.
pub(crate) fn lines(
    arguments: &Arguments,
    fixture: &Fixture,
    _: &Report,
) -> anyhow::Result<Vec<Line>> {
    let paths: Vec<String> = fixture.set.ids.iter().map(|id| operations::detail(id)).collect();
    let bytes = crate::client::Client::connect(&fixture.server.address, &fixture.set.key)?
        .get(&paths[0])?;
    let lines: Vec<String> = [format!("PACE {PAUSE}")]
        .into_iter()
        .chain(paths.iter().map(|path| format!("NEW {path}")))
        .collect();
    let reads = Load {
        lines: &lines,
        key: &fixture.set.key,
        connections: READERS,
        seconds: arguments.seconds,
    };
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    for _ in 0..arguments.rounds {
        alone.push(load::drive(fixture, &reads, &fixture.folder)?);
        beside.push(beside_neighbour(fixture, &reads)?);
    }
    let middle = |shown: &[Figures], of: fn(&Figures) -> f64| {
        let mut figures: Vec<f64> = shown.iter().map(of).collect();
        figures.sort_by(f64::total_cmp);
        figures[figures.len() / 2]
    };
    let line = |name, of: fn(&Figures) -> f64| {
        let figure = |of: fn(&Figures) -> f64| middle(&beside, of);
        // The processor time of the reads cannot be separated from that of the neighbour.
        let ours = Figures {
            rate: figure(|shown| shown.rate),
            p50: figure(|shown| shown.p50),
            p99: figure(|shown| shown.p99),
            cpu: f64::NAN,
        };
        let compared =
            Compared::new("the same alone", middle(&beside, of) / middle(&alone, of), BOUND);
        Line {
            name,
            cache_state: "first",
            bytes: bytes.len(),
            ours,
            baseline_cpu: f64::NAN,
            compared,
        }
    };
    Ok(vec![
        line("read beside a neighbour: p50", |shown| shown.p50),
        line("read beside a neighbour: p99", |shown| shown.p99),
    ])
}

/// Reads while the neighbour creates workers with passwords and imports 100 at once.
fn beside_neighbour(fixture: &Fixture, reads: &Load<'_>) -> anyhow::Result<Figures> {
    let of_neighbour = |line: String, connections, name| {
        let (key, seconds) = (fixture.set.neighbours_key.as_str(), reads.seconds + 1);
        let load = Load { lines: &[line], key, connections, seconds };
        load::start(fixture.address(), &load, &fixture.folder, name)
    };
    let create = format!("POST /a/{NEIGHBOUR}/api/v0.5/user/ h qwer1234");
    let import = format!("BULK /a/{NEIGHBOUR}/api/user/v1/bulk/ i 100");
    let hashing = of_neighbour(create, 8, "hashing")?;
    let importing = of_neighbour(import, 1, "importing")?;
    let shown = load::drive(fixture, reads, &fixture.folder)?;
    // The neighbour was busy all the time, and no request of it failed.
    hashing.end()?;
    importing.end()?;
    Ok(shown)
}
