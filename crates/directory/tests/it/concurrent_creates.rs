//! Concurrent creates of workers: on PostgreSQL they share transactions and statements.

use std::sync::Arc;

use roster_directory::Directory;
use roster_model::{Actor, Error, NewWorker, WorkerEdit};
use roster_store::{
    Backend, Store, check,
    people::{self, Block},
};
use roster_testkit::clock;
use tokio::{sync::Barrier, task::JoinSet};

use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    rejected_creates_leave_no_trace_among_accepted_ones,
    creates_of_two_processes_follow_each_other,
}

const AT_ONCE: usize = 64;
/// Number of those that are accepted in the test with others.
const ACCEPTED: usize = 43;
/// Largest size of a block that no write has split yet: a limit, and the writes of a transaction.
const LARGEST: u64 = 256 + 64;

fn new(name: &str, edit: WorkerEdit) -> NewWorker {
    let username = Some(name.to_owned());
    NewWorker { connect_username: username.clone(), username, edit, ..NewWorker::default() }
}

/// Creates these workers at once, in turn through the directories. Returns the number of each new one.
async fn create(
    directories: &[&Directory],
    actor: &Actor,
    workers: Vec<NewWorker>,
) -> Vec<Result<i64, Error>> {
    let start = Arc::new(Barrier::new(workers.len()));
    let mut tasks = JoinSet::new();
    for (turn, new) in workers.into_iter().enumerate() {
        let directory = directories[turn % directories.len()].clone();
        let (actor, start) = (actor.clone(), Arc::clone(&start));
        tasks.spawn(async move {
            start.wait().await;
            let created = directory.workers(&actor).unwrap().create(new).await;
            created.map(|view| view.person.number)
        });
    }
    tasks.join_all().await
}

/// The blocks of the list of active workers.
async fn blocks(fixture: &Fixture) -> Vec<Block> {
    let mut tx = fixture.store.read().await.unwrap();
    people::blocks_from(&mut tx, fixture.actor.domain.number, false, "", 1_000).await.unwrap()
}

async fn assert_consistent(fixture: &Fixture, workers: usize) {
    let report = check::check(&fixture.store).await.unwrap();
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    let blocks = blocks(fixture).await;
    let sizes: Vec<u64> = blocks.iter().map(|block| block.size).collect();
    assert_eq!(sizes.iter().sum::<u64>(), workers as u64, "{sizes:?}");
    assert!(sizes.iter().all(|size| *size <= LARGEST), "{sizes:?}");
}

/// Of each ten, two have the same username, one is in an unknown group, and one is invalid.
async fn rejected_creates_leave_no_trace_among_accepted_ones(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let start = fixture.seq().await;
    let mut numbers = Vec::new();
    for wave in 0..10 {
        let workers = (0..AT_ONCE).map(|turn| match turn % 10 {
            1 => new(&format!("w{wave}-{:03}", turn - 1), WorkerEdit::default()),
            2 => {
                let groups = Some(vec!["unknown".to_owned()]);
                new(&format!("w{wave}-{turn:03}"), WorkerEdit { groups, ..WorkerEdit::default() })
            }
            3 => new("", WorkerEdit::default()),
            _ => new(&format!("w{wave}-{turn:03}"), WorkerEdit::default()),
        });
        let created = create(&[&fixture.directory], &fixture.actor, workers.collect()).await;
        let rejected = created.iter().filter(|created| created.is_err());
        assert!(rejected.clone().all(|it| matches!(it, Err(Error::Invalid(_)))), "{created:?}");
        assert_eq!(rejected.count(), AT_ONCE - ACCEPTED, "{created:?}");
        numbers.extend(created.into_iter().flatten());
    }
    numbers.sort_unstable();
    let total = 10 * ACCEPTED;
    let expected: Vec<i64> = (1..).take(total).collect();
    assert_eq!(numbers, expected);
    assert_eq!(fixture.seq().await, start + i64::try_from(total).unwrap());
    assert_eq!(fixture.log_after(start).await.len(), total);
    assert_consistent(&fixture, total).await;
    assert!(blocks(&fixture).await.len() > 1, "a block was split");
}

async fn creates_of_two_processes_follow_each_other(backend: Backend) {
    let fixture = Fixture::open(backend.clone()).await;
    let other = Store::open(&backend).await.unwrap();
    let other = Directory::open(other, clock::environment().0).await.unwrap();
    let directories = [&fixture.directory, &other];
    let start = fixture.seq().await;
    let mut version = 0;
    for wave in 0..10 {
        // Both processes create each of them, one at once and later many at once.
        let names = (0..=wave).map(|turn| format!("w{wave}-{turn:03}"));
        let workers = names.flat_map(|name| [0; 2].map(|_| new(&name, WorkerEdit::default())));
        let created = create(&directories, &fixture.actor, workers.collect()).await;
        assert_eq!(created.iter().flatten().count(), wave + 1, "{created:?}");
        // SQLite's readers see the commits of another process at the next one of their own.
        fixture.worker(&format!("w{wave}")).await;
        let first = blocks(&fixture).await.remove(0);
        assert!(first.version > version, "{} after {version}", first.version);
        version = first.version;
    }
    let total = (1..=10).sum::<usize>() + 10;
    assert_eq!(fixture.seq().await, start + i64::try_from(total).unwrap());
    assert_consistent(&fixture, total).await;
}
