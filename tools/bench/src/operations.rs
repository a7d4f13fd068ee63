//! The measured operations: their requests and their limits.

use anyhow::Context as _;

use crate::{
    client::Client,
    dataset::{DOMAIN, Dataset},
    fixture::Fixture,
    pgbench,
};

/// One row of the table.
pub(crate) struct Operation {
    /// The name.
    pub(crate) name: &'static str,
    /// State of the caches.
    pub(crate) cache_state: CacheState,
    /// Lines of the load script.
    pub(crate) lines: Vec<String>,
    /// Number of connections.
    pub(crate) connections: usize,
    /// The comparison and its limit.
    pub(crate) bound: Bound,
}

/// State of the caches for a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CacheState {
    /// The response is cached: the same request was just sent, and nothing has changed since.
    Again,
    /// Other responses are cached, this one is not: the request is new, and nothing has changed.
    First,
    /// Nothing is cached: a person of the domain was changed before each request. These requests
    /// run one after another over one connection, so each costs more.
    Changed,
    /// The request is a write.
    Anew,
}

impl CacheState {
    /// The name in the table.
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
    /// The fixed response of the same size, with the limit; on PostgreSQL these statements.
    Baseline(f64, Vec<String>),
    /// Another operation, by name, under the same conditions, with the limit.
    Of(&'static str, f64),
    /// A bare password hash, with the limit.
    Hash(f64),
    /// The rate of durable commits of the bare engine, with the limit.
    Commits(f64),
}

/// Limit for the ratio of a request to the bare statement on PostgreSQL.
pub(crate) const STATEMENT: f64 = 2.0;

/// Depths of the pages, as parts of the whole list.
const DEPTHS: [f64; 6] = [0.02, 0.1, 0.25, 0.5, 0.75, 0.98];
/// Depths of large pages: no server can cache many of them.
const FEW: [f64; 1] = [0.5];
/// Number of different pages at each depth.
const SPREAD: u64 = 16;
/// Number of different bare statements.
const STATEMENTS: usize = 64;

const READ: &str = "read one";
const FIRST_20: &str = "list 20, first page";
const LIST_1000: &str = "list 1000, JSON";
const MIXED: &str = "mixed: 61% one, 36% list 20, 3% list 1000";

/// The path of a list.
pub(crate) fn list(query: &str) -> String {
    format!("/a/{DOMAIN}/api/v0.5/user/?{query}")
}

/// The path of a worker.
pub(crate) fn detail(id: &str) -> String {
    format!("/a/{DOMAIN}/api/v0.5/user/{id}/")
}

/// All operations of the table.
pub(crate) fn all(fixture: &Fixture) -> anyhow::Result<Vec<Operation>> {
    let mut all = reads(fixture)?;
    all.extend(filters(&fixture.set));
    all.extend(busy(fixture)?);
    all.extend(writes());
    Ok(all)
}

fn reads(fixture: &Fixture) -> anyhow::Result<Vec<Operation>> {
    let set = &fixture.set;
    let of_id = |id: &String| pgbench::of_people(&format!("p.id = '{id}'"));
    let page = |limit: u64| {
        let rows = format!("p.state = 1 ORDER BY p.username LIMIT {}", limit + 1);
        vec![pgbench::of_people(&rows)]
    };
    let dearer = if fixture.database.is_some() { 3.0 } else { 1.5 };
    let ids = set.ids.iter().take(STATEMENTS).map(of_id).collect();
    let of = |limit: u64, bound| Bound::Baseline(bound, page(limit));
    let mut all = Vec::new();
    for cache_state in [CacheState::Again, CacheState::First] {
        let mut add = |name, lines, connections, bound| {
            all.push(Operation { name, cache_state, lines, connections, bound });
        };
        let read = Bound::Baseline(2.0, Vec::clone(&ids));
        add(READ, set.ids.iter().map(|id| detail(id)).collect(), 32, read);
        add(FIRST_20, vec![list("limit=20")], 32, of(20, 3.0));
        add(
            "list 20, any page by next",
            by_next(fixture, 20, &offsets(set, &DEPTHS))?,
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
            by_next(fixture, 1000, &offsets(set, &FEW))?,
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
    // All digits but the last: matches up to ten people.
    let beginnings: Vec<String> =
        set.names.iter().map(|name| name[..name.len() - 1].to_owned()).collect();
    let late = [set.late.clone()];
    // A twelfth of all people.
    let common = ["asha".to_owned()];
    let mut all = Vec::new();
    for cache_state in [CacheState::Again, CacheState::First, CacheState::Changed] {
        if cache_state == CacheState::Changed {
            let (lines, bound) =
                (vec![list("limit=20")], Bound::Baseline(f64::INFINITY, Vec::new()));
            all.push(Operation { name: FIRST_20, cache_state, lines, connections: 1, bound });
        }
        for (name, lines) in [
            ("filter by group", asking("group", &set.groups)),
            ("filter by location", asking("location", &set.places)),
            ("filter by modified_since", asking("modified_since", &late)),
            ("filter by username", asking("username", &set.names)),
            ("filter by email", asking("email", &set.emails)),
            ("filter by search", asking("search", &beginnings)),
            ("search for a common name", asking("search", &common)),
        ] {
            let connections = if cache_state == CacheState::Changed { 1 } else { 32 };
            let bound = Bound::Of(FIRST_20, 2.0);
            all.push(Operation { name, cache_state, lines, connections, bound });
        }
    }
    all
}

/// Reads of a domain in which other people change all the time, and a mixed load.
fn busy(fixture: &Fixture) -> anyhow::Result<Vec<Operation>> {
    let set = &fixture.set;
    let any_page = by_next(fixture, 20, &offsets(set, &DEPTHS))?;
    let many = by_next(fixture, 1000, &offsets(set, &DEPTHS))?;
    // Of 100 requests.
    let (mut ids, mut pages) = (set.ids.iter().cycle(), any_page.iter().cycle());
    let mut mixed = Vec::new();
    for page in many.iter().take(3) {
        mixed.extend(ids.by_ref().take(20).map(|id| detail(id)));
        mixed.extend(pages.by_ref().take(12).cloned());
        mixed.push(page.clone());
    }
    let unlimited = || Bound::Baseline(f64::INFINITY, Vec::new());
    let operation = |name, cache_state, lines, connections| Operation {
        name,
        cache_state,
        lines,
        connections,
        bound: unlimited(),
    };
    Ok(vec![
        operation("list 20, any page by next", CacheState::Changed, any_page, 1),
        operation("list 1000, any page by next", CacheState::Changed, many, 1),
        operation(MIXED, CacheState::First, mixed.clone(), 32),
        operation(MIXED, CacheState::Changed, mixed, 1),
    ])
}

fn writes() -> Vec<Operation> {
    let creates = |password: &str| vec![format!("POST /a/{DOMAIN}/api/v0.5/user/ x {password}")];
    let write = |name, password, connections, bound| {
        let lines = creates(password);
        Operation { name, cache_state: CacheState::Anew, lines, connections, bound }
    };
    vec![
        write("create, no password", "-", 64, Bound::Commits(0.8)),
        write("create with password", "qwer1234", 8, Bound::Hash(1.1)),
    ]
}

/// Pages of 20 at this part of the list, by next and by offset.
pub(crate) fn at_depth(fixture: &Fixture, depth: f64) -> anyhow::Result<[Vec<String>; 2]> {
    Ok([by_next(fixture, 20, &offsets(&fixture.set, &[depth]))?, by_offset(&fixture.set, &[depth])])
}

/// Links to the pages that begin at these offsets, as the server returns them.
fn by_next(fixture: &Fixture, limit: u64, offsets: &[u64]) -> anyhow::Result<Vec<String>> {
    let mut client = Client::connect(&fixture.server.address, &fixture.set.key)?;
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
        // A step that reaches every position of a page.
        (0..SPREAD).map(move |turn| (start + turn * 37).min(people.saturating_sub(1)))
    };
    depths.iter().flat_map(around).collect()
}
