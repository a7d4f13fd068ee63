//! What is measured: the requests of each operation, and what it may cost.

use anyhow::Context as _;

use crate::{
    bed::Bed,
    client::Client,
    dataset::{DOMAIN, Dataset},
    pgbench,
};

/// One line of the table.
pub(crate) struct Operation {
    /// What it is.
    pub(crate) name: &'static str,
    /// On which terms it is asked for.
    pub(crate) asked: Asked,
    /// Lines for the load script.
    pub(crate) lines: Vec<String>,
    /// How many connections send it.
    pub(crate) connections: usize,
    /// What its cost is compared with, and how many times that it may be.
    pub(crate) bound: Bound,
}

/// What the server may remember of the same question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The answer: the same was asked just before, and nothing has changed since.
    Again,
    /// What it takes for other answers: nobody has asked this before, but nothing has changed.
    First,
    /// Nothing of the domain: somebody was changed just before each request. These come one after
    /// another over one connection, so they cost more, whatever they are.
    Changed,
    /// It is a write.
    Anew,
}

impl Asked {
    /// In words.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::First => "first",
            Self::Changed => "after a change",
            Self::Anew => "",
        }
    }
}

/// What an operation is compared with.
#[derive(Clone)]
pub(crate) enum Bound {
    /// The fixed answer of the same size on the embedded store, so many times at most; on PostgreSQL
    /// these statements.
    Floor(f64, Vec<String>),
    /// Another operation, by name, that is asked for on the same terms.
    Of(&'static str, f64),
    /// A bare password hash.
    Hash(f64),
    /// The rate of durable commits of the bare engine, of which at least this part.
    Commits(f64),
}

/// How many times the bare statement a request may cost on PostgreSQL.
pub(crate) const STATEMENT: f64 = 2.0;

/// Where pages are asked for: parts of the whole list.
const DEPTHS: [f64; 6] = [0.02, 0.1, 0.25, 0.5, 0.75, 0.98];
/// The same for pages so large that a server cannot be expected to remember many.
const FEW: [f64; 1] = [0.5];
/// How many different pages are asked for at each depth.
const SPREAD: u64 = 16;
/// How many different bare statements there are.
const STATEMENTS: usize = 64;

const READ: &str = "read one";
const FIRST_20: &str = "list 20, first page";
const LIST_1000: &str = "list 1000, JSON";

/// The address of a list.
pub(crate) fn list(query: &str) -> String {
    format!("/a/{DOMAIN}/api/v0.5/user/?{query}")
}

/// The address of a worker.
pub(crate) fn detail(id: &str) -> String {
    format!("/a/{DOMAIN}/api/v0.5/user/{id}/")
}

/// Every operation of the table, on a bed with the data set.
pub(crate) fn all(bed: &Bed) -> anyhow::Result<Vec<Operation>> {
    let mut all = reads(bed)?;
    all.extend(filters(&bed.set));
    all.extend(writes());
    Ok(all)
}

fn reads(bed: &Bed) -> anyhow::Result<Vec<Operation>> {
    let set = &bed.set;
    let of_id = |id: &String| pgbench::of_people(&format!("p.id = '{id}'"));
    let page = |limit: u64| {
        let rows = format!("p.state = 1 ORDER BY p.username LIMIT {}", limit + 1);
        vec![pgbench::of_people(&rows)]
    };
    let dearer = if bed.database.is_some() { 3.0 } else { 1.5 };
    let ids = set.ids.iter().take(STATEMENTS).map(of_id).collect();
    let of = |limit: u64, bound| Bound::Floor(bound, page(limit));
    let mut all = Vec::new();
    for asked in [Asked::Again, Asked::First] {
        let mut add = |name, lines, connections, bound| {
            all.push(Operation { name, asked, lines, connections, bound });
        };
        let read = Bound::Floor(2.0, Vec::clone(&ids));
        add(READ, set.ids.iter().map(|id| detail(id)).collect(), 32, read);
        add(FIRST_20, vec![list("limit=20")], 32, of(20, 3.0));
        add(
            "list 20, any page by next",
            by_next(bed, 20, &offsets(set, &DEPTHS))?,
            32,
            Bound::Of(FIRST_20, 1.2),
        );
        let bound = Bound::Of(FIRST_20, dearer);
        add("list 20, any page by offset", by_offset(set, &DEPTHS), 32, bound);
        let extras = vec![list("limit=20&extras=true")];
        add("list 20 with extras", extras, 32, Bound::Of(FIRST_20, 2.0));
        add(LIST_1000, vec![list("limit=1000")], 8, of(1000, 3.5));
        add(
            "list 1000, any page by next",
            by_next(bed, 1000, &offsets(set, &FEW))?,
            8,
            Bound::Of(LIST_1000, 1.2),
        );
        add("list 1000, XML", vec![list("limit=1000&format=xml")], 8, of(1000, 6.0));
    }
    Ok(all)
}

fn filters(set: &Dataset) -> Vec<Operation> {
    let asking = |name: &str, values: &[String]| {
        values.iter().map(|value| list(&format!("limit=20&{name}={value}"))).collect::<Vec<_>>()
    };
    // All but the last digit: up to ten people are found.
    let beginnings: Vec<String> =
        set.names.iter().map(|name| name[..name.len() - 1].to_owned()).collect();
    let late = [set.late.clone()];
    let mut all = Vec::new();
    for asked in [Asked::Again, Asked::First, Asked::Changed] {
        if asked == Asked::Changed {
            let (lines, bound) = (vec![list("limit=20")], Bound::Floor(f64::INFINITY, Vec::new()));
            all.push(Operation { name: FIRST_20, asked, lines, connections: 1, bound });
        }
        for (name, lines) in [
            ("filter by group", asking("group", &set.groups)),
            ("filter by location", asking("location", &set.places)),
            ("filter by modified_since", asking("modified_since", &late)),
            ("filter by username", asking("username", &set.names)),
            ("filter by search", asking("search", &beginnings)),
        ] {
            let connections = if asked == Asked::Changed { 1 } else { 32 };
            let bound = Bound::Of(FIRST_20, 2.0);
            all.push(Operation { name, asked, lines, connections, bound });
        }
    }
    all
}

fn writes() -> Vec<Operation> {
    let creates = |password: &str| vec![format!("POST /a/{DOMAIN}/api/v0.5/user/ x {password}")];
    let write = |name, password, connections, bound| {
        let lines = creates(password);
        Operation { name, asked: Asked::Anew, lines, connections, bound }
    };
    vec![
        write("create, no password", "-", 64, Bound::Commits(0.8)),
        write("create with password", "qwer1234", 8, Bound::Hash(1.1)),
    ]
}

/// Pages of 20 at this part of the list, by next and by offset.
pub(crate) fn at_depth(bed: &Bed, depth: f64) -> anyhow::Result<[Vec<String>; 2]> {
    Ok([by_next(bed, 20, &offsets(&bed.set, &[depth]))?, by_offset(&bed.set, &[depth])])
}

/// Links to the pages that begin there, as the server itself gives them.
fn by_next(bed: &Bed, limit: u64, offsets: &[u64]) -> anyhow::Result<Vec<String>> {
    let mut client = Client::connect(&bed.server.address, &bed.set.key)?;
    let mut links = Vec::new();
    for offset in offsets {
        let before = list(&format!("limit={limit}&offset={}", offset.saturating_sub(limit)));
        let page = client.get_json(&before)?;
        if let Some(next) = page["meta"]["next"].as_str() {
            links.push(next.to_owned());
        }
    }
    links.first().context("no next page")?;
    Ok(links)
}

fn by_offset(set: &Dataset, depths: &[f64]) -> Vec<String> {
    let page = |offset| list(&format!("limit=20&offset={offset}"));
    offsets(set, depths).into_iter().map(page).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place in a list, more or less"
)]
fn offsets(set: &Dataset, depths: &[f64]) -> Vec<u64> {
    let people = set.people;
    let around = |depth: &f64| {
        let start = (depth * people as f64) as u64;
        // Steps that hit every place in a page.
        (0..SPREAD).map(move |turn| (start + turn * 37).min(people.saturating_sub(1)))
    };
    depths.iter().flat_map(around).collect()
}
