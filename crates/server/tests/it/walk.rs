//! Walks through a long list: by its links while it changes, and by counting while it rests.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use http::Request;
use roster_directory::Workers;
use roster_model::{NewWorker, WorkerEdit, WorkerItem};
use roster_store::Place;
use roster_testkit::on_both_engines;
use serde_json::Value;

use crate::stage::Stage;

on_both_engines! { each_worker_who_stays_is_seen_once_and_the_total_is_exact }

const LIST: &str = "/a/demo/api/user/v1/";

/// Workers at the beginning; of every four one may leave during the walk.
const WORKERS: usize = 20_000;

/// How many are made in one transaction.
const AT_ONCE: usize = 1_000;

async fn each_worker_who_stays_is_seen_once_and_the_total_is_exact(place: Place) {
    let stage = Stage::open(&place).await;
    let actor = stage.directory.admin().actor("demo").await.unwrap();
    let workers = stage.directory.workers(&actor).unwrap();
    let ids = make(&workers).await;
    let (staying, leaving): (Vec<_>, Vec<_>) =
        ids.into_iter().enumerate().partition(|(number, _)| number % 4 != 0);

    let done = AtomicBool::new(false);
    let walk = async {
        let seen = by_links(&stage).await;
        done.store(true, Ordering::Relaxed);
        seen
    };
    let (seen, added, gone, ()) = tokio::join!(
        walk,
        add(&workers, &done),
        archive_and_delete(&workers, &leaving, &done),
        rename(&workers, &staying, &done),
    );
    assert!(seen.values().all(|times| *times == 1), "nobody is seen twice");
    for (number, id) in &staying {
        assert_eq!(seen.get(id), Some(&1), "worker {number}");
    }
    assert!(added > 0 && gone > 0, "there was something going on");

    let rest = by_counting(&stage).await;
    assert_eq!(rest.len(), WORKERS + added - gone);
}

/// Makes the workers, and tells their identities.
async fn make(workers: &Workers<'_>) -> Vec<String> {
    let mut ids = Vec::with_capacity(WORKERS);
    for first in (0..WORKERS).step_by(AT_ONCE) {
        let items = (first..first + AT_ONCE).map(|number| worker(&format!("w{number:05}")));
        let verdicts = workers.write_many(items.collect(), true).await.unwrap();
        ids.extend(verdicts.rows.into_iter().map(|row| row.unwrap().into_string()));
    }
    ids
}

/// Somebody who signs in elsewhere, so that no password is hashed.
fn worker(username: &str) -> WorkerItem {
    WorkerItem::Create(new_worker(username))
}

fn new_worker(username: &str) -> NewWorker {
    NewWorker {
        username: Some(username.to_owned()),
        connect_username: Some(username.to_owned()),
        ..NewWorker::default()
    }
}

/// How often each worker is seen by a client that follows `next`.
async fn by_links(stage: &Stage) -> BTreeMap<String, usize> {
    let mut seen = BTreeMap::new();
    let mut next = Some(format!("{LIST}?limit=250"));
    while let Some(target) = next {
        let page = get(stage, &target).await;
        for id in ids(&page) {
            *seen.entry(id).or_default() += 1;
        }
        next = page["meta"]["next"].as_str().map(str::to_owned);
    }
    seen
}

/// Who is seen by a client that counts for itself. Nobody is to be seen twice, and each page is to tell
/// the number of all.
async fn by_counting(stage: &Stage) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut totals = BTreeSet::new();
    let mut offset = 0;
    loop {
        let page = get(stage, &format!("{LIST}?limit=1000&offset={offset}")).await;
        totals.insert(page["meta"]["total_count"].as_u64().unwrap());
        let ids = ids(&page);
        offset += ids.len();
        let before = seen.len();
        seen.extend(ids);
        assert_eq!(seen.len(), offset, "nobody is seen twice");
        if seen.len() == before {
            assert_eq!(totals, [seen.len() as u64].into());
            return seen;
        }
    }
}

/// Adds workers all over the list, and tells how many.
async fn add(workers: &Workers<'_>, done: &AtomicBool) -> usize {
    let mut added = 0;
    while !done.load(Ordering::Relaxed) {
        // 7,919 is prime: the places jump about.
        let place = added * 7_919 % WORKERS;
        workers.create(new_worker(&format!("w{place:05}.{added}"))).await.unwrap();
        added += 1;
    }
    added
}

/// Archives every other of the leaving and deletes the rest, from the end to the beginning; tells how
/// many are gone from the list.
async fn archive_and_delete(
    workers: &Workers<'_>,
    leaving: &[(usize, String)],
    done: &AtomicBool,
) -> usize {
    let mut gone = 0;
    for (number, id) in leaving.iter().rev() {
        if done.load(Ordering::Relaxed) {
            break;
        }
        if number % 8 == 0 {
            workers.delete(id).await.unwrap();
        } else {
            workers.set_active(id, false).await.unwrap();
        }
        gone += 1;
    }
    gone
}

/// Gives those who stay other names.
async fn rename(workers: &Workers<'_>, staying: &[(usize, String)], done: &AtomicBool) {
    for (number, id) in staying.iter().cycle() {
        if done.load(Ordering::Relaxed) {
            return;
        }
        let edit = WorkerEdit {
            first_name: Some(format!("Zoe {}", WORKERS - number)),
            last_name: Some(format!("Adams {number}")),
            ..WorkerEdit::default()
        };
        workers.edit(id, edit).await.unwrap();
    }
}

async fn get(stage: &Stage, target: &str) -> Value {
    let request = Request::get(target).body(Bytes::new()).unwrap();
    let response = stage.send(request).await;
    assert_eq!(response.status(), 200, "{target}");
    serde_json::from_slice(response.body()).unwrap()
}

fn ids(page: &Value) -> Vec<String> {
    let objects = page["objects"].as_array().unwrap();
    objects.iter().map(|object| object["id"].as_str().unwrap().to_owned()).collect()
}
