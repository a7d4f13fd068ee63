//! Concurrent writes of people that share a transaction.

use std::{collections::HashSet, sync::Arc, time::Duration};

use roster_model::{Change, DomainName, Person, Settings, Worker};
use roster_store::{
    Backend, Error, Options, Store, Tx, changes, check,
    domain_state::{self, DomainState},
    domains, people,
};
use roster_testkit::postgres::Postgres;
use tokio::{
    sync::{Barrier, oneshot},
    task::{JoinSet, yield_now},
    time::timeout,
};

use crate::plans::{change, now, person};

roster_testkit::on_both_engines! {
    queries_see_what_earlier_writes_of_the_transaction_postponed,
    username_is_known_as_taken_exactly_while_it_is,
}

const WRITERS: i64 = 64;

/// A store with a domain, and its number.
pub(crate) async fn open(backend: &Backend) -> (Store, i64) {
    let store = Store::open(backend).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let name = DomainName::new_unchecked("demo".to_owned());
    let domain = domains::insert(&mut tx, &name, &Settings::default(), now()).await.unwrap();
    tx.commit().await.unwrap();
    (store, domain.number)
}

/// Begins a write that searches a username.
pub(crate) async fn begin(
    store: &Store,
    domain: i64,
    username: &str,
) -> Result<(Tx, DomainState), Error> {
    let expected = people::expect_usernames(vec![username.to_owned()]);
    let mut tx = store.write_expecting(domain, expected).await?;
    tx.share_commit();
    let state = domain_state::take(&mut tx, domain).await?.unwrap();
    Ok((tx, state))
}

/// Adds the next person, except the end of the write.
pub(crate) async fn add(
    tx: &mut Tx,
    domain: i64,
    state: &mut DomainState,
) -> Result<Change, Error> {
    state.seq += 1;
    state.last_person += 1;
    let person = worker(state.last_person);
    state.count(&person);
    people::insert(tx, domain, people::Version(state.seq), &person).await?;
    Ok(change(state.seq))
}

/// An active worker in no group.
fn worker(number: i64) -> Person {
    let person = person(number * 9);
    let username = person.worker.unwrap().username;
    Person { number, worker: Some(Worker::new(username)), ..person }
}

/// Ends a write with this entry of the change log.
pub(crate) async fn commit(
    mut tx: Tx,
    domain: i64,
    state: &DomainState,
    entry: Change,
) -> Result<(), Error> {
    changes::append(&mut tx, domain, &[entry]).await?;
    domain_state::save(&mut tx, domain, state).await?;
    tx.commit().await
}

async fn is_taken(tx: &mut Tx, domain: i64, username: &str) -> bool {
    let taken = people::usernames_taken(tx, domain, vec![username.to_owned()]).await.unwrap();
    assert!(taken.is_empty() || taken == HashSet::from([username.to_owned()]));
    !taken.is_empty()
}

/// Runs this many writers at once.
async fn together<F: Future<Output = ()> + Send + 'static>(write: impl Fn(i64) -> F) {
    let start = Arc::new(Barrier::new(usize::try_from(WRITERS).unwrap()));
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (start, write) = (Arc::clone(&start), write(writer));
        writers.spawn(async move {
            start.wait().await;
            write.await;
        });
    }
    writers.join_all().await;
}

/// A quarter of the writers is rolled back, some of them after queries for which rows were sent.
async fn queries_see_what_earlier_writes_of_the_transaction_postponed(backend: Backend) {
    let (store, domain) = open(&backend).await;
    let clones = store.clone();
    together(move |writer| {
        let store = clones.clone();
        async move {
            let (mut tx, before) = begin(&store, domain, "any").await.unwrap();
            let mut state = before.clone();
            let entry = add(&mut tx, domain, &mut state).await.unwrap();
            if writer % 3 == 0 {
                let blocks = people::blocks_from(&mut tx, domain, false, "", 10).await.unwrap();
                let counted: u64 = blocks.iter().map(|block| block.size).sum();
                assert_eq!(i64::try_from(counted).unwrap(), state.active_workers);
            }
            if writer % 5 == 0 {
                let stored = domain_state::read(&mut tx, domain).await.unwrap();
                assert_eq!(stored, Some(before));
            }
            if writer % 4 != 1 {
                commit(tx, domain, &state, entry).await.unwrap();
            }
        }
    })
    .await;
    let state = domain_state::read(&mut store.read().await.unwrap(), domain).await.unwrap();
    let state = state.unwrap();
    let written = WRITERS / 4 * 3;
    assert_eq!((state.seq, state.active_workers), (written, written));
    let report = check::check(&store).await.unwrap();
    // The size of the records is not kept here.
    let findings = report.findings.iter().filter(|it| !it.what.contains("bytes"));
    assert_eq!(findings.collect::<Vec<_>>(), Vec::<&check::Finding>::new());
}

