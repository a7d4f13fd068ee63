//! Growth: the cost of a page in domains of growing sizes, and of a walk over all pages.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use serde::Serialize;

use crate::{
    arguments::Arguments,
    client::Client,
    fixture::Fixture,
    load::{self, Load},
    operations,
    process::Measured as _,
    report::{marked, progress, thousands},
    table::median,
};

/// Page size of the walk.
const PAGE: u64 = 1_000;
/// Limit for the ratio of the highest to the lowest cost.
const FLAT: f64 = 1.2;

/// The figures of one size. Times are processor microseconds.
#[derive(Serialize)]
pub(crate) struct Size {
    people: u64,
    /// The first page of 20.
    first: f64,
    /// A page half-way, by `next`.
    next: f64,
    /// A page half-way, by offset.
    offset: f64,
    /// Number of pages of a walk by `next`, with 1,000 workers each.
    pages: u32,
    /// Milliseconds per page of the walk.
    page_milliseconds: f64,
    /// Processor microseconds per page of the walk.
    page_cpu: f64,
}

/// Measures a domain of each size.
pub(crate) fn measure(arguments: &Arguments, sizes: &[u64]) -> anyhow::Result<Vec<Size>> {
    let mut found = Vec::new();
    for people in sizes {
        let arguments = Arguments { people: *people, ..arguments.clone() };
        let fixture = Fixture::make(&arguments)?;
        let cost = |lines: Vec<String>| {
            let lines: Vec<String> = lines.iter().map(|line| format!("NEW {line}")).collect();
            let (key, seconds) = (&fixture.set.key, arguments.seconds);
            let load = Load { lines: &lines, key, connections: 32, seconds };
            let round = |_| load::drive(&fixture, &load, &fixture.folder);
            let rounds = (0..arguments.rounds).map(round).collect::<Result<_, _>>()?;
            anyhow::Ok(median(rounds).cpu)
        };
        let [next, offset] = operations::at_depth(&fixture, 0.5)?;
        let first = cost(vec![operations::list("limit=20")])?;
        let (next, offset) = (cost(next)?, cost(offset)?);
        let walk = walk(&fixture)?;
        let pages = f64::from(walk.pages);
        let size = Size {
            people: *people,
            first,
            next,
            offset,
            pages: walk.pages,
            page_milliseconds: walk.taken.as_secs_f64() * 1e3 / pages,
            page_cpu: walk.spent.as_secs_f64() * 1e6 / pages,
        };
        progress(&size.text());
        found.push(size);
    }
    Ok(found)
}

struct Walk {
    pages: u32,
    taken: Duration,
    spent: Duration,
}

/// Walks over all workers by `next`, with cold caches.
fn walk(fixture: &Fixture) -> anyhow::Result<Walk> {
    let mut client = Client::connect(fixture.address(), &fixture.set.key)?;
    let (begun, before, mut pages) = (Instant::now(), fixture.spent()?, 0);
    let mut next = Some(operations::list(&format!("limit={PAGE}")));
    while let Some(path) = next {
        let page = client.get_json(&path)?;
        pages += 1;
        next = page["meta"]["next"].as_str().map(str::to_owned);
    }
    Ok(Walk { pages, taken: begun.elapsed(), spent: fixture.spent()?.saturating_sub(before) })
}

/// The figures as Markdown, with the ratio of each column.
pub(crate) fn table(sizes: &[Size]) -> String {
    let mut text =
        "| workers | first page of 20, CPU us | half-way by next | half-way by offset | \
                    pages of a walk | ms a page | CPU us a page |\n\
                    | --: | --: | --: | --: | --: | --: | --: |\n"
            .to_owned();
    for size in sizes {
        text.push_str(&size.text());
        text.push('\n');
    }
    let flat = |of: fn(&Size) -> f64| {
        let (least, most) = sizes.iter().map(of).fold((f64::INFINITY, 0.0), |(least, most), it| {
            (f64::min(least, it), f64::max(most, it))
        });
        marked(most / least, 2, most / least > FLAT)
    };
    // Writing to a `String` cannot fail.
    let _ = writeln!(
        text,
        "| dearest to cheapest, limit {FLAT} | {} | {} | {} | | {} | {} |",
        flat(|size| size.first),
        flat(|size| size.next),
        flat(|size| size.offset),
        flat(|size| size.page_milliseconds),
        flat(|size| size.page_cpu),
    );
    text
}

impl Size {
    fn text(&self) -> String {
        format!(
            "| {} | {:.1} | {:.1} | {:.1} | {} | {:.2} | {:.0} |",
            thousands(self.people),
            self.first,
            self.next,
            self.offset,
            self.pages,
            self.page_milliseconds,
            self.page_cpu
        )
    }
}
