//! What is of another domain cannot be told from what never was: for every operation of the document,
//! every position in it, and everybody who may ask, the two are asked for side by side.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use roster_store::{Backend, changes};
use tokio::task::JoinSet;

use crate::{
    callers::{self, Asks, Caller},
    document::{Operation, Position},
    requests::RequestContext,
    sorts::Sort,
    told::Told,
    world::World,
};

roster_testkit::on_both_engines! { what_is_of_another_domain_is_as_if_it_never_was }

/// How many ask at a time.
const AT_A_TIME: usize = 4;

/// What no domain, and no thing of any sort, can be called.
const MALFORMED: [&str; 5] = ["..", "\u{0}", "' OR 1=1 --", "\u{202e}Zo\u{eb}", "DEMO"];

/// What stands in a position beside what never was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variant {
    /// Of the other domain.
    Foreign,
    /// Of this domain, until it was deleted.
    Deleted,
    /// Of this domain, of another sort.
    Other,
    /// Nothing that could be.
    Malformed(&'static str),
}

struct Cell {
    operation: Operation,
    position: Position,
    sort: Sort,
    variant: Variant,
    caller: Arc<Caller>,
}

async fn what_is_of_another_domain_is_as_if_it_never_was(place: Backend) {
    let world = World::on(&place).await;
    let callers: Vec<Arc<Caller>> = callers::all(&world).await.into_iter().map(Arc::new).collect();
    let cells: Vec<Cell> = callers.iter().flat_map(|caller| cells(&world, caller)).collect();
    let covered: BTreeSet<(String, Position)> =
        cells.iter().map(|cell| (cell.operation.to_string(), cell.position.clone())).collect();
    for operation in &world.operations {
        for (position, _) in &operation.positions {
            let known = covered.contains(&(operation.to_string(), position.clone()));
            assert!(known, "{operation} {position:?} is covered by no cell");
        }
    }

    // What only reads is asked while nothing changes, so that lists are alike.
    let (reads, writes): (Vec<Cell>, Vec<Cell>) =
        cells.into_iter().partition(|cell| !cell.operation.writes());
    let counted = (reads.len(), writes.len());
    for cell in &reads {
        world.deleted(&world.north, cell.sort).await;
    }
    // A web user is not made anew for each cell, so that what is done to one is done by turns.
    let (shared, own): (Vec<Cell>, Vec<Cell>) =
        writes.into_iter().partition(|cell| cell.operation.subject() == Some(Sort::WebUser));
    let mut leaks = ask_all(&world, reads, AT_A_TIME).await;
    leaks.extend(ask_all(&world, own, AT_A_TIME).await);
    leaks.extend(ask_all(&world, shared, 1).await);
    leaks.extend(strangers_in_the_south(&world).await);
    let engine = if matches!(place, Backend::Embedded(_)) { "SQLite" } else { "PostgreSQL" };
    println!(
        "{engine}: {} operations, {} positions, {} callers, {} cells ({} that read, {} that write): {} leaks",
        world.operations.len(),
        covered.len(),
        callers.len(),
        counted.0 + counted.1,
        counted.0,
        counted.1,
        leaks.len(),
    );
    assert!(leaks.is_empty(), "{}", leaks.join("\n\n"));
}

/// What is asked as this caller.
fn cells(world: &World, caller: &Arc<Caller>) -> Vec<Cell> {
    let mut cells = Vec::new();
    for operation in &world.operations {
        let everywhere = caller.asks == Asks::Everything;
        if operation.is_usercom() != caller.usercom || operation.again && !everywhere {
            continue;
        }
        for (position, sort) in &operation.positions {
            if caller.asks == Asks::ByPath && !matches!(position, Position::Path(_)) {
                continue;
            }
            if caller.is_southern && *sort == Sort::Domain {
                continue;
            }
            for variant in variants(position, *sort, caller.asks) {
                cells.push(Cell {
                    operation: operation.clone(),
                    position: position.clone(),
                    sort: *sort,
                    variant,
                    caller: Arc::clone(caller),
                });
            }
        }
    }
    cells
}

