//! Domain isolation: a resource of another domain is indistinguishable from one that never existed.
//!
//! For every operation, every position in it and every caller, a request that names a resource of
//! another domain is compared with a request that names a missing one.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use roster_store::{Backend, changes};
use tokio::task::JoinSet;

use crate::{
    callers::{self, Caller, Coverage},
    document::{Operation, Position},
    fixture::Fixture,
    requests::TestRequest,
    resource_kind::ResourceKind,
    response::Response,
};

roster_testkit::on_both_engines! { resources_of_another_domain_look_missing }

/// The number of concurrent requests.
const CONCURRENCY: usize = 4;

/// Values that are no valid name of any resource.
const MALFORMED: [&str; 5] = ["..", "\u{0}", "' OR 1=1 --", "\u{202e}Zo\u{eb}", "DEMO"];

/// The value that is compared with a missing one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variant {
    /// A resource of the other domain.
    OtherDomain,
    /// A deleted resource of this domain.
    Deleted,
    /// A resource of this domain, of another kind.
    OtherKind,
    /// An invalid value.
    Malformed(&'static str),
}

struct Case {
    operation: Operation,
    position: Position,
    kind: ResourceKind,
    variant: Variant,
    caller: Arc<Caller>,
}

async fn resources_of_another_domain_look_missing(backend: Backend) {
    let fixture = Fixture::on(&backend).await;
    let mut callers = callers::all(&fixture).await;
    if matches!(backend, Backend::Postgres(_)) {
        // The statements are those of SQLite. What PostgreSQL rejects by itself does not depend on the caller.
        for caller in callers.iter_mut().filter(|it| it.coverage == Coverage::OnePath) {
            caller.coverage = Coverage::PathParameters;
        }
    }
    let callers: Vec<Arc<Caller>> = callers.into_iter().map(Arc::new).collect();
    let cases: Vec<Case> = callers.iter().flat_map(|caller| cases(&fixture, caller)).collect();
    let covered: BTreeSet<(String, Position)> =
        cases.iter().map(|case| (case.operation.to_string(), case.position.clone())).collect();
    for operation in &fixture.operations {
        for (position, _) in &operation.positions {
            let known = covered.contains(&(operation.to_string(), position.clone()));
            assert!(known, "{operation} {position:?} has no case");
        }
    }

    // Reads run before writes, so that lists do not change between the two requests.
    let (reads, writes): (Vec<Case>, Vec<Case>) =
        cases.into_iter().partition(|case| !case.operation.changes_records());
    let counted = (reads.len(), writes.len());
    for case in &reads {
        fixture.deleted(&fixture.north, case.kind).await;
    }
    // Cases share a web user, and a domain has few webhooks, so writes to them run one by one.
    let (shared, own): (Vec<Case>, Vec<Case>) = writes.into_iter().partition(|case| {
        let of_web_user = case.operation.subject() == Some(ResourceKind::WebUser);
        of_web_user || case.operation.path.contains("/webhook/")
    });
    let mut leaks = run_all(&fixture, reads, CONCURRENCY).await;
    leaks.extend(run_all(&fixture, own, CONCURRENCY).await);
    leaks.extend(run_all(&fixture, shared, 1).await);
    leaks.extend(unexpected_changes_in_south(&fixture).await);
    let engine = if matches!(backend, Backend::Embedded(_)) { "SQLite" } else { "PostgreSQL" };
    println!(
        "{engine}: {} operations, {} positions, {} callers, {} cases ({} reads, {} writes): {} leaks",
        fixture.operations.len(),
        covered.len(),
        callers.len(),
        counted.0 + counted.1,
        counted.0,
        counted.1,
        leaks.len(),
    );
    assert!(leaks.is_empty(), "{}", leaks.join("\n\n"));
}

/// The cases of a caller.
fn cases(fixture: &Fixture, caller: &Arc<Caller>) -> Vec<Case> {
    let mut cases = Vec::new();
    for operation in &fixture.operations {
        let all_paths = caller.coverage == Coverage::All;
        if operation.is_usercom() != caller.usercom || operation.is_duplicate && !all_paths {
            continue;
        }
        for (position, kind) in &operation.positions {
            if caller.coverage == Coverage::PathParameters && !matches!(position, Position::Path(_))
            {
                continue;
            }
            if caller.is_southern && *kind == ResourceKind::Domain {
                continue;
            }
            for variant in variants(position, *kind, caller.coverage) {
                // It finds what was deleted: that is its purpose.
                if variant == Variant::Deleted && operation.name == "restoreUser" {
                    continue;
                }
                cases.push(Case {
                    operation: operation.clone(),
                    position: position.clone(),
                    kind: *kind,
                    variant,
                    caller: Arc::clone(caller),
                });
            }
        }
    }
    cases
}

