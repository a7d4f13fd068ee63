//! An open shared transaction and its running member.

use std::{borrow::Cow, pin::pin, time::Duration};

use deadpool_postgres::Client;
use futures_util::{
    TryStreamExt as _,
    future::{join, try_join_all},
};
use tokio::{
    sync::oneshot,
    time::{Instant, timeout},
};
use tokio_postgres::RowStream;

use super::{
    known::Known,
    postponed::{Kind, Postponed, written_table},
};
use crate::{
    domain_state::DomainState,
    engine::postgres::{
        lists::columns,
        statement::Prepared,
        timeouts::{Timeouts, within},
        transaction::{Transaction, UNDOING},
    },
    error::{Error, ErrorKind},
    row::{Inner, Row},
    tx::EachRow,
    value::Value,
};

/// Number of members at which a batch is committed.
const LARGE: usize = 64;
/// Age at which a batch is committed: other processes wait for the row of the domain.
const OLD: Duration = Duration::from_millis(50);
/// Number of rows that are not worth postponing.
const MANY: usize = 64;

/// A transaction with several members, one after another.
pub(super) struct Batch {
    pub(super) since: Instant,
    pub(super) transaction: Transaction,
    /// The members that have ended and wait for the result.
    members: Vec<oneshot::Sender<Result<(), Error>>>,
    savepoint: Savepoint,
    /// Whether there is a savepoint of a member.
    has_savepoint: bool,
    /// Whether a query was sent without a savepoint and has not succeeded yet.
    pub(super) is_unconfirmed: bool,
    /// Whether rows are sent at once, so that each member gets its own errors.
    is_careful: bool,
    pub(super) postponed: Postponed,
    pub(super) known: Known,
    /// What postponed statements have returned.
    returned: Vec<tokio_postgres::Row>,
    /// The failure of a statement for several members.
    failure: Option<Error>,
}

/// Where the running member begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Savepoint {
    /// At the beginning of the transaction.
    None,
    /// At a savepoint that is sent with the next statement.
    Due,
    Set,
}

/// What goes to the server ahead of a query.
enum Message<'b> {
    /// The beginning of a member. It replaces that of the member before it.
    Savepoint {
        replaces: bool,
    },
    Statement(Prepared<'b>, Vec<&'b Value<'static>>),
}

/// Whether a query needs a savepoint ahead of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Risk {
    /// It can fail because of its member.
    OfMember,
    /// It only reads, and fails with the connection or the server only.
    None,
}

impl Batch {
    /// A batch in a transaction that has begun.
    pub(super) fn new(
        transaction: Transaction,
        is_careful: bool,
        returned: Vec<tokio_postgres::Row>,
    ) -> Self {
        Self {
            since: Instant::now(),
            transaction,
            members: Vec::new(),
            savepoint: Savepoint::None,
            has_savepoint: false,
            is_unconfirmed: false,
            is_careful,
            postponed: Postponed::default(),
            known: Known::default(),
            returned,
            failure: None,
        }
    }

    /// Whether another member can join.
    pub(super) fn has_room(&self) -> bool {
        self.members.len() < LARGE && self.since.elapsed() < OLD
    }

    /// The number of ended members.
    pub(super) fn members(&self) -> usize {
        self.members.len()
    }

    /// Begins another member.
    pub(super) fn begin_member(&mut self, patience: Timeouts) {
        self.transaction.patience = patience;
        self.savepoint = Savepoint::Due;
    }

    /// Ends the running member.
    ///
    /// # Errors
    /// When a statement for several members has failed.
    pub(super) fn end_member(&mut self) -> Result<oneshot::Receiver<Result<(), Error>>, Error> {
        if let Some(error) = &self.failure {
            return Err(error.clone());
        }
        self.postponed.end_member();
        self.known.end_member();
        let (member, outcome) = oneshot::channel();
        self.members.push(member);
        Ok(outcome)
    }

    /// Rolls the running member back, and no other one.
    ///
    /// # Errors
    /// When the whole transaction must be rolled back: the error of the other members.
    pub(super) async fn withdraw_member(&mut self) -> Result<(), Error> {
        if let Some(error) = &self.failure {
            return Err(for_all(error));
        }
        if self.savepoint == Savepoint::None {
            return Err(Error::new(ErrorKind::Serialization, "the transaction is rolled back"));
        }
        if self.savepoint == Savepoint::Set || self.is_unconfirmed {
            let client = self.transaction.client()?;
            let is_set = self.savepoint == Savepoint::Set;
            // Without a savepoint, any statement shows whether the transaction has failed.
            let undo = if is_set { "ROLLBACK TO SAVEPOINT member" } else { "SELECT 1" };
            let undone = timeout(UNDOING, client.batch_execute(undo)).await;
            let is_stuck = |_| {
                let text = "a statement of a shared transaction does not end";
                Error::new(ErrorKind::Serialization, text)
            };
            undone.map_err(is_stuck)?.map_err(|error| for_all(&error.into()))?;
        }
        self.is_unconfirmed = false;
        self.postponed.withdraw_member();
        self.known.withdraw_member();
        Ok(())
    }

