//! What is measured: the requests of each operation, and what it may cost.

use anyhow::Context as _;

use crate::client;
use crate::dataset::{DOMAIN, Dataset};
use crate::process::Server;

/// One line of the table.
pub(crate) struct Operation {
    /// What it is.
    pub(crate) name: &'static str,
    /// Lines for the load script.
    pub(crate) lines: Vec<String>,
    /// How many connections send it.
    pub(crate) connections: usize,
    /// What its cost is compared with, and how many times that it may be.
    pub(crate) bound: Bound,
}

/// What an operation is compared with.
#[derive(Clone, Copy)]
pub(crate) enum Bound {
    /// The fixed answer of the same size.
    Floor(f64),
    /// Another operation, by name.
    Of(&'static str, f64),
    /// A bare password hash.
    Hash(f64),
    /// The rate of durable commits of the bare engine, of which at least this part.
    Commits(f64),
}

/// Where pages are asked for: parts of the whole list.
const DEPTHS: [f64; 6] = [0.02, 0.1, 0.25, 0.5, 0.75, 0.98];
/// How many different pages are asked for at each depth.
const SPREAD: u64 = 16;

fn list(query: &str) -> String {
    format!("/a/{DOMAIN}/api/v0.5/user/?{query}")
}

/// Every operation of the table, for a server that has the data set.
pub(crate) fn all(set: &Dataset, server: &Server) -> anyhow::Result<Vec<Operation>> {
    let floor = Bound::Floor;
    let few = |name, query: &str, bound| one(name, vec![list(query)], 32, bound);
    let detail = |id: &String| format!("/a/{DOMAIN}/api/v0.5/user/{id}/");
    let first = "list 20, first page";
    let of_group = |group: &String| list(&format!("limit=20&group={group}"));
    let at_place = |place: &String| list(&format!("limit=20&location={place}"));
    let named = |name: &String| list(&format!("limit=20&username={name}"));
    let found = |name: &String| list(&format!("limit=20&search={}", &name[..name.len() - 1]));
    let creates = |password: &str| vec![format!("POST /a/{DOMAIN}/api/v0.5/user/ x {password}")];
    Ok(vec![
        one("read one", set.ids.iter().map(detail).collect(), 32, floor(2.0)),
        few(first, "limit=20", floor(3.0)),
        one(
            "list 20, any page by next",
            by_next(set, server, 20, &DEPTHS)?,
            32,
            Bound::Of(first, 1.2),
        ),
        one("list 20, any page by offset", by_offset(set, &DEPTHS), 32, Bound::Of(first, 1.5)),
        one("list 1000, JSON", vec![list("limit=1000")], 8, floor(3.5)),
        one(
            "list 1000, any page by next",
            by_next(set, server, 1000, &DEPTHS)?,
            8,
            Bound::Of("list 1000, JSON", 1.2),
        ),
        one("list 1000, XML", vec![list("limit=1000&format=xml")], 8, floor(6.0)),
        one(
            "filter by group",
            set.groups.iter().map(of_group).collect(),
            32,
            Bound::Of(first, 2.0),
        ),
        one(
            "filter by location",
            set.places.iter().map(at_place).collect(),
            32,
            Bound::Of(first, 2.0),
        ),
        few(
            "filter by modified_since",
            &format!("limit=20&modified_since={}", set.late),
            Bound::Of(first, 2.0),
        ),
        one("filter by username", set.names.iter().map(named).collect(), 32, Bound::Of(first, 2.0)),
        one("filter by search", set.names.iter().map(found).collect(), 32, Bound::Of(first, 2.0)),
        few("list 20 with extras", "limit=20&extras=true", Bound::Of(first, 2.0)),
        one("create, no password", creates("-"), 64, Bound::Commits(0.8)),
        one("create with password", creates("qwer1234"), 8, Bound::Hash(1.1)),
    ])
}

/// A point of the plot: pages of 20 at this part of the list, by next and by offset.
pub(crate) fn at_depth(
    set: &Dataset,
    server: &Server,
    depth: f64,
) -> anyhow::Result<[Vec<String>; 2]> {
    Ok([by_next(set, server, 20, &[depth])?, by_offset(set, &[depth])])
}

fn one(name: &'static str, lines: Vec<String>, connections: usize, bound: Bound) -> Operation {
    Operation { name, lines, connections, bound }
}

/// Links to pages at these depths, as the server itself gives them.
fn by_next(
    set: &Dataset,
    server: &Server,
    limit: u64,
    depths: &[f64],
) -> anyhow::Result<Vec<String>> {
    let mut links = Vec::new();
    for offset in offsets(set, depths) {
        let before = list(&format!("limit={limit}&offset={}", offset.saturating_sub(limit)));
        let page = client::get_json(&server.address, &before, &set.key)?;
        if let Some(next) = page["meta"]["next"].as_str() {
            links.push(next.to_owned());
        }
    }
    links.first().context("no next page")?;
    Ok(links)
}

fn by_offset(set: &Dataset, depths: &[f64]) -> Vec<String> {
    offsets(set, depths).map(|offset| list(&format!("limit=20&offset={offset}"))).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place in a list, more or less"
)]
fn offsets(set: &Dataset, depths: &[f64]) -> impl Iterator<Item = u64> {
    let people = set.people;
    depths.iter().flat_map(move |depth| {
        let start = (depth * people as f64) as u64;
        // Steps that hit every place in a page.
        (0..SPREAD).map(move |turn| (start + turn * 37).min(people.saturating_sub(1)))
    })
}
