//! Walks through a long list: by its links while it changes, and by counting while it rests.

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

use crate::stage::Stage;

on_both_engines! { each_worker_who_stays_is_seen_once_and_the_total_is_exact }

const LIST: &str = "/a/demo/api/user/v1/";

/// Workers at the beginning. Of every four one leaves during the walk, if there is time.
const WORKERS: usize = 20_000;

async fn each_worker_who_stays_is_seen_once_and_the_total_is_exact(place: Backend) {
    let stage = Stage::open(&place).await;
    let crowd = Crowd::gather(&stage.directory).await;
    let (staying, leaving): (Vec<_>, Vec<_>) =
        crowd.make().await.into_iter().enumerate().partition(|(number, _)| number % 4 != 0);

    let adding = tokio::spawn(crowd.clone().add());
    let taking = tokio::spawn(crowd.clone().take_away(leaving));
    let renaming = tokio::spawn(crowd.clone().rename(staying.clone()));
    let seen = by_links(&stage, crowd.changes.subscribe()).await;
    crowd.enough.cancel();
    let (added, gone) = (adding.await.unwrap(), taking.await.unwrap());
    renaming.await.unwrap();

    assert!(added > 0 && gone > 0, "there was something going on");
    for (number, id) in &staying {
        assert!(seen.contains(id), "worker {number} is seen");
    }
    assert_eq!(by_counting(&stage).await.len(), WORKERS + added - gone);
    for some in [300, 9_000] {
        check_latest(&stage, some).await;
    }
}

/// Checks that the walk through so many who changed last, at least, shows whom the whole list has.
async fn check_latest(stage: &Stage, some: usize) {
    let all = walk(stage, &format!("{LIST}?limit=1000")).await;
    let changed = |object: &Value| object["last_modified"].as_str().unwrap().to_owned();
    let mut instants: Vec<String> = all.iter().map(changed).collect();
    instants.sort_unstable_by(|a, b| b.cmp(a));
    let since = &instants[some];
    let latest: Vec<Value> = all.into_iter().filter(|it| changed(it) >= *since).collect();
    let found = walk(stage, &format!("{LIST}?limit=50&modified_since={since}")).await;
    assert!(latest.len() > some && found == latest, "{some}");
}

/// What a client sees that follows `next`.
async fn walk(stage: &Stage, first: &str) -> Vec<Value> {
    let (mut seen, mut next) = (Vec::new(), Some(first.to_owned()));
    while let Some(target) = next {
        let page = get(stage, &target).await;
        seen.extend(page["objects"].as_array().unwrap().iter().cloned());
        next = page["meta"]["next"].as_str().map(str::to_owned);
    }
    seen
}

/// Who is seen by a client that follows `next`, while something changes between any two pages.
async fn by_links(stage: &Stage, mut changes: watch::Receiver<usize>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut next = Some(format!("{LIST}?limit=250"));
    while let Some(target) = next {
        changes.changed().await.unwrap();
        let page = get(stage, &target).await;
        for id in ids(&page) {
            assert!(seen.insert(id), "nobody is seen twice");
        }
        next = page["meta"]["next"].as_str().map(str::to_owned);
    }
    seen
}

/// Who is seen by a client that counts for itself; each page tells the number of all.
async fn by_counting(stage: &Stage) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    loop {
        let page = get(stage, &format!("{LIST}?limit=1000&offset={}", seen.len())).await;
        let ids = ids(&page);
        if ids.is_empty() {
            assert_eq!(page["meta"]["total_count"], seen.len());
            return seen;
        }
        for id in ids {
            assert!(seen.insert(id), "nobody is seen twice");
        }
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

/// Those who change the list.
#[derive(Clone)]
struct Crowd {
    directory: Directory,
    actor: Actor,
    changes: watch::Sender<usize>,
    enough: CancellationToken,
}

impl Crowd {
    async fn gather(directory: &Directory) -> Self {
        Self {
            directory: directory.clone(),
            actor: directory.admin().actor("demo").await.unwrap(),
            changes: watch::Sender::new(0),
            enough: CancellationToken::new(),
        }
    }

    /// Makes the workers, and tells their identities. They sign in elsewhere, so that no password is
    /// hashed.
    async fn make(&self) -> Vec<String> {
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

    /// Adds workers all over the list, and tells how many.
    async fn add(self) -> usize {
        let workers = self.directory.workers(&self.actor).unwrap();
        let mut added = 0;
        while self.goes_on() {
            // 7,919 is prime: the places jump about.
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

    /// Archives some and deletes others, from both ends of the list; tells how many are gone from it.
    async fn take_away(self, leaving: Vec<(usize, String)>) -> usize {
        let workers = self.directory.workers(&self.actor).unwrap();
        let mut leaving = std::collections::VecDeque::from(leaving);
        let mut gone = 0;
        while self.goes_on() {
            let next = if gone % 2 == 0 { leaving.pop_front() } else { leaving.pop_back() };
            let Some((number, id)) = next else { break };
            if number % 8 == 0 {
                workers.delete(&id).await.unwrap();
            } else {
                workers.set_active(&id, false).await.unwrap();
            }
            gone += 1;
        }
        gone
    }

    /// Gives those who stay other names.
    async fn rename(self, staying: Vec<(usize, String)>) {
        let workers = self.directory.workers(&self.actor).unwrap();
        for (number, id) in staying.into_iter().rev() {
            if !self.goes_on() {
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

    /// Tells that there was a change, and whether there are to be more.
    fn goes_on(&self) -> bool {
        self.changes.send_modify(|changes| *changes += 1);
        !self.enough.is_cancelled()
    }
}
