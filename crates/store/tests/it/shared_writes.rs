//! Concurrent writes of a domain that share a transaction.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use roster_model::{Change, FieldValues};
use roster_store::{Backend, Error, ErrorKind, Store, Tx, changes};
use roster_testkit::postgres::Postgres;
use tokio::{
    sync::Barrier,
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::plans::now;

roster_testkit::on_both_engines! {
    members_see_each_other_and_share_commits,
    failed_and_withdrawn_members_do_not_affect_the_others,
    postponed_rows_are_seen_by_queries,
    writers_of_two_processes_follow_each_other,
}

const DOMAIN: i64 = 1;
const WRITERS: i64 = 64;
const NEXT: &str = "UPDATE counters SET value = value + 1 WHERE domain = $1 AND name = 'row' \
     RETURNING value";
const ADD: &str = "INSERT INTO counters VALUES ($1, $2, $3)";

/// A store with the row that every write of the domain locks first.
async fn open(backend: &Backend) -> Store {
    let store = Store::open(backend).await.unwrap();
    let mut tx = store.write().await.unwrap();
    tx.run(ADD, &[DOMAIN.into(), "row".into(), 0.into()]).await.unwrap();
    tx.commit().await.unwrap();
    store
}

async fn begin(store: &Store) -> Result<(Tx, i64), Error> {
    let mut tx = store.write_of(DOMAIN).await?;
    tx.share_commit();
    let value = tx.one(NEXT, &[DOMAIN.into()], |row| row.int(0)).await?;
    Ok((tx, value))
}

fn entry(seq: i64, id: String) -> Change {
    Change {
        seq,
        at: now(),
        kind: "person.created".to_owned(),
        id,
        number: None,
        actor: "test".to_owned(),
        via: "api".to_owned(),
        fields: Vec::new(),
        before: FieldValues::new(),
        after: FieldValues::new(),
        username: None,
    }
}

/// Runs this many writers at once.
async fn together<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
    count: i64,
    write: impl Fn(i64) -> F,
) -> Vec<T> {
    let start = Arc::new(Barrier::new(usize::try_from(count).unwrap()));
    let mut writers = JoinSet::new();
    for writer in 0..count {
        let (start, write) = (Arc::clone(&start), write(writer));
        writers.spawn(async move {
            start.wait().await;
            write.await
        });
    }
    writers.join_all().await
}

async fn logged(store: &Store) -> Vec<i64> {
    let log = changes::after(&mut store.read().await.unwrap(), DOMAIN, 0, 1_000).await.unwrap();
    log.iter().map(|change| change.seq).collect()
}

async fn members_see_each_other_and_share_commits(backend: Backend) {
    let store = open(&backend).await;
    let before = *store.commits().borrow();
    let mut seen = together(WRITERS, |_| {
        let store = store.clone();
        async move {
            let (mut tx, value) = begin(&store).await.unwrap();
            changes::append(&mut tx, DOMAIN, &[entry(value, value.to_string())]).await.unwrap();
            tx.commit().await.unwrap();
            value
        }
    })
    .await;
    seen.sort_unstable();
    assert_eq!(seen, (1..=WRITERS).collect::<Vec<_>>());
    assert_eq!(logged(&store).await, seen);
    let commits = *store.commits().borrow() - before;
    assert!(commits < 32, "{commits} commits for {WRITERS} writers");
}

async fn failed_and_withdrawn_members_do_not_affect_the_others(backend: Backend) {
    let store = open(&backend).await;
    let done = together(WRITERS, |writer| {
        let store = store.clone();
        async move {
            let (mut tx, value) = begin(&store).await.unwrap();
            changes::append(&mut tx, DOMAIN, &[entry(value, writer.to_string())]).await.unwrap();
            match writer % 4 {
                0 => {
                    let taken = tx.run(ADD, &[DOMAIN.into(), "row".into(), 0.into()]).await;
                    assert!(taken.unwrap_err().violates("counters", "name"));
                    assert!(tx.commit().await.is_err());
                    None
                }
                // The log is in the store already when the member is rolled back.
                1 => {
                    let log = changes::after(&mut tx, DOMAIN, 0, 1_000).await.unwrap();
                    assert_eq!(log.len(), usize::try_from(value).unwrap());
                    None
                }
                _ => {
                    tx.commit().await.unwrap();
                    Some(value)
                }
            }
        }
    })
    .await;
    let mut kept: Vec<i64> = done.into_iter().flatten().collect();
    kept.sort_unstable();
    assert_eq!(kept, (1..=WRITERS / 2).collect::<Vec<_>>());
    assert_eq!(logged(&store).await, kept);
}

async fn postponed_rows_are_seen_by_queries(backend: Backend) {
    let store = open(&backend).await;
    let (mut tx, value) = begin(&store).await.unwrap();
    changes::append(&mut tx, DOMAIN, &[entry(value, "a".to_owned())]).await.unwrap();
    let found = changes::of_record(&mut tx, DOMAIN, "a", 10).await.unwrap();
    assert_eq!(found.len(), 1);
    let updated = "UPDATE changes SET actor = 'other' WHERE domain = $1 AND seq <= $2";
    changes::append(&mut tx, DOMAIN, &[entry(value + 1, "b".to_owned())]).await.unwrap();
    assert_eq!(tx.run(updated, &[DOMAIN.into(), 2.into()]).await.unwrap(), 2);
    tx.commit().await.unwrap();
    assert_eq!(logged(&store).await, [1, 2]);
}

