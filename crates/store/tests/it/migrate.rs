//! Opening a store: new, existing, or too new.

use std::{fs, os::unix::fs::PermissionsExt as _};

use roster_store::{Backend, ErrorKind, Store};
use roster_testkit::engines::folder;
use tokio::task::JoinSet;

roster_testkit::on_both_engines! {
    store_reopens,
    several_processes_can_open_at_once,
    newer_store_is_rejected,
}

async fn store_reopens(place: Backend) {
    let first = Store::open(&place).await.unwrap();
    let second = Store::open(&place).await.unwrap();
    assert_eq!(versions(&first).await, versions(&second).await);
}

async fn several_processes_can_open_at_once(place: Backend) {
    let mut openings = JoinSet::new();
    for _ in 0..6 {
        let place = place.clone();
        openings.spawn(async move { Store::open(&place).await });
    }
    let stores: Vec<Store> = openings.join_all().await.into_iter().map(Result::unwrap).collect();
    let versions = versions(&stores[0]).await;
    assert_eq!(versions, (0..=versions[versions.len() - 1]).collect::<Vec<i64>>());
}

async fn newer_store_is_rejected(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let mut tx = store.write().await.unwrap();
    tx.run("INSERT INTO schema_version VALUES (9999)", &[]).await.unwrap();
    tx.commit().await.unwrap();
    let Err(refused) = Store::open(&place).await else { panic!("opened") };
    assert_eq!(*refused.kind(), ErrorKind::Newer);
    assert!(refused.to_string().contains("schema 9999"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn new_folder_is_readable_by_its_owner_only() {
    let above = folder();
    let data = above.path().join("deep/data");
    Store::open(&Backend::Embedded(data.clone())).await.unwrap();
    assert_eq!(fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o700);
    assert!(data.join("roster.db").is_file());
}

#[tokio::test(flavor = "multi_thread")]
async fn unusable_backend_is_reported() {
    let above = folder();
    let file = above.path().join("file");
    fs::write(&file, "").unwrap();
    let missing = "postgres://nobody@127.0.0.1:1/none".to_owned();
    for place in [Backend::Embedded(file), Backend::Postgres(missing)] {
        let Err(refused) = Store::open(&place).await else { panic!("opened") };
        assert_eq!(*refused.kind(), ErrorKind::Unreachable);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_file_is_reported() {
    let data = folder();
    fs::write(data.path().join("roster.db"), "not a database, but as long as a page".repeat(200))
        .unwrap();
    let Err(refused) = Store::open(&Backend::Embedded(data.path().to_owned())).await else {
        panic!("opened")
    };
    assert_eq!(*refused.kind(), ErrorKind::Corrupt);
}

async fn versions(store: &Store) -> Vec<i64> {
    let versions = "SELECT version FROM schema_version ORDER BY version";
    store.read().await.unwrap().all(versions, &[], |row| row.int(0)).await.unwrap()
}
