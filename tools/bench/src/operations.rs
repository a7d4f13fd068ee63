//! The measured operations: their requests and their limits.

use anyhow::Context as _;

use crate::{
    client::Client,
    dataset::{DOMAIN, Dataset},
    extras::ROLE,
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
    /// The API that the requests are for.
    pub(crate) api: Api,
    /// Number of connections.
    pub(crate) connections: usize,
    /// The comparison and its limit.
    pub(crate) bound: Bound,
}

/// An API, with its own credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Api {
    /// CommCare HQ's.
    CommCare,
    /// User.com's.
    UserCom,
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
    /// One request of twenty changes another worker of the domain; no response is cached.
    Busy,
    /// As many workers of the domain are changed by another process; no response is cached.
    BusyElsewhere,
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
            Self::Busy => "beside 5% writes",
            Self::BusyElsewhere => "beside 5% writes of another process",
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

/// Page size of User.com's lists.
const USERCOM_PAGE: u64 = 100;

const READ: &str = "read one";
/// The operation with which lists are compared.
pub(crate) const FIRST_20: &str = "list 20, first page";
const USERCOM_FIRST: &str = "User.com: first page of 100";
/// The operation with which writes are compared.
pub(crate) const CREATE: &str = "create, no password";
/// The operation with which walks are compared.
pub(crate) const LIST_1000: &str = "list 1000, JSON";
/// One of so many requests is a write, in [`CacheState::Busy`] and [`CacheState::BusyElsewhere`].
pub(crate) const READS_PER_WRITE: u32 = 20;

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
    all.extend(filters(fixture));
    all.extend(usercom(&fixture.set));
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
            let api = Api::CommCare;
            all.push(Operation { name, cache_state, lines, api, connections, bound });
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

fn filters(fixture: &Fixture) -> Vec<Operation> {
    let set = &fixture.set;
    let asking = |name: &str, values: &[String]| {
        values.iter().map(|value| list(&format!("limit=20&{name}={value}"))).collect::<Vec<_>>()
    };
    // All digits but the last: matches up to ten people.
    let beginnings: Vec<String> =
        set.names.iter().map(|name| name[..name.len() - 1].to_owned()).collect();
    let late = [set.late.clone()];
    let below = format!("location={}&include_descendants=true", fixture.extras.top);
    // A twelfth of all people.
    let common = ["asha".to_owned()];
    let mut all = Vec::new();
    for cache_state in [CacheState::Again, CacheState::First, CacheState::Changed] {
        if cache_state == CacheState::Changed {
            let (lines, bound) =
                (vec![list("limit=20")], Bound::Baseline(f64::INFINITY, Vec::new()));
            let (name, api, connections) = (FIRST_20, Api::CommCare, 1);
            all.push(Operation { name, cache_state, lines, api, connections, bound });
        }
        for (name, lines) in [
            ("filter by group", asking("group", &set.groups)),
            ("filter by location", asking("location", &set.places)),
            ("filter by modified_since", asking("modified_since", &late)),
            ("filter by username", asking("username", &set.names)),
            ("filter by email", asking("email", &set.emails)),
            ("filter by an unused email", asking("email", &["no@example.org".to_owned()])),
            ("filter by role", asking("role", &[ROLE.to_owned()])),
            ("filter by an unused role", asking("role", &["Auditor".to_owned()])),
            ("filter by all locations below the top", vec![list(&format!("limit=20&{below}"))]),
            ("filter by search", asking("search", &beginnings)),
            ("search for a common name", asking("search", &common)),
            ("search for a beginning of all names", asking("search", &["chw".to_owned()])),
        ] {
            let connections = if cache_state == CacheState::Changed { 1 } else { 32 };
            let (api, bound) = (Api::CommCare, Bound::Of(FIRST_20, 2.0));
            all.push(Operation { name, cache_state, lines, api, connections, bound });
        }
    }
    all
}