    /// Commits the transaction and sends the result to the members. Returns what postponed statements
    /// have returned.
    ///
    /// # Errors
    /// The error of the members.
    pub(super) async fn commit(
        mut self,
        patience: Timeouts,
    ) -> Result<Vec<tokio_postgres::Row>, Error> {
        self.transaction.patience = patience;
        self.savepoint = Savepoint::None;
        let from = self.postponed.take_all();
        let result = match self.flush(from).await {
            Ok(()) => self.transaction.commit().await,
            // A single member gets its own error.
            Err(error) if self.members.len() == 1 => Err(self.failure.take().unwrap_or(error)),
            Err(error) => Err(error),
        };
        notify(self.members, &result);
        result.map(|()| self.returned)
    }

    /// Rolls the transaction back and sends the error to the members. Returns what postponed statements
    /// have returned.
    pub(super) fn abandon(self, error: Error) -> Vec<tokio_postgres::Row> {
        drop(self.transaction);
        notify(self.members, &Err(error));
        self.returned
    }

    /// Passes the rows of a query to `row` while it returns true.
    pub(super) async fn each(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: &mut EachRow<'_>,
    ) -> Result<(), Error> {
        if written_table(sql).is_some() {
            self.known.forget(sql, false);
        }
        let limit = self.transaction.patience.next();
        let read = async {
            let mut rows = pin!(self.start(sql, values).await?);
            while let Some(next) = rows.try_next().await? {
                if !row(&Row(Inner::Postgres(&next)))? {
                    break;
                }
            }
            Ok::<_, Error>(())
        };
        within(limit, read).await
    }

    /// The row of a domain, if the transaction has locked it.
    pub(super) fn state(&self, domain: i64) -> Option<DomainState> {
        self.known.state(domain).cloned()
    }

    /// The running member has locked or saved the row of a domain.
    pub(super) fn keep_state(&mut self, domain: i64, state: DomainState) {
        self.known.keep_state(domain, state);
    }

