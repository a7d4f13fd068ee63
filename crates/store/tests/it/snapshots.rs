//! Snapshots of the embedded store: they show every earlier commit, and do not make the write-ahead
//! log grow.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use roster_store::{Backend, Store};
use roster_testkit::engines::folder;

/// Size at which the log starts again at its beginning, and room for a few commits during a read.
const LARGEST_LOG: u64 = 20 << 20;

const ADD: &str = "INSERT INTO counters VALUES ($1, $2, $3)";

#[tokio::test(flavor = "multi_thread")]
async fn log_does_not_grow_while_others_read() {
    let folder = folder();
    let store = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                loop {
                    last(&store).await;
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
            })
        })
        .collect();
    let mut largest = 0;
    for commit in 0..120 {
        // About 1 MiB each.
        let rows: Vec<_> = (0..4_000)
            .map(|row| vec![1.into(), format!("{commit:04}-{row:0200}").into(), row.into()])
            .collect();
        let mut tx = store.write().await.unwrap();
        tx.run_many(ADD, &rows).await.unwrap();
        tx.commit().await.unwrap();
        largest = largest.max(log_size(folder.path()));
    }
    readers.iter().for_each(tokio::task::JoinHandle::abort);
    assert!(largest < LARGEST_LOG, "{largest}");
}

/// A snapshot that an idle connection keeps does not hold up the log of another process for long.
#[tokio::test(flavor = "multi_thread")]
async fn log_does_not_grow_after_the_reads_of_another_process() {
    let folder = folder();
    let place = Backend::Embedded(folder.path().to_owned());
    let (store, other) = (Store::open(&place).await.unwrap(), Store::open(&place).await.unwrap());
    let mut largest = 0;
    for commit in 0..80 {
        last(&other).await;
        let rows: Vec<_> = (0..4_000)
            .map(|row| vec![1.into(), format!("{commit:04}-{row:0200}").into(), row.into()])
            .collect();
        let mut tx = store.write().await.unwrap();
        tx.run_many(ADD, &rows).await.unwrap();
        tokio::time::sleep(Duration::from_millis(25)).await;
        tx.commit().await.unwrap();
        largest = largest.max(log_size(folder.path()));
    }
    assert!(largest < LARGEST_LOG, "{largest}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_read_shows_the_commits_of_the_process_and_soon_those_of_others() {
    let folder = folder();
    let place = Backend::Embedded(folder.path().to_owned());
    let (store, other) = (Store::open(&place).await.unwrap(), Store::open(&place).await.unwrap());
    for number in 1..200 {
        last(&other).await;
        let mut tx = store.write().await.unwrap();
        tx.run(ADD, &[1.into(), format!("{number:04}").into(), number.into()]).await.unwrap();
        tx.commit().await.unwrap();
        let committed = Instant::now();
        assert_eq!(last(&store).await, number);
        while last(&other).await != number {
            assert!(committed.elapsed() < Duration::from_millis(500), "{number}");
        }
    }
}

async fn last(store: &Store) -> i64 {
    let sql = "SELECT COALESCE(MAX(name), '0') FROM counters WHERE domain = $1";
    let name = store.read().await.unwrap().one(sql, &[1.into()], |row| row.text(0)).await.unwrap();
    name.parse().unwrap_or(0)
}

fn log_size(folder: &Path) -> u64 {
    fs::metadata(folder.join("roster.db-wal")).map_or(0, |log| log.len())
}
