//! Walks over a long list of SCIM users during writes: by cursor, and by index.

use std::collections::{HashMap, HashSet};

use bytes::Bytes;
use http::Request;
use roster_store::Backend;
use roster_testkit::{on_both_engines, operator::set_setting};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::{
    fixture::Fixture,
    pagination::{WORKERS, Writers},
};

on_both_engines! {
    walks_over_users_are_stable_under_concurrent_writes,
    page_of_large_users_ends_early,
    page_of_large_groups_ends_early,
}

const USERS: &str = "/a/demo/scim/v2/Users";
const GROUPS: &str = "/a/demo/scim/v2/Groups";

async fn walks_over_users_are_stable_under_concurrent_writes(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let writers = Writers::new(&fixture.directory).await;
    let (staying, leaving): (Vec<_>, Vec<_>) =
        writers.import().await.into_iter().enumerate().partition(|(number, _)| number % 4 != 0);

    // Pages by index: additions come last, and changes do not move a user.
    let adding = tokio::spawn(writers.clone().add());
    let renaming = tokio::spawn(writers.clone().rename(staying.clone()));
    let seen = by_index(&fixture, writers.changes.subscribe()).await;
    check(&seen, staying.iter().chain(&leaving));

    // Pages by cursor: users may also be deleted.
    let removing = tokio::spawn(writers.clone().remove(leaving));
    let seen = by_cursor(&fixture, writers.changes.subscribe(), "").await;
    check(&seen, staying.iter());
    // A filter that no index evaluates: the users are tested one by one.
    let filter = "&filter=userName%20co%20%22w1%22&attributes=userName";
    let seen = by_cursor(&fixture, writers.changes.subscribe(), filter).await;
    check(&seen, staying.iter().filter(|(number, _)| (10_000..20_000).contains(number)));
    writers.stop.cancel();
    let (added, removed) = (adding.await.unwrap(), removing.await.unwrap());
    renaming.await.unwrap();
    assert!(added > 0 && removed > 0, "there must be concurrent writes");
}

/// Checks that each of the users was returned exactly once.
fn check<'a>(seen: &HashMap<String, usize>, wanted: impl Iterator<Item = &'a (usize, String)>) {
    for (number, id) in wanted {
        assert_eq!(seen.get(id), Some(&1), "user {number}");
    }
    assert!(seen.values().all(|count| *count == 1), "no user is returned twice");
    assert!(seen.len() < 2 * WORKERS);
}

/// The users by id, with the number of times that each was returned.
async fn by_index(
    fixture: &Fixture,
    mut changes: watch::Receiver<usize>,
) -> HashMap<String, usize> {
    let (mut seen, mut index) = (HashMap::new(), 1);
    loop {
        changes.changed().await.unwrap();
        let page = get(fixture, &format!("{USERS}?startIndex={index}&count=400")).await;
        let resources = page["Resources"].as_array().unwrap();
        index += resources.len();
        add(&mut seen, resources);
        if index as u64 > page["totalResults"].as_u64().unwrap() {
            return seen;
        }
    }
}

async fn by_cursor(
    fixture: &Fixture,
    mut changes: watch::Receiver<usize>,
    query: &str,
) -> HashMap<String, usize> {
    let (mut seen, mut cursor) = (HashMap::new(), Some(String::new()));
    while let Some(token) = cursor {
        changes.changed().await.unwrap();
        let page = get(fixture, &format!("{USERS}?cursor={token}&count=1000{query}")).await;
        add(&mut seen, page["Resources"].as_array().unwrap());
        cursor = page["nextCursor"].as_str().map(str::to_owned);
    }
    seen
}

async fn page_of_large_users_ends_early(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    set_setting(&fixture.directory, "demo", "custom_data_limit", "1048576").await.unwrap();
    let note = "x".repeat(1_000_000);
    for index in 0..19 {
        let user = json!({
            "userName": format!("w{index:02}"),
            "urn:ietf:params:scim:schemas:extension:roster:2.0:Worker": { "customData": { "note": note } },
        });
        post(&fixture, USERS, &user).await;
    }
    for query in [
        "",
        "&filter=userName%20co%20%22w%22",
        "&sortBy=userName",
        "&sortBy=userName&sortOrder=descending",
        "&filter=userName%20co%20%22w%22&sortBy=name.familyName",
    ] {
        walk_large(&fixture, USERS, query, 19).await;
    }
    // Users and groups together: no group comes before the last user.
    post(&fixture, GROUPS, &json!({ "displayName": "North" })).await;
    walk_large(&fixture, "/a/demo/scim/v2", "", 20).await;
}

/// Walks by index and by cursor over a list whose first page ends early.
async fn walk_large(fixture: &Fixture, list: &str, query: &str, expected: usize) {
    let mut ids = Vec::new();
    let (mut cursor, mut pages) = (Some(String::new()), 0);
    while let Some(token) = cursor {
        let page = get(fixture, &format!("{list}?cursor={token}&count=1000{query}")).await;
        ids.extend(check_large(&page, expected));
        cursor = page["nextCursor"].as_str().map(str::to_owned);
        pages += 1;
    }
    let (mut by_index, mut index_pages) = (Vec::new(), 0);
    while by_index.len() < expected {
        let start = by_index.len() + 1;
        let page = get(fixture, &format!("{list}?startIndex={start}&count=1000{query}")).await;
        by_index.extend(check_large(&page, expected));
        index_pages += 1;
    }
    assert_eq!(ids, by_index, "{list} {query}");
    assert!(pages >= 2 && index_pages >= 2, "{list} {query}: {pages} and {index_pages} pages");
    let unique: HashSet<&String> = ids.iter().collect();
    assert_eq!((ids.len(), unique.len()), (expected, expected), "{list} {query}");
}

/// The ids of a page, which has at most 16 MiB.
fn check_large(page: &Value, expected: usize) -> Vec<String> {
    let resources = page["Resources"].as_array().unwrap();
    assert!(page.to_string().len() < (16 << 20) + 64 * 1024, "{}", page.to_string().len());
    assert_eq!(page["itemsPerPage"], resources.len());
    assert_eq!(page["totalResults"], expected);
    assert!(!resources.is_empty());
    resources.iter().map(|resource| resource["id"].as_str().unwrap().to_owned()).collect()
}

/// Nine groups of 9,000 members fit into a page.
async fn page_of_large_groups_ends_early(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let writers = Writers::new(&fixture.directory).await;
    let ids: Vec<String> = writers.import().await.into_iter().take(9_000).collect();
    let members: Vec<Value> = ids.iter().map(|id| json!({ "value": id })).collect();
    for index in 0..12 {
        let group = json!({ "displayName": format!("g{index:02}"), "members": members });
        post(&fixture, GROUPS, &group).await;
    }
    for query in ["", "&sortBy=displayName&sortOrder=descending"] {
        walk_large(&fixture, GROUPS, query, 12).await;
    }
}

async fn post(fixture: &Fixture, target: &str, body: &Value) {
    let request = Request::post(target).header("content-type", "application/scim+json");
    let response = fixture.send(request.body(body.to_string().into()).unwrap()).await;
    assert_eq!(response.status(), 201, "{:?}", response.body());
}

fn add(seen: &mut HashMap<String, usize>, resources: &[Value]) {
    for resource in resources {
        *seen.entry(resource["id"].as_str().unwrap().to_owned()).or_default() += 1;
    }
}

async fn get(fixture: &Fixture, target: &str) -> Value {
    let response = fixture.send(Request::get(target).body(Bytes::new()).unwrap()).await;
    assert_eq!(response.status(), 200, "{target}");
    serde_json::from_slice(response.body()).unwrap()
}
