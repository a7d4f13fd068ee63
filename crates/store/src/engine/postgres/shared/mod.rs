//! Concurrent writes of a domain in one transaction.
//!
//! Writes of a domain follow each other in any case, because each begins by locking the row of the domain.
//! If each were a transaction of its own, handing over the lock and the commit would take far longer than
//! its statements. So the writes of this process queue here, and one connection runs them as the members
//! of a *batch*, each in a savepoint from its first statement that could fail. When no write is about to
//! join, the batch is committed, and only then its members get their results. Other processes wait for
//! the row of the domain as long as for any transaction.
//!
//! A member that fails is rolled back to its savepoint and does not affect the others. Rows of plain
//! inserts are sent together ([`Postponed`](postponed::Postponed)). If that fails, all members get a
//! conflict, so that they are repeated, and for a while each sends its own rows.
//!
//! What only the lock of the domain protects is read once ([`Known`](known::Known)), and usernames are
//! searched for the waiting writes too ([`ExpectedKeys`]). So most creates of workers send nothing.
//!
//! Any caller can be cancelled, so none of them runs a rollback or commit: tasks do.

mod batch;
mod expected;
mod known;
mod look_up;
mod postponed;

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex as SyncMutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    runtime::Handle,
    sync::{Mutex, OwnedMutexGuard},
    task::yield_now,
    time::{Instant, timeout},
};
use tokio_postgres::Row;

use self::{batch::Batch, expected::ExpectedKeys};
use super::{WAITING, timeouts::Timeouts, transaction::Transaction};
use crate::{
    domain_state::DomainState,
    error::{Error, ErrorKind},
    key_table::{Expected, KeyTable},
    tx::EachRow,
    value::Value,
};

/// For how long members send their own rows after a failure of common rows.
const CAREFUL: Duration = Duration::from_secs(1);
/// Number of domains from which unused queues are removed.
const MANY_QUEUES: usize = 256;

/// The queues of the domains.
#[derive(Clone)]
pub(super) struct Writers {
    queues: Arc<SyncMutex<HashMap<i64, Arc<Queue>>>>,
    /// The timeout of statements.
    patience: Option<Duration>,
}

/// The writes of one domain in this process.
struct Queue {
    slot: Arc<Mutex<Slot>>,
    /// Number of writes that wait for the slot.
    waiting: AtomicUsize,
    /// The keys that these writes are going to search.
    expected: ExpectedKeys,
    patience: Option<Duration>,
}

/// The batch of a domain, lent to one member at a time.
#[derive(Default)]
struct Slot {
    batch: Option<Batch>,
    /// What postponed statements of the last batch have returned.
    returned: Vec<Row>,
    careful_until: Option<Instant>,
}

/// The right to write, before the transaction has begun.
pub(super) struct Admission {
    queue: Arc<Queue>,
    slot: OwnedMutexGuard<Slot>,
}

/// A write of a shared transaction. Dropping it rolls it back.
pub(crate) struct Member {
    queue: Arc<Queue>,
    /// Taken when it ends.
    slot: Option<OwnedMutexGuard<Slot>>,
}

impl Writers {
    pub(super) fn new(patience: Option<Duration>) -> Self {
        Self { queues: Arc::default(), patience }
    }

    /// Waits until the writes of the domain that came before have ended.
    ///
    /// # Errors
    /// [`ErrorKind::Unreachable`] after the timeout.
    pub(super) async fn enter(
        &self,
        domain: i64,
        expected: Expected,
        patience: &Timeouts,
    ) -> Result<Admission, Error> {
        let queue = self.queue(domain);
        let waiting = Waiting::new(&queue, expected);
        let wait = Arc::clone(&queue.slot).lock_owned();
        let slot = timeout(patience.left().unwrap_or(WAITING), wait).await.map_err(|_| {
            let text = "the store is busy with other transactions of the domain";
            Error::new(ErrorKind::Unreachable, text)
        })?;
        drop(waiting);
        Ok(Admission { queue, slot })
    }

    fn queue(&self, domain: i64) -> Arc<Queue> {
        let mut queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        if queues.len() >= MANY_QUEUES {
            queues.retain(|_, queue| Arc::strong_count(queue) > 1);
        }
        let new = || {
            Arc::new(Queue {
                slot: Arc::default(),
                waiting: AtomicUsize::new(0),
                expected: ExpectedKeys::default(),
                patience: self.patience,
            })
        };
        Arc::clone(queues.entry(domain).or_insert_with(new))
    }
}

impl Admission {
    /// Joins the open batch, if there is one.
    pub(super) fn join(mut self, patience: Timeouts) -> Result<Member, (Self, Timeouts)> {
        match &mut self.slot.batch {
            Some(batch) => {
                batch.begin_member(patience);
                Ok(Member { queue: self.queue, slot: Some(self.slot) })
            }
            None => Err((self, patience)),
        }
    }

    /// Opens a batch in a transaction that has begun.
    pub(super) fn open(mut self, transaction: Transaction) -> Member {
        let is_careful = self.slot.careful_until.is_some_and(|until| Instant::now() < until);
        let returned = std::mem::take(&mut self.slot.returned);
        self.slot.batch = Some(Batch::new(transaction, is_careful, returned));
        Member { queue: self.queue, slot: Some(self.slot) }
    }
}

impl Member {
    /// See [`Batch::each_stable`].
    pub(super) async fn each_stable(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: &mut EachRow<'_>,
    ) -> Result<(), Error> {
        self.batch()?.each_stable(sql, values, row).await
    }