fn variants(position: &Position, kind: ResourceKind, coverage: Coverage) -> Vec<Variant> {
    let mut variants = vec![Variant::OtherDomain];
    if coverage == Coverage::PathParameters {
        return variants;
    }
    if !matches!(
        kind,
        ResourceKind::IdempotencyKey
            | ResourceKind::EntityTag
            | ResourceKind::Cursor
            | ResourceKind::Since
    ) {
        let in_path = matches!(position, Position::Path(_));
        // A deleted username stays taken. A number of another kind may also be one of this kind.
        if !kind.is_client_chosen() || in_path {
            variants.push(Variant::Deleted);
        }
        if in_path && kind != ResourceKind::Domain && !kind.is_number() {
            variants.push(Variant::OtherKind);
        }
        variants.extend(MALFORMED.map(Variant::Malformed));
    }
    variants
}

async fn run_all(fixture: &Arc<Fixture>, cases: Vec<Case>, concurrency: usize) -> Vec<String> {
    let cases = Arc::new(Mutex::new(cases));
    let mut tasks = JoinSet::new();
    for _ in 0..concurrency {
        let (fixture, cases) = (Arc::clone(fixture), Arc::clone(&cases));
        tasks.spawn(async move {
            let mut leaks = Vec::new();
            loop {
                let Some(case) = cases.lock().unwrap().pop() else { return leaks };
                leaks.extend(leak(&fixture, &case).await);
            }
        });
    }
    tasks.join_all().await.concat()
}

/// Runs a case. Returns a description of the leak, if there is one.
async fn leak(fixture: &Fixture, case: &Case) -> Option<String> {
    let (operation, position, kind) = (&case.operation, &case.position, case.kind);
    let value = value(fixture, case).await?;
    let missing = match kind {
        ResourceKind::EntityTag => "\"bWFkZSB1cCBieSBub2JvZHk\"".to_owned(),
        ResourceKind::Since => fixture.existing(&fixture.north, ResourceKind::Worker).await,
        _ => fixture.missing(kind),
    };
    let request = fixture.valid_request(operation, &fixture.north).await;
    let (response, sent) = send(fixture, case, request, &value).await;
    let describe = |problem: &str, details: &str| {
        let (caller, variant) = (&case.caller.name, case.variant);
        Some(format!("{operation} {position:?} {variant:?} as {caller}: {problem}\n{details}"))
    };
    if response.status >= 500 {
        return describe("5xx", &response.body);
    }
    if response.without_sent(&sent).contains(fixture.south.marker) {
        return describe("contains data of south", &format!("{response:?}"));
    }
    if let Variant::Malformed(_) = case.variant
        && !matches!(position, Position::Path(_))
    {
        return None;
    }
    // A cursor is no secret of the client that got it, and the page shows the caller's own domain.
    if matches!(kind, ResourceKind::Cursor | ResourceKind::Since) {
        return None;
    }
    let request = fixture.valid_request(operation, &fixture.north).await;
    let (other, also_sent) = send(fixture, case, request, &missing).await;
    // An error text may show the invalid value.
    if matches!(case.variant, Variant::Malformed(_)) && response.status == other.status {
        return None;
    }
    let (first, second) = (response.comparable(&sent), other.comparable(&also_sent));
    if first == second {
        return None;
    }
    describe("is distinguishable from a missing resource", &format!("{first}\n--- but\n{second}"))
}

/// Sends the request with `value` in the position of the case. Returns the response, and the values
/// of the request that may occur in it.
async fn send(
    fixture: &Fixture,
    case: &Case,
    request: TestRequest,
    value: &str,
) -> (Response, Vec<String>) {
    let mut request = request.with_value(&case.position, case.kind, value);
    // `If-Match: *` must not reveal a resource of another domain.
    if case.kind != ResourceKind::EntityTag
        && case.operation.writes()
        && case.operation.subject().is_some()
        && case.variant == Variant::OtherDomain
        && case.caller.coverage == Coverage::OnePath
    {
        request.headers.push(("If-Match".to_owned(), "*".to_owned()));
    }
    let mut sent: Vec<String> = vec![value.to_owned()];
    sent.extend(request.id.clone());
    let body = request.text();
    let mut headers: Vec<(&str, &str)> =
        request.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    if let Some(authorization) = &case.caller.authorization {
        headers.push(("Authorization", authorization));
    }
    (fixture.request(&request.method, &request.target(), &headers, &body).await, sent)
}