async fn writers_of_two_processes_follow_each_other(backend: Backend) {
    let stores = [open(&backend).await, Store::open(&backend).await.unwrap()];
    let mut seen = together(WRITERS, |writer| {
        let store = stores[usize::from(writer % 2 == 0)].clone();
        async move {
            let (mut tx, value) = begin(&store).await.unwrap();
            changes::append(&mut tx, DOMAIN, &[entry(value, writer.to_string())]).await.unwrap();
            tx.commit().await.unwrap();
            value
        }
    })
    .await;
    seen.sort_unstable();
    assert_eq!(seen, (1..=WRITERS).collect::<Vec<_>>());
    assert_eq!(logged(&stores[0]).await, seen);
}

/// Two members add the same key. Those that share the transaction get a conflict and are repeated; in
/// the end one of the two has an error.
#[tokio::test(flavor = "multi_thread")]
async fn failure_of_common_rows_is_a_conflict_and_then_of_its_own_member() {
    let url = Postgres::shared().database().await;
    let store = open(&Backend::Postgres(url.clone())).await;
    let conflicts = Arc::new(AtomicUsize::new(0));
    let write = |writer: i64| {
        let (store, conflicts) = (store.clone(), Arc::clone(&conflicts));
        async move {
            loop {
                let (mut tx, _) = begin(&store).await?;
                let seq = writer / 2 * 2 + i64::from(writer != 7) * (writer % 2);
                changes::append(&mut tx, DOMAIN, &[entry(seq, writer.to_string())]).await?;
                match tx.commit().await {
                    Err(error) if *error.kind() == ErrorKind::Serialization => {
                        conflicts.fetch_add(1, Ordering::Relaxed);
                    }
                    result => return result,
                }
            }
        }
    };
    let results = together(8, write).await;
    let errors: Vec<&Error> = results.iter().filter_map(|result| result.as_ref().err()).collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].violates("changes", "seq"));
    assert_eq!(logged(&store).await, (1..=6).collect::<Vec<_>>());
    assert!(conflicts.load(Ordering::Relaxed) <= 8, "each is repeated once");
    drop(store);
    Postgres::shared().remove(&url).await;
}

/// A caller is cancelled during a statement that takes too long to wait for.
#[tokio::test(flavor = "multi_thread")]
async fn cancelled_member_leaves_the_queue_usable() {
    let url = Postgres::shared().database().await;
    let store = open(&Backend::Postgres(url.clone())).await;
    let sleeping = |seconds: &'static str| {
        let store = store.clone();
        async move {
            let (mut tx, _) = begin(&store).await.unwrap();
            tx.all(seconds, &[], |_| Ok(())).await.unwrap();
        }
    };
    for (seconds, expected) in [
        ("SELECT pg_sleep(0.3)", [None, None]),
        ("SELECT pg_sleep(4)", [None, Some(ErrorKind::Serialization)]),
    ] {
        let (first, _) = begin(&store).await.unwrap();
        let cancelled = tokio::spawn(sleeping(seconds));
        sleep(Duration::from_millis(2)).await;
        let first = tokio::spawn(first.commit());
        sleep(Duration::from_millis(100)).await;
        cancelled.abort();
        let result = timeout(Duration::from_secs(3), first).await.unwrap().unwrap();
        let kind = result.err().map(|error| error.kind().clone());
        assert!(expected.contains(&kind), "{seconds}: {kind:?}");
        let (tx, _) = timeout(Duration::from_secs(6), begin(&store)).await.unwrap().unwrap();
        tx.commit().await.unwrap();
    }
    drop(store);
    Postgres::shared().remove(&url).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_connection_is_unavailable_for_all_members_and_the_next_write_succeeds() {
    let url = Postgres::shared().database().await;
    let store = open(&Backend::Postgres(url.clone())).await;
    let (mut first, _) = begin(&store).await.unwrap();
    let process = "SELECT CAST(pg_backend_pid() AS BIGINT)";
    let process = first.one(process, &[], |row| row.int(0)).await.unwrap();
    let others: Vec<_> = (0..4)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let (mut tx, _) = begin(&store).await?;
                sleep(Duration::from_millis(300)).await;
                tx.one(NEXT, &[DOMAIN.into()], |row| row.int(0)).await?;
                tx.commit().await
            })
        })
        .collect();
    sleep(Duration::from_millis(2)).await;
    let first = tokio::spawn(first.commit());
    sleep(Duration::from_millis(50)).await;
    let mut other = store.read().await.unwrap();
    let end = "SELECT pg_terminate_backend(CAST($1 AS INTEGER))";
    other.all(end, &[process.into()], |_| Ok(())).await.unwrap();
    drop(other);
    if let Err(error) = first.await.unwrap() {
        assert_eq!(*error.kind(), ErrorKind::Unreachable, "{error}");
    }
    for other in others {
        if let Err(error) = other.await.unwrap() {
            assert_eq!(*error.kind(), ErrorKind::Unreachable, "{error}");
        }
    }
    let (tx, _) = begin(&store).await.unwrap();
    tx.commit().await.unwrap();
    drop(store);
    Postgres::shared().remove(&url).await;
}