async fn username_is_known_as_taken_exactly_while_it_is(backend: Backend) {
    let (store, domain) = open(&backend).await;
    together(move |writer| {
        let store = store.clone();
        async move {
            let (mut tx, mut state) = begin(&store, domain, "next").await.unwrap();
            let name = |number: i64| worker(number).worker.unwrap().username.folded();
            let (last, next) = (name(state.last_person), name(state.last_person + 1));
            assert!(!is_taken(&mut tx, domain, &next).await);
            assert_eq!(is_taken(&mut tx, domain, &last).await, state.last_person > 0);
            let entry = add(&mut tx, domain, &mut state).await.unwrap();
            assert!(is_taken(&mut tx, domain, &next).await);
            if writer % 4 == 2 {
                // Deletes the person again, after the rows were sent.
                let found = people::find_by_username(&mut tx, domain, &next).await.unwrap();
                people::erase_many(&mut tx, domain, &[&found.unwrap()]).await.unwrap();
                assert!(!is_taken(&mut tx, domain, &next).await);
            } else if writer % 4 != 1 {
                commit(tx, domain, &state, entry).await.unwrap();
            }
        }
    })
    .await;
}

/// Behind a pooler, the types of the lists are inferred.
#[tokio::test(flavor = "multi_thread")]
async fn postponed_writes_need_no_prepared_statements() {
    let url = Postgres::shared().database().await;
    let backend = Backend::Postgres(url.clone());
    let (_, domain) = open(&backend).await;
    let pooled = Options { pooled: true, ..Options::default() };
    let store = Store::open_with(&backend, &pooled).await.unwrap();
    let clones = store.clone();
    together(move |_| {
        let store = clones.clone();
        async move {
            let (mut tx, mut state) = begin(&store, domain, "any").await.unwrap();
            let entry = add(&mut tx, domain, &mut state).await.unwrap();
            commit(tx, domain, &state, entry).await.unwrap();
        }
    })
    .await;
    let mut tx = store.read().await.unwrap();
    let blocks = people::blocks_from(&mut tx, domain, false, "", 10).await.unwrap();
    assert_eq!(blocks.iter().map(|block| block.size).sum::<u64>(), WRITERS.unsigned_abs());
    drop((tx, store));
    Postgres::shared().remove(&url).await;
}

/// A caller is cancelled while it waits for a query that needs no savepoint. On one thread, each task runs
/// until it waits.
#[tokio::test]
async fn cancelled_look_up_does_not_harm_the_other_writes() {
    let url = Postgres::shared().database().await;
    let (store, domain) = open(&Backend::Postgres(url.clone())).await;
    let mut lock = store.write().await.unwrap();
    lock.run("LOCK TABLE usernames IN ACCESS EXCLUSIVE MODE", &[]).await.unwrap();
    let (first, state) = begin(&store, domain, "first").await.unwrap();
    let (has_begun, begun) = oneshot::channel();
    let second = tokio::spawn({
        let store = store.clone();
        async move {
            let (mut tx, _) = begin(&store, domain, "second").await.unwrap();
            has_begun.send(()).unwrap();
            is_taken(&mut tx, domain, "second").await
        }
    });
    // The second write waits for the first one.
    yield_now().await;
    let entry = change(state.seq + 1);
    let next = DomainState { seq: entry.seq, ..state };
    let first = tokio::spawn(async move { commit(first, domain, &next, entry).await });
    timeout(Duration::from_secs(5), begun).await.unwrap().unwrap();
    second.abort();
    assert!(second.await.unwrap_err().is_cancelled());
    drop(lock);
    timeout(Duration::from_secs(5), first).await.unwrap().unwrap().unwrap();
    let (mut tx, state) = begin(&store, domain, "third").await.unwrap();
    assert_eq!(state.seq, 1);
    assert!(!is_taken(&mut tx, domain, "third").await);
    drop(tx);
    drop(store);
    Postgres::shared().remove(&url).await;
}