fn variants(position: &Position, sort: Sort, asks: Asks) -> Vec<Variant> {
    let mut variants = vec![Variant::Foreign];
    if asks == Asks::ByPath {
        return variants;
    }
    if !matches!(sort, Sort::Once | Sort::Read | Sort::Cursor | Sort::Since) {
        let in_path = matches!(position, Position::Path(_));
        // A username stays taken, and a number of another sort may be a number of this one too.
        if !sort.is_chosen() || in_path {
            variants.push(Variant::Deleted);
        }
        if in_path && sort != Sort::Domain && !sort.is_number() {
            variants.push(Variant::Other);
        }
        variants.extend(MALFORMED.map(Variant::Malformed));
    }
    variants
}

async fn ask_all(world: &Arc<World>, cells: Vec<Cell>, at_a_time: usize) -> Vec<String> {
    let cells = Arc::new(Mutex::new(cells));
    let mut asking = JoinSet::new();
    for _ in 0..at_a_time {
        let (world, cells) = (Arc::clone(world), Arc::clone(&cells));
        asking.spawn(async move {
            let mut leaks = Vec::new();
            loop {
                let Some(cell) = cells.lock().unwrap().pop() else { return leaks };
                leaks.extend(leak(&world, &cell).await);
            }
        });
    }
    asking.join_all().await.concat()
}

/// What somebody can learn by this cell, or does with it.
async fn leak(world: &World, cell: &Cell) -> Option<String> {
    let (operation, position, sort) = (&cell.operation, &cell.position, cell.sort);
    let value = value(world, cell).await?;
    let missing = match sort {
        Sort::Read => "\"bWFkZSB1cCBieSBub2JvZHk\"".to_owned(),
        Sort::Since => world.keep(&world.north, Sort::Worker).await,
        _ => world.missing(sort),
    };
    let asked = world.request(operation, &world.north).await;
    let (told, sent) = ask(world, cell, asked, &value).await;
    let describe = |problem: &str, told: &str| {
        let (caller, variant) = (&cell.caller.name, cell.variant);
        Some(format!("{operation} {position:?} {variant:?} as {caller}: {problem}\n{told}"))
    };
    if told.status >= 500 {
        return describe("5xx", &told.body);
    }
    if told.beside(&sent).contains(world.south.mark) {
        return describe("tells of the south", &format!("{told:?}"));
    }
    if let Variant::Malformed(_) = cell.variant
        && !matches!(position, Position::Path(_))
    {
        return None;
    }
    // Where a list goes on is no secret of whoever was told it, and what comes there is one's own.
    if matches!(sort, Sort::Cursor | Sort::Since) {
        return None;
    }
    let asked = world.request(operation, &world.north).await;
    let (other, also_sent) = ask(world, cell, asked, &missing).await;
    // In words a refusal may show what it cannot read.
    if matches!(cell.variant, Variant::Malformed(_)) && told.status == other.status {
        return None;
    }
    let (first, second) = (told.compared(&sent), other.compared(&also_sent));
    if first == second {
        return None;
    }
    describe("is told from what never was", &format!("{first}\n--- but\n{second}"))
}

/// Asks with `value` in the cell's position; tells the answer, and what of the request may come back
/// in it.
async fn ask(
    world: &World,
    cell: &Cell,
    asked: RequestContext,
    value: &str,
) -> (Told, Vec<String>) {
    let mut asked = asked.with(&cell.position, cell.sort, value);
    // Who knows the tag of a thing in another domain has no better way to it.
    if cell.sort != Sort::Read
        && cell.operation.writes()
        && cell.operation.subject().is_some()
        && cell.variant == Variant::Foreign
        && cell.caller.asks == Asks::OfEachOperation
    {
        asked.headers.push(("If-Match".to_owned(), "*".to_owned()));
    }
    let mut sent: Vec<String> = vec![value.to_owned()];
    sent.extend(asked.id.clone());
    let body = asked.text();
    let mut headers: Vec<(&str, &str)> =
        asked.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    if let Some(authorization) = &cell.caller.authorization {
        headers.push(("Authorization", authorization));
    }
    (world.ask(&asked.method, &asked.target(), &headers, &body).await, sent)
}

