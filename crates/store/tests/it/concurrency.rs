//! Concurrent transactions.

use std::{
    future::Future as _,
    pin::pin,
    sync::Arc,
    task::{Context, Waker},
};

use futures_util::future::join_all;
use roster_store::{Backend, Error, Store};
use roster_testkit::engines::folder;
use tokio::{runtime::Handle, sync::Barrier, task::JoinSet};

roster_testkit::on_both_engines! {
    all_writers_get_their_turn,
    writers_of_one_row_follow_each_other,
    failed_member_does_not_affect_the_batch,
    cancelled_waiting_writer_is_skipped,
    two_stores_share_a_backend,
}

const COUNT: &str = "INSERT INTO counters VALUES ($1, $2, $3)";
const WRITERS: i64 = 64;

async fn all_writers_get_their_turn(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    for outcome in write_together(&store, |_| true).await {
        outcome.unwrap();
    }
    assert_eq!(total(&store).await, WRITERS);
    drop(store);
    assert_eq!(total(&Store::open(&place).await.unwrap()).await, WRITERS);
}

async fn writers_of_one_row_follow_each_other(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    write(&store, 0).await.unwrap();
    let mut writers = JoinSet::new();
    for _ in 0..WRITERS {
        let store = store.clone();
        writers.spawn(async move {
            let mut tx = store.write().await.unwrap();
            let next = "UPDATE counters SET value = value + 1 WHERE domain = $1 RETURNING value";
            let seen = tx.one(next, &[1.into()], |row| row.int(0)).await.unwrap();
            tx.commit().await.unwrap();
            seen
        });
    }
    let mut seen = writers.join_all().await;
    seen.sort_unstable();
    assert_eq!(seen, (1..=WRITERS).collect::<Vec<i64>>());
}

async fn failed_member_does_not_affect_the_batch(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let outcomes = write_together(&store, |writer| writer % 3 != 0).await;
    let done = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(done, 42);
    assert_eq!(total(&store).await, 42);
}

/// On SQLite the second transaction waits for the first; on PostgreSQL both run.
async fn cancelled_waiting_writer_is_skipped(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let mut first = store.write().await.unwrap();
    first.run(COUNT, &[1.into(), "first".into(), 1.into()]).await.unwrap();
    {
        let mut second = pin!(store.write());
        let _ = second.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        let mut third = pin!(store.write());
        let _ = third.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }
    first.commit().await.unwrap();
    write(&store, 1).await.unwrap();
    assert_eq!(total(&store).await, 2);
}

async fn two_stores_share_a_backend(place: Backend) {
    let (one, other) = (Store::open(&place).await.unwrap(), Store::open(&place).await.unwrap());
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let store = if writer % 2 == 0 { one.clone() } else { other.clone() };
        writers.spawn(async move { write(&store, writer).await });
    }
    for outcome in writers.join_all().await {
        outcome.unwrap();
    }
    assert_eq!((total(&one).await, total(&other).await), (WRITERS, WRITERS));
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_writers_share_a_commit() {
    let folder = folder();
    let store = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
    let before = *store.commits().borrow();
    // All other transactions are waiting when the first one ends.
    let mut first = store.write().await.unwrap();
    first.run(COUNT, &[1.into(), "first".into(), 1.into()]).await.unwrap();
    let waiting: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let store = store.clone();
            let mut write = Box::pin(async move { write(&store, writer).await });
            assert!(write.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            tokio::spawn(write)
        })
        .collect();
    first.commit().await.unwrap();
    for writer in waiting {
        writer.await.unwrap().unwrap();
    }
    assert_eq!(total(&store).await, WRITERS + 1);
    let commits = *store.commits().borrow() - before;
    assert!(commits < 20, "{commits} commits for 65 writers");
}

/// The other members of its batch relied on it to commit.
#[tokio::test(flavor = "multi_thread")]
async fn batch_is_committed_even_if_all_callers_cancel() {
    let folder = folder();
    let store = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
    let other = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
    let mut commits = store.commits();
    let mut first = store.write().await.unwrap();
    first.run(COUNT, &[1.into(), "first".into(), 1.into()]).await.unwrap();
    let mut second = Box::pin(store.write());
    assert!(second.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    // The first transaction leaves its commit to the second; then both are dropped.
    let mut leaving = Box::pin(first.commit());
    assert!(leaving.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    drop(leaving);
    drop(second);
    commits.changed().await.unwrap();
    // A write sees every commit of another process at once.
    write(&other, 1).await.unwrap();
    assert_eq!(total(&other).await, 2);
}

/// The task that commits a batch ends with the batch, even if transactions are always waiting.
#[tokio::test(flavor = "multi_thread")]
async fn commit_tasks_do_not_accumulate() {
    // More than fit into a batch; each waits again as soon as it has its result.
    const MANY: i64 = 600;
    const TURNS: i64 = 8;
    let folder = folder();
    let store = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
    let runtime = Handle::current().metrics();
    let writers = (0..MANY).map(async |writer| {
        let mut most = 0;
        for turn in 0..TURNS {
            write(&store, writer * TURNS + turn).await.unwrap();
            most = most.max(runtime.num_alive_tasks());
        }
        most
    });
    // All writers are this one task, so that the tasks of the store can be counted.
    let most = join_all(writers).await.into_iter().max().unwrap();
    assert_eq!(total(&store).await, MANY * TURNS);
    assert!(most <= 4, "{most} tasks at once");
}

/// The results of [`WRITERS`] concurrent tasks that write a counter each; those that do not `keep`
/// it drop their transaction.
async fn write_together(store: &Store, keep: fn(i64) -> bool) -> Vec<Result<(), Option<Error>>> {
    let start = Arc::new(Barrier::new(usize::try_from(WRITERS).unwrap()));
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (store, start) = (store.clone(), Arc::clone(&start));
        writers.spawn(async move {
            start.wait().await;
            let mut tx = store.write().await?;
            tx.run(COUNT, &[1.into(), format!("{writer}").into(), writer.into()]).await?;
            if keep(writer) { Ok(tx.commit().await?) } else { Err(None) }
        });
    }
    writers.join_all().await
}

/// Writes the counter of a writer.
async fn write(store: &Store, writer: i64) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.run(COUNT, &[1.into(), format!("{writer}").into(), 0.into()]).await?;
    tx.commit().await
}

async fn total(store: &Store) -> i64 {
    let total = "SELECT count(*) FROM counters WHERE domain = $1";
    store.read().await.unwrap().one(total, &[1.into()], |row| row.int(0)).await.unwrap()
}