/// The users of User.com's API: the people of the same domain. Its responses are not cached, so that
/// the first request and its repetition are the same.
fn usercom(set: &Dataset) -> Vec<Operation> {
    let path = |rest: &str| format!("/api/public/users/{rest}");
    let pages = set.people.div_ceil(USERCOM_PAGE).max(1);
    let numbers = (0..SPREAD * 6).map(|turn| 1 + turn * 7_919 % pages);
    let any_page: Vec<String> = numbers.map(|number| path(&format!("?page={number}"))).collect();
    let search = |name: &str, values: &[String]| -> Vec<String> {
        values.iter().map(|value| path(&format!("search/?{name}={value}"))).collect()
    };
    let phones: Vec<String> = set.phones().collect();
    let mut all = Vec::new();
    for cache_state in [CacheState::First, CacheState::Changed] {
        let connections = if cache_state == CacheState::Changed { 1 } else { 32 };
        for (name, lines, bound) in [
            (USERCOM_FIRST, vec![path("?page=1")], Bound::Baseline(3.5, Vec::new())),
            ("User.com: any page of 100", any_page.clone(), Bound::Of(USERCOM_FIRST, 1.5)),
            ("User.com: search by email", search("email", &set.emails), Bound::Of(READ, 2.0)),
            ("User.com: search by phone", search("phone_number", &phones), Bound::Of(READ, 2.0)),
        ] {
            // The state after a change has no comparison with a single worker.
            let bound = match bound {
                Bound::Of(READ, limit) if cache_state == CacheState::Changed => {
                    Bound::Of(FIRST_20, limit)
                }
                bound => bound,
            };
            let api = Api::UserCom;
            all.push(Operation { name, cache_state, lines, api, connections, bound });
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
    let below = |limit| Bound::Baseline(limit, Vec::new());
    let operation = |name, cache_state, lines, connections, bound| Operation {
        name,
        cache_state,
        lines,
        api: Api::CommCare,
        connections,
        bound,
    };
    let (next_20, next_1000) = ("list 20, any page by next", "list 1000, any page by next");
    let mut all = vec![
        operation(next_20, CacheState::Changed, any_page.clone(), 1, Bound::Of(FIRST_20, 1.2)),
        operation(next_1000, CacheState::Changed, many.clone(), 1, below(6.0)),
        operation(MIXED, CacheState::First, mixed.clone(), 32, below(6.0)),
        operation(MIXED, CacheState::Changed, mixed.clone(), 1, below(6.0)),
    ];
    for cache_state in [CacheState::Busy, CacheState::BusyElsewhere] {
        let lines = |lines: &[String]| match cache_state {
            CacheState::Busy => with_edits(lines, &set.ids),
            _ => lines.to_vec(),
        };
        all.extend([
            operation(next_20, cache_state, lines(&any_page), 32, below(12.0)),
            operation(next_1000, cache_state, lines(&many), 8, below(6.0)),
            operation(MIXED, cache_state, lines(&mixed), 32, below(9.0)),
        ]);
    }
    Ok(all)
}

/// Requests, each twentieth of which changes a worker.
fn with_edits(lines: &[String], ids: &[String]) -> Vec<String> {
    let mut ids = ids.iter().cycle();
    // Workers from all parts of the list.
    let mut edit = || ids.nth(97).map(|id| format!("EDIT {}", detail(id)));
    let mut all = Vec::new();
    let mut reads = lines.iter().cycle();
    // Each request is there as often as any other.
    for _ in 0..lines.len() {
        all.extend(reads.by_ref().take(READS_PER_WRITE as usize - 1).cloned());
        all.extend(edit());
    }
    all
}

fn writes() -> Vec<Operation> {
    let creates = |password: &str| vec![format!("POST /a/{DOMAIN}/api/v0.5/user/ x {password}")];
    let write = |name, password, connections, bound| {
        let lines = creates(password);
        let (cache_state, api) = (CacheState::Anew, Api::CommCare);
        Operation { name, cache_state, lines, api, connections, bound }
    };
    vec![
        write(CREATE, "-", 64, Bound::Commits(0.8)),
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