    /// See [`Batch::existing_keys`].
    pub(crate) async fn existing_keys(
        &mut self,
        table: &'static KeyTable,
        domain: i64,
        keys: Vec<String>,
    ) -> Result<HashSet<String>, Error> {
        let queue = Arc::clone(&self.queue);
        let expected = || queue.expected.of(table);
        self.batch()?.existing_keys(table, domain, keys, expected).await
    }

    /// See [`Batch::state`].
    pub(crate) fn state(&self, domain: i64) -> Option<DomainState> {
        self.slot.as_ref()?.batch.as_ref()?.state(domain)
    }

    /// See [`Batch::keep_state`].
    pub(crate) fn keep_state(&mut self, domain: i64, state: DomainState) {
        if let Ok(batch) = self.batch() {
            batch.keep_state(domain, state);
        }
    }

    pub(super) async fn each(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: &mut EachRow<'_>,
    ) -> Result<(), Error> {
        self.batch()?.each(sql, values, row).await
    }

    pub(super) async fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        self.batch()?.run(sql, values).await
    }

    pub(super) async fn run_many(
        &mut self,
        sql: &str,
        rows: &[Vec<Value<'_>>],
    ) -> Result<u64, Error> {
        self.batch()?.run_many(sql, rows).await
    }

    pub(super) async fn add_rows(
        &mut self,
        sql: &'static str,
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), Error> {
        self.batch()?.add_rows(sql, rows).await
    }

    pub(super) fn run_later(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<(), Error> {
        self.batch()?.run_later(sql, values);
        Ok(())
    }

    /// See [`Batch::run_lists`].
    pub(super) async fn run_lists(
        &mut self,
        sql: &'static str,
        rows: &[Vec<Value<'_>>],
        row: &mut EachRow<'_>,
    ) -> Result<(), Error> {
        self.batch()?.run_lists(sql, rows, row).await
    }

    pub(super) async fn define(&mut self, statement: &str) -> Result<(), Error> {
        self.batch()?.define(statement).await
    }

    /// Ends the member and waits until it is durable. Unless it `shares` its commit, no other member
    /// joins before.
    pub(super) async fn commit(mut self, shares: bool) -> Result<(), Error> {
        let outcome = self.batch()?.end_member()?;
        let Some(mut slot) = self.slot.take() else { return Err(ended()) };
        let patience = Timeouts::new(self.queue.patience);
        match &slot.batch {
            Some(batch) if shares && batch.has_room() => {
                let (since, is_first) = (batch.since, batch.members() == 1);
                drop(slot);
                if is_first {
                    Queue::commit_later(Arc::clone(&self.queue), since);
                }
            }
            _ => {
                tokio::spawn(async move { slot.commit(patience).await });
            }
        }
        let lost = |_| Err(Error::new(ErrorKind::Unreachable, "the result of a commit is lost"));
        outcome.await.unwrap_or_else(lost)
    }

    fn batch(&mut self) -> Result<&mut Batch, Error> {
        self.slot.as_mut().and_then(|slot| slot.batch.as_mut()).ok_or_else(ended)
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        let Some(mut slot) = self.slot.take() else { return };
        // Without other members, dropping the transaction rolls it back.
        let has_others = slot.batch.as_ref().is_some_and(|batch| batch.members() > 0);
        match Handle::try_current() {
            Ok(runtime) if has_others => {
                runtime.spawn(async move { slot.withdraw().await });
            }
            _ => slot.abandon(ended()),
        }
    }
}

impl Queue {
    /// Commits the batch that was opened at `since` when no write is about to join, unless it is
    /// committed before.
    fn commit_later(queue: Arc<Self>, since: Instant) {
        tokio::spawn(async move {
            loop {
                // Requests that have arrived come to the slot first.
                yield_now().await;
                let mut slot = Arc::clone(&queue.slot).lock_owned().await;
                let Some(batch) = slot.batch.as_ref().filter(|batch| batch.since == since) else {
                    return;
                };
                if queue.waiting.load(Ordering::Relaxed) == 0 || !batch.has_room() {
                    return slot.commit(Timeouts::new(queue.patience)).await;
                }
            }
        });
    }
}

impl Slot {
    async fn commit(&mut self, patience: Timeouts) {
        let Some(batch) = self.batch.take() else { return };
        let is_shared = batch.members() > 1;
        match batch.commit(patience).await {
            Ok(returned) => self.returned = returned,
            Err(error) if is_shared => self.note_failure(&error),
            Err(_) => {}
        }
    }

    /// Rolls back the running member, or the batch if that fails.
    async fn withdraw(&mut self) {
        let Some(batch) = &mut self.batch else { return };
        if let Err(error) = batch.withdraw_member().await {
            self.note_failure(&error);
            self.abandon(error);
        }
    }

    fn abandon(&mut self, error: Error) {
        if let Some(batch) = self.batch.take() {
            self.returned = batch.abandon(error);
        }
    }

    /// Lets members send their own rows for a while after a failure that all of them get.
    fn note_failure(&mut self, error: &Error) {
        if *error.kind() == ErrorKind::Serialization {
            tracing::warn!(%error, "a shared transaction is rolled back, and its writes are repeated");
            self.careful_until = Some(Instant::now() + CAREFUL);
        }
    }
}

/// A waiting write. Dropping this ends the wait.
struct Waiting<'a> {
    queue: &'a Queue,
    /// The number of its expected keys.
    expected: u64,
}

impl<'a> Waiting<'a> {
    fn new(queue: &'a Queue, expected: Expected) -> Self {
        queue.waiting.fetch_add(1, Ordering::Relaxed);
        Self { queue, expected: queue.expected.add(expected) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.queue.waiting.fetch_sub(1, Ordering::Relaxed);
        self.queue.expected.remove(self.expected);
    }
}

fn ended() -> Error {
    Error::new(ErrorKind::Other, "the transaction has ended")
}
