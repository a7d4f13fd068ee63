//! A noisy neighbour: what a domain's reads take while another one hashes and imports at full tilt.
//!
//! The readers pause between their requests, so that there is room on the machine: with two cores and
//! a load tool on them, readers at full tilt would wait for each other.

use crate::{
    arguments::Arguments,
    bed::Bed,
    dataset::NEIGHBOUR,
    load::{self, Load, Shown},
    operations,
    process::Measured as _,
    report::{Compared, Line},
};

/// The operation's name.
pub(crate) const NAME: &str = "read beside a neighbour";

/// How many readers there are, and how long each of them pauses, in milliseconds.
const READERS: usize = 8;
const PAUSE: u64 = 8;
/// How many times what it is alone a read may take.
const BOUND: f64 = 1.2;

/// The middle and the slowest of the reads, each beside what it is without the neighbour.
pub(crate) fn lines(arguments: &Arguments, bed: &Bed) -> anyhow::Result<Vec<Line>> {
    let paths: Vec<String> = bed.set.ids.iter().map(|id| operations::detail(id)).collect();
    let bytes =
        crate::client::Client::connect(&bed.server.address, &bed.set.key)?.get(&paths[0])?;
    let lines: Vec<String> = [format!("PACE {PAUSE}")]
        .into_iter()
        .chain(paths.iter().map(|path| format!("NEW {path}")))
        .collect();
    let reads =
        Load { lines: &lines, key: &bed.set.key, connections: READERS, seconds: arguments.seconds };
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    for _ in 0..arguments.rounds {
        alone.push(load::drive(bed, &reads, &bed.folder)?);
        beside.push(beside_neighbour(bed, &reads)?);
    }
    let middle = |shown: &[Shown], of: fn(&Shown) -> f64| {
        let mut figures: Vec<f64> = shown.iter().map(of).collect();
        figures.sort_by(f64::total_cmp);
        figures[figures.len() / 2]
    };
    let line = |name, of: fn(&Shown) -> f64| {
        let figure = |of: fn(&Shown) -> f64| middle(&beside, of);
        // What the server spends on reads alone cannot be told from what the neighbour costs.
        let ours = Shown {
            rate: figure(|shown| shown.rate),
            p50: figure(|shown| shown.p50),
            p99: figure(|shown| shown.p99),
            cpu: f64::NAN,
        };
        let compared =
            Compared::new("the same alone", middle(&beside, of) / middle(&alone, of), BOUND);
        Line { name, asked: "first", bytes: bytes.len(), ours, floor_cpu: f64::NAN, compared }
    };
    Ok(vec![
        line("read beside a neighbour: p50", |shown| shown.p50),
        line("read beside a neighbour: p99", |shown| shown.p99),
    ])
}

/// Reads while the neighbour creates workers with passwords and imports others, a hundred at once.
fn beside_neighbour(bed: &Bed, reads: &Load<'_>) -> anyhow::Result<Shown> {
    let of_neighbour = |line: String, connections, name| {
        let (key, seconds) = (bed.set.neighbours_key.as_str(), reads.seconds + 1);
        let load = Load { lines: &[line], key, connections, seconds };
        load::start(bed.address(), &load, &bed.folder, name)
    };
    let create = format!("POST /a/{NEIGHBOUR}/api/v0.5/user/ h qwer1234");
    let import = format!("BULK /a/{NEIGHBOUR}/api/user/v1/bulk/ i 100");
    let hashing = of_neighbour(create, 8, "hashing")?;
    let importing = of_neighbour(import, 1, "importing")?;
    let shown = load::drive(bed, reads, &bed.folder)?;
    // It was at it all the time, and nothing of it was refused.
    hashing.end()?;
    importing.end()?;
    Ok(shown)
}
