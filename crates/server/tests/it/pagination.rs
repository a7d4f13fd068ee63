//! Pagination of a long list: by links during writes, and by offset without writes.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::Request;
use roster_directory::Directory;
use roster_model::{Actor, ImportMode, ImportRow, NewWorker, WorkerEdit};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::Value;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::fixture::Fixture;

on_both_engines! { pagination_by_links_is_stable_under_concurrent_writes }

const LIST: &str = "/a/demo/api/user/v1/";

/// The number of workers at the start. Up to a quarter of them is removed during the test.
pub(crate) const WORKERS: usize = 20_000;

async fn pagination_by_links_is_stable_under_concurrent_writes(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let writers = Writers::new(&fixture.directory).await;
    let (staying, leaving): (Vec<_>, Vec<_>) =
        writers.import().await.into_iter().enumerate().partition(|(number, _)| number % 4 != 0);

    let adding = tokio::spawn(writers.clone().add());
    let taking = tokio::spawn(writers.clone().remove(leaving));
    let renaming = tokio::spawn(writers.clone().rename(staying.clone()));
    let seen = by_links(&fixture, writers.changes.subscribe()).await;
    writers.stop.cancel();
    let (added, removed) = (adding.await.unwrap(), taking.await.unwrap());
    renaming.await.unwrap();

    assert!(added > 0 && removed > 0, "there must be concurrent writes");
    for (number, id) in &staying {
        assert!(seen.contains(id), "worker {number} is missing");
    }
    assert_eq!(by_offset(&fixture).await.len(), WORKERS + added - removed);
    for count in [300, 9_000] {
        check_modified_since(&fixture, count).await;
    }
}

/// Checks that `modified_since` returns the same workers as the full list, for at least `count`.
async fn check_modified_since(fixture: &Fixture, count: usize) {
    let all = walk(fixture, &format!("{LIST}?limit=1000")).await;
    let changed = |object: &Value| object["last_modified"].as_str().unwrap().to_owned();
    let mut instants: Vec<String> = all.iter().map(changed).collect();
    instants.sort_unstable_by(|a, b| b.cmp(a));
    let since = &instants[count];
    let latest: Vec<Value> = all.into_iter().filter(|it| changed(it) >= *since).collect();
    let found = walk(fixture, &format!("{LIST}?limit=50&modified_since={since}")).await;
    assert!(latest.len() > count && found == latest, "{count}");
}

/// The items that a client gets which follows `next`.
async fn walk(fixture: &Fixture, first: &str) -> Vec<Value> {
    let (mut seen, mut next) = (Vec::new(), Some(first.to_owned()));
    while let Some(target) = next {
        let page = get(fixture, &target).await;
        seen.extend(page["objects"].as_array().unwrap().iter().cloned());
        next = page["meta"]["next"].as_str().map(str::to_owned);
    }
    seen
}

/// The workers that a client gets which follows `next`, with a write between any two pages.
async fn by_links(fixture: &Fixture, mut changes: watch::Receiver<usize>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut next = Some(format!("{LIST}?limit=250"));
    while let Some(target) = next {
        changes.changed().await.unwrap();
        let page = get(fixture, &target).await;
        for id in ids(&page) {
            assert!(seen.insert(id), "no worker is returned twice");
        }
        next = page["meta"]["next"].as_str().map(str::to_owned);
    }
    seen
}

/// The workers that a client gets which uses offsets. Checks the total count.
async fn by_offset(fixture: &Fixture) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    loop {
        let page = get(fixture, &format!("{LIST}?limit=1000&offset={}", seen.len())).await;
        let ids = ids(&page);
        if ids.is_empty() {
            assert_eq!(page["meta"]["total_count"], seen.len());
            return seen;
        }
        for id in ids {
            assert!(seen.insert(id), "no worker is returned twice");
        }
    }
}

async fn get(fixture: &Fixture, target: &str) -> Value {
    let request = Request::get(target).body(Bytes::new()).unwrap();
    let response = fixture.send(request).await;
    assert_eq!(response.status(), 200, "{target}");
    serde_json::from_slice(response.body()).unwrap()
}

fn ids(page: &Value) -> Vec<String> {
    let objects = page["objects"].as_array().unwrap();
    objects.iter().map(|object| object["id"].as_str().unwrap().to_owned()).collect()
}

/// Tasks that change the list.
#[derive(Clone)]
pub(crate) struct Writers {
    directory: Directory,
    actor: Actor,
    pub(crate) changes: watch::Sender<usize>,
    pub(crate) stop: CancellationToken,
}

impl Writers {
    pub(crate) async fn new(directory: &Directory) -> Self {
        Self {
            directory: directory.clone(),
            actor: directory.operator("demo").await.unwrap(),
            changes: watch::Sender::new(0),
            stop: CancellationToken::new(),
        }
    }

    /// Imports the workers and returns their IDs. They have a Connect username instead of a password,
    /// because hashing takes long.
    pub(crate) async fn import(&self) -> Vec<String> {
        let imports = self.directory.imports(&self.actor).unwrap();
        let mut import = imports.start("the test", ImportMode::RowByRow);
        let rows = (0..WORKERS).map(|number| ImportRow {
            row: number as u64,
            username: Some(format!("w{number:05}")),
            connect_username: Some(format!("w{number:05}")),
            ..ImportRow::default()
        });
        let verdicts = import.add(rows.collect()).await.unwrap();
        import.finish().await.unwrap();
        verdicts.into_iter().map(|verdict| verdict.id.unwrap().into_string()).collect()
    }

    /// Adds workers at all positions of the list, and returns their number.
    pub(crate) async fn add(self) -> usize {
        let workers = self.directory.workers(&self.actor).unwrap();
        let mut added = 0;
        while self.proceed() {
            // 7,919 is prime, so the positions are spread.
            let username = format!("w{:05}.{added}", added * 7_919 % WORKERS);
            let new = NewWorker {
                username: Some(username.clone()),
                connect_username: Some(username),
                ..NewWorker::default()
            };
            workers.create(new).await.unwrap();
            added += 1;
        }
        added
    }

    /// Deactivates or deletes workers from both ends of the list, and returns their number.
    pub(crate) async fn remove(self, leaving: Vec<(usize, String)>) -> usize {
        let workers = self.directory.workers(&self.actor).unwrap();
        let mut leaving = std::collections::VecDeque::from(leaving);
        let mut removed = 0;
        while self.proceed() {
            let next = if removed % 2 == 0 { leaving.pop_front() } else { leaving.pop_back() };
            let Some((number, id)) = next else { break };
            if number % 8 == 0 {
                workers.delete(&id).await.unwrap();
            } else {
                workers.set_active(&id, false).await.unwrap();
            }
            removed += 1;
        }
        removed
    }

    /// Renames the workers that stay.
    pub(crate) async fn rename(self, staying: Vec<(usize, String)>) {
        let workers = self.directory.workers(&self.actor).unwrap();
        for (number, id) in staying.into_iter().rev() {
            if !self.proceed() {
                return;
            }
            let edit = WorkerEdit {
                first_name: Some(format!("Zoe {}", WORKERS - number)),
                last_name: Some(format!("Adams {number}")),
                ..WorkerEdit::default()
            };
            workers.edit(&id, edit).await.unwrap();
        }
    }

    /// Announces a write. Returns whether to continue.
    fn proceed(&self) -> bool {
        self.changes.send_modify(|changes| *changes += 1);
        !self.stop.is_cancelled()
    }
}