    pub(super) async fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        self.known.forget(sql, false);
        let limit = self.transaction.patience.next();
        let run = async {
            let mut rows = pin!(self.start(sql, values).await?);
            while rows.try_next().await?.is_some() {}
            Ok::<_, Error>(rows.rows_affected().unwrap_or(0))
        };
        within(limit, run).await
    }

    pub(super) async fn run_many(
        &mut self,
        sql: &str,
        rows: &[Vec<Value<'_>>],
    ) -> Result<u64, Error> {
        self.known.forget(sql, false);
        let from = self.postponed.take_for(sql);
        self.flush(from).await?;
        self.transaction.run_many(sql, rows).await
    }

    /// Adds rows at the latest before a statement that can depend on them.
    pub(super) async fn add_rows(
        &mut self,
        sql: &'static str,
        rows: &[Vec<Value<'_>>],
    ) -> Result<(), Error> {
        if self.is_careful || rows.len() >= MANY {
            return self.run_many(sql, rows).await.map(drop);
        }
        let rows: Vec<_> = rows.iter().map(|row| owned(row)).collect();
        self.known.add_rows(sql, &rows);
        self.postponed.add(Kind::Insert, sql, rows);
        Ok(())
    }

    /// Runs an update of one row at the latest before a statement that can depend on it. It replaces
    /// that of an earlier member.
    pub(super) fn run_later(&mut self, sql: &'static str, values: &[Value<'_>]) {
        self.known.forget(sql, true);
        self.postponed.add(Kind::Last, sql, vec![owned(values)]);
    }

    /// Runs a statement with lists for all these rows and those of other members, at the latest before a
    /// statement that can depend on it. Passes the rows that the statement has returned to earlier
    /// members to `row`.
    pub(super) async fn run_lists(
        &mut self,
        sql: &'static str,
        rows: &[Vec<Value<'_>>],
        row: &mut EachRow<'_>,
    ) -> Result<(), Error> {
        let rows: Vec<_> = rows.iter().map(|row| owned(row)).collect();
        if self.is_careful {
            return self.each(sql, &columns(&rows), row).await;
        }
        self.known.forget(sql, false);
        self.postponed.add(Kind::Lists, sql, rows);
        for returned in std::mem::take(&mut self.returned) {
            row(&Row(Inner::Postgres(&returned)))?;
        }
        Ok(())
    }

    pub(super) async fn define(&mut self, statement: &str) -> Result<(), Error> {
        self.known.forget(statement, false);
        let from = self.postponed.take_all();
        self.flush(from).await?;
        self.transaction.define(statement).await
    }

    /// Sends a query, and before it what it can depend on.
    async fn start(&mut self, sql: &str, values: &[Value<'_>]) -> Result<RowStream, Error> {
        let from = self.postponed.take_for(sql);
        let values: Vec<&Value<'_>> = values.iter().collect();
        self.query(from, sql, &values, Risk::OfMember).await
    }

    /// Sends a query, and before it what is due and the postponed rows from a position on.
    pub(super) async fn query(
        &mut self,
        from: usize,
        sql: &str,
        values: &[&Value<'_>],
        risk: Risk,
    ) -> Result<RowStream, Error> {
        let rows = self.send(from, Some((sql, values)), risk).await?;
        rows.ok_or_else(|| Error::new(ErrorKind::Other, "a query was not sent"))
    }

    /// Sends what is due, and the postponed rows from a position on.
    async fn flush(&mut self, from: usize) -> Result<(), Error> {
        let limit = self.transaction.patience.next();
        within(limit, self.send(from, None, Risk::OfMember)).await.map(drop)
    }

    /// Sends what is due, the postponed rows from a position on, and a query, in this order and without
    /// waiting in between.
    async fn send(
        &mut self,
        from: usize,
        query: Option<(&str, &[&Value<'_>])>,
        risk: Risk,
    ) -> Result<Option<RowStream>, Error> {
        let is_of_others = self.postponed.has_rows_of_others(from);
        let (client, pooled) = (self.transaction.client()?, self.transaction.pooled);
        let statements = self.postponed.statements(from);
        let is_harmless = risk == Risk::None && statements.is_empty() && !self.is_careful;
        let sets_savepoint = self.savepoint == Savepoint::Due && !is_harmless;
        let mut ahead = Vec::new();
        if sets_savepoint {
            ahead.push(Message::Savepoint { replaces: self.has_savepoint });
        }
        for statement in &statements {
            let prepared = Prepared::new(client, pooled, &statement.text).await?;
            let values = statement.values.iter().map(Cow::as_ref).collect();
            ahead.push(Message::Statement(prepared, values));
        }
        let query = match query {
            Some((sql, values)) => Some((Prepared::new(client, pooled, sql).await?, values)),
            None => None,
        };
        // The messages are sent when the futures are first polled, which nothing can prevent from here.
        if sets_savepoint {
            (self.savepoint, self.has_savepoint) = (Savepoint::Set, true);
        }
        let sent = try_join_all(ahead.iter().map(|message| message.send(client)));
        let rows = async {
            match &query {
                Some((query, values)) => query.query(client, values).await.map(Some),
                None => Ok(None),
            }
        };
        let (sent, rows) = join(sent, rows).await;
        match sent {
            Ok(returned) => {
                self.returned.extend(returned.into_iter().flatten());
                Ok(rows?)
            }
            Err(error) if is_of_others => {
                let error = Error::from(error);
                let of_all = for_all(&error);
                self.failure = Some(error);
                Err(of_all)
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl Message<'_> {
    /// The rows that the message returns.
    async fn send(
        &self,
        client: &Client,
    ) -> Result<Vec<tokio_postgres::Row>, tokio_postgres::Error> {
        let savepoint = match self {
            Self::Savepoint { replaces: false } => "SAVEPOINT member",
            Self::Savepoint { replaces: true } => "RELEASE SAVEPOINT member; SAVEPOINT member",
            Self::Statement(prepared, values) => {
                return prepared.query(client, values).await?.try_collect().await;
            }
        };
        client.batch_execute(savepoint).await.map(|()| Vec::new())
    }
}

/// The error of the members when the transaction fails because of one of them: they succeed when they
/// are repeated, unless the cause is the server.
fn for_all(error: &Error) -> Error {
    match error.kind() {
        ErrorKind::Unreachable | ErrorKind::Full | ErrorKind::Corrupt => error.clone(),
        _ => Error::new(ErrorKind::Serialization, "another write of a shared transaction failed"),
    }
}

fn owned(row: &[Value<'_>]) -> Vec<Value<'static>> {
    row.iter().map(Value::to_owned_value).collect()
}

fn notify(members: Vec<oneshot::Sender<Result<(), Error>>>, result: &Result<(), Error>) {
    for member in members {
        // A cancelled caller does not wait any more.
        let _ = member.send(result.clone());
    }
}
