//! Walks over a long list of SCIM users during writes: by cursor, and by index.

use std::collections::HashMap;

use bytes::Bytes;
use http::Request;
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::Value;
use tokio::sync::watch;

use crate::{
    fixture::Fixture,
    pagination::{WORKERS, Writers},
};

on_both_engines! { walks_over_users_are_stable_under_concurrent_writes }

const USERS: &str = "/a/demo/scim/v2/Users";

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
