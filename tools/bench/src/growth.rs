//! Growth: what a page costs in domains of growing sizes, and a walk through all of them.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use serde::Serialize;

use crate::{
    arguments::Arguments,
    bed::Bed,
    client::Client,
    load::{self, Load},
    operations,
    process::Measured as _,
    report::{marked, tell, thousands},
    table::median,
};

/// How many are on a page of the walk.
const PAGE: u64 = 1_000;
/// How many times the cheapest the dearest may be.
const FLAT: f64 = 1.2;

/// What there is to say of one size. Times are processor microseconds.
#[derive(Serialize)]
pub(crate) struct Size {
    people: u64,
    /// A page of 20: the first,
    first: f64,
    /// half-way by next,
    next: f64,
    /// and by offset.
    offset: f64,
    /// How many pages of a thousand a walk by next takes,
    pages: u32,
    /// how long, in milliseconds for each of them,
    page_milliseconds: f64,
    /// and how much processor time, in microseconds for each.
    page_cpu: f64,
}

/// Measures a domain of each of these sizes.
pub(crate) fn measure(arguments: &Arguments, sizes: &[u64]) -> anyhow::Result<Vec<Size>> {
    let mut found = Vec::new();
    for people in sizes {
        let arguments = Arguments { people: *people, ..arguments.clone() };
        let bed = Bed::make(&arguments)?;
        let cost = |lines: Vec<String>| {
            let lines: Vec<String> = lines.iter().map(|line| format!("NEW {line}")).collect();
            let (key, seconds) = (&bed.set.key, arguments.seconds);
            let load = Load { lines: &lines, key, connections: 32, seconds };
            let round = |_| load::drive(&bed, &load, &bed.folder);
            let rounds = (0..arguments.rounds).map(round).collect::<Result<_, _>>()?;
            anyhow::Ok(median(rounds).cpu)
        };
        let [next, offset] = operations::at_depth(&bed, 0.5)?;
        let first = cost(vec![operations::list("limit=20")])?;
        let (next, offset) = (cost(next)?, cost(offset)?);
        let walk = walk(&bed)?;
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
        tell(&size.text());
        found.push(size);
    }
    Ok(found)
}

struct Walk {
    pages: u32,
    taken: Duration,
    spent: Duration,
}

/// Goes through everybody by `next`, for the first time.
fn walk(bed: &Bed) -> anyhow::Result<Walk> {
    let mut client = Client::connect(bed.address(), &bed.set.key)?;
    let (begun, before, mut pages) = (Instant::now(), bed.spent()?, 0);
    let mut next = Some(operations::list(&format!("limit={PAGE}")));
    while let Some(path) = next {
        let page = client.get_json(&path)?;
        pages += 1;
        next = page["meta"]["next"].as_str().map(str::to_owned);
    }
    Ok(Walk { pages, taken: begun.elapsed(), spent: bed.spent()?.saturating_sub(before) })
}

/// The sizes as Markdown, and how flat each column is.
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
    // Writing to a text has nothing to fail on.
    let _ = writeln!(
        text,
        "| dearest to cheapest, at most {FLAT} | {} | {} | {} | | {} | {} |",
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
