//! Operations in several transactions, seen from outside.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use roster_directory::{Clock, Directory, Environment};
use roster_model::{Id, ImportMode, ImportRow};
use roster_testkit::clock::SeededRng;

use crate::{
    fixture::Fixture,
    imports::{import, row},
};

/// A clock that shows another time whenever it is read. So each transaction has a time of its own.
struct TickingClock {
    start: Timestamp,
    ticks: AtomicI64,
}

impl Clock for TickingClock {
    fn now(&self) -> Timestamp {
        self.start + SignedDuration::from_micros(self.ticks.fetch_add(1, Ordering::Relaxed))
    }
}

/// Runs an operation. Returns the result, and how many entries of the change log each transaction wrote.
pub(crate) async fn stepwise<F: Future>(
    fixture: &Fixture,
    operation: impl FnOnce(Directory) -> F,
) -> (F::Output, Vec<usize>) {
    let clock = TickingClock { start: fixture.directory.now(), ticks: AtomicI64::new(1) };
    let environment = Environment::new(Arc::new(clock), Arc::new(SeededRng::from_seed(2)));
    let directory = Directory::open(fixture.store.clone(), environment).await.unwrap();
    let start = fixture.seq().await;
    let result = operation(directory).await;
    let changes = fixture.directory.changes(&fixture.actor).unwrap();
    let log = changes.after(start, 10_000, Duration::ZERO).await.unwrap().changes;
    (result, log.chunk_by(|a, b| a.at == b.at).map(<[_]>::len).collect())
}

/// Runs an operation, and rolls back its last transaction as if the process was killed.
pub(crate) async fn interrupted<F: Future>(
    fixture: &Fixture,
    operation: impl FnOnce(Directory) -> F,
) {
    let deferred = fixture.directory.defer_write(&fixture.actor, None, None);
    operation(deferred.directory().clone()).await;
}

/// Imports workers. Returns their ids, by username.
pub(crate) async fn import_workers(
    fixture: &Fixture,
    count: u64,
    edit: impl Fn(&mut ImportRow),
) -> Vec<Id> {
    let rows = (0..count).map(|number| {
        let mut row = row(number + 2, &format!("w{number:04}"));
        edit(&mut row);
        row
    });
    let (verdicts, _) = import(fixture, ImportMode::RowByRow, rows.collect()).await;
    verdicts.into_iter().map(|verdict| verdict.id.unwrap()).collect()
}