/// The value in the position of the case. None if there is no such value.
async fn value(fixture: &Fixture, case: &Case) -> Option<String> {
    let (operation, kind, south) = (&case.operation, case.kind, &fixture.south);
    match case.variant {
        // In a body it may name a new resource, which must differ from the one in a path.
        Variant::Malformed(text) if !matches!(case.position, Position::Path(_)) => {
            return Some(format!("{text} in a body"));
        }
        Variant::Malformed(text) => return Some(text.to_owned()),
        Variant::Deleted => return fixture.deleted(&fixture.north, kind).await,
        Variant::OtherKind => {
            let other = if kind == ResourceKind::Group {
                ResourceKind::Location
            } else {
                ResourceKind::Group
            };
            return Some(fixture.existing(&fixture.north, other).await);
        }
        Variant::OtherDomain => {}
    }
    Some(match kind {
        ResourceKind::Cursor => cursor(fixture, operation).await,
        ResourceKind::Since => {
            let path = "/a/south/api/changes/v1/?limit=1000";
            let feed = fixture.request("GET", path, &[south.as_admin(path)], "").await.json();
            feed["next"].as_str().unwrap().to_owned()
        }
        ResourceKind::EntityTag => {
            let request = fixture.valid_request(operation, south).await;
            let target = request.target();
            let response = fixture.request("GET", &target, &[south.as_admin(&target)], "").await;
            // An empty page has the same tag in all domains.
            if response.body.contains("\"results\":[]") || response.body.contains("\"objects\": []")
            {
                return None;
            }
            response.header("ETag").unwrap_or("\"none\"").to_owned()
        }
        ResourceKind::IdempotencyKey => {
            let (request, key) = (
                fixture.valid_request(operation, south).await,
                fixture.unique_text(&fixture.north),
            );
            let target = request.target();
            let headers = [south.as_admin(&target), ("Idempotency-Key", key.as_str())];
            let done = fixture.request(&request.method, &target, &headers, &request.text()).await;
            assert!(done.status < 300, "{operation}: {done:?}");
            key
        }
        // An earlier case may have created the same value in north.
        _ if operation.writes() && kind.is_client_chosen() => fixture.create(south, kind).await,
        _ => fixture.existing(south, kind).await,
    })
}

/// A cursor of a list in south.
async fn cursor(fixture: &Fixture, operation: &Operation) -> String {
    let request = fixture.valid_request(operation, &fixture.south).await;
    let size = match operation.path.as_str() {
        _ if operation.is_usercom() => "page_size",
        path if path.contains("/scim/") => "cursor=&count",
        _ => "limit",
    };
    let target = format!("{}?{size}=1", request.target());
    let headers = [fixture.south.as_admin(&target), ("Accept", "*/*; version=2")];
    let headers = if operation.is_usercom() { &headers[..] } else { &headers[..1] };
    let page = fixture.request("GET", &target, headers, "").await.json();
    if let Some(cursor) = page["nextCursor"].as_str() {
        return cursor.to_owned();
    }
    let next = page["next"].as_str().or_else(|| page["meta"]["next"].as_str()).unwrap_or_default();
    let cursor = next.split(['?', '&']).find_map(|pair| pair.strip_prefix("cursor="));
    cursor.unwrap_or("MQ").to_owned()
}

/// Changes in south by other actors than those of the fixture.
async fn unexpected_changes_in_south(fixture: &Fixture) -> Vec<String> {
    let south = fixture.directory.operator("south").await.unwrap();
    let mut tx = fixture.store.read().await.unwrap();
    let all = changes::after(&mut tx, south.domain.number, 0, u32::MAX).await.unwrap();
    let key = fixture.south.token.trim_start_matches("Token ");
    let known = |actor: &str| {
        actor == "operator"
            || actor == fixture.south.admin
            || actor.strip_prefix("key:").is_some_and(|prefix| key.starts_with(prefix))
    };
    assert!(all.len() > 30, "the fixture has resources of every kind");
    let unexpected = all.iter().filter(|change| !known(&change.actor));
    unexpected.map(|change| format!("{change:?} in south")).collect()
}