/// What the cell has in its position; nothing where there is no such thing.
async fn value(world: &World, cell: &Cell) -> Option<String> {
    let (operation, sort, south) = (&cell.operation, cell.sort, &world.south);
    match cell.variant {
        // In a body it may be the name of something new, which is not to be what a path names.
        Variant::Malformed(text) if !matches!(cell.position, Position::Path(_)) => {
            return Some(format!("{text} in a body"));
        }
        Variant::Malformed(text) => return Some(text.to_owned()),
        Variant::Deleted => return world.deleted(&world.north, sort).await,
        Variant::Other => {
            let other = if sort == Sort::Group { Sort::Location } else { Sort::Group };
            return Some(world.keep(&world.north, other).await);
        }
        Variant::Foreign => {}
    }
    Some(match sort {
        Sort::Cursor => cursor(world, operation).await,
        Sort::Since => {
            let path = "/a/south/api/changes/v1/?limit=1000";
            let feed = world.ask("GET", path, &[south.as_admin(path)], "").await.json();
            feed["next"].as_str().unwrap().to_owned()
        }
        Sort::Read => {
            let asked = world.request(operation, south).await;
            let target = asked.target();
            let told = world.ask("GET", &target, &[south.as_admin(&target)], "").await;
            // An empty page is the same for everybody, and so is its tag.
            if told.body.contains("\"results\":[]") || told.body.contains("\"objects\": []") {
                return None;
            }
            told.header("ETag").unwrap_or("\"none\"").to_owned()
        }
        Sort::Once => {
            let (asked, key) = (world.request(operation, south).await, world.word(&world.north));
            let target = asked.target();
            let headers = [south.as_admin(&target), ("Idempotency-Key", key.as_str())];
            let done = world.ask(&asked.method, &target, &headers, &asked.text()).await;
            assert!(done.status < 300, "{operation}: {done:?}");
            key
        }
        // What anybody may choose is chosen anew, as the north may have chosen it too by now.
        _ if operation.writes() && sort.is_chosen() => world.make(south, sort).await,
        _ => world.keep(south, sort).await,
    })
}

/// Where a page of a list of the south goes on.
async fn cursor(world: &World, operation: &Operation) -> String {
    let asked = world.request(operation, &world.south).await;
    let size = if operation.is_usercom() { "page_size" } else { "limit" };
    let target = format!("{}?{size}=1", asked.target());
    let headers = [world.south.as_admin(&target), ("Accept", "*/*; version=2")];
    let headers = if operation.is_usercom() { &headers[..] } else { &headers[..1] };
    let page = world.ask("GET", &target, headers, "").await.json();
    let next = page["next"].as_str().or_else(|| page["meta"]["next"].as_str()).unwrap_or_default();
    let cursor = next.split(['?', '&']).find_map(|pair| pair.strip_prefix("cursor="));
    cursor.unwrap_or("MQ").to_owned()
}

/// Changes of the south by anybody else than those who make things there for the test.
async fn strangers_in_the_south(world: &World) -> Vec<String> {
    let south = world.directory.admin().actor("south").await.unwrap();
    let mut tx = world.store.read().await.unwrap();
    let all = changes::after(&mut tx, south.domain.number, 0, u32::MAX).await.unwrap();
    let key = world.south.token.trim_start_matches("Token ");
    let known = |actor: &str| {
        actor == "operator"
            || actor == world.south.admin
            || actor.strip_prefix("key:").is_some_and(|prefix| key.starts_with(prefix))
    };
    assert!(all.len() > 30, "the south has things of every sort");
    let strange = all.iter().filter(|change| !known(&change.actor));
    strange.map(|change| format!("{change:?} came from the north")).collect()
}
