//! An open shared transaction and its running member.

use std::{collections::HashMap, pin::pin, time::Duration};

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

use super::postponed::{Postponed, Statement, names, written_table};
use crate::{
    engine::postgres::{
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
    transaction: Transaction,
    /// The members that have ended and wait for the result.
    members: Vec<oneshot::Sender<Result<(), Error>>>,
    savepoint: Savepoint,
    /// Whether there is a savepoint of a member.
    has_savepoint: bool,
    /// Whether rows are sent at once, so that each member gets its own errors.
    is_careful: bool,
    postponed: Postponed,
    /// The last update of ended members, and that of the running one.
    update: Option<Update>,
    own_update: Option<Update>,
    /// Results that no other transaction can change, by statement and values.
    kept: HashMap<String, Vec<tokio_postgres::Row>>,
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

/// A postponed update. The next one of the same kind replaces it.
struct Update {
    sql: &'static str,
    values: Vec<Value<'static>>,
}

impl Batch {
    /// A batch in a transaction that has begun.
    pub(super) fn new(transaction: Transaction, is_careful: bool) -> Self {
        Self {
            since: Instant::now(),
            transaction,
            members: Vec::new(),
            savepoint: Savepoint::None,
            has_savepoint: false,
            is_careful,
            postponed: Postponed::default(),
            update: None,
            own_update: None,
            kept: HashMap::new(),
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
        if let Some(update) = self.own_update.take() {
            self.update = Some(update);
        }
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
        if self.savepoint == Savepoint::Set {
            let client = self.transaction.client()?;
            let undo = client.batch_execute("ROLLBACK TO SAVEPOINT member");
            let undone = timeout(UNDOING, undo).await;
            let is_stuck = |_| {
                let text = "a statement of a shared transaction does not end";
                Error::new(ErrorKind::Serialization, text)
            };
            undone.map_err(is_stuck)?.map_err(|error| for_all(&error.into()))?;
        }
        self.postponed.withdraw_member();
        self.own_update = None;
        self.kept.clear();
        Ok(())
    }

    /// Commits the transaction and sends the result to the members.
    ///
    /// # Errors
    /// The error of the members.
    pub(super) async fn commit(mut self, patience: Timeouts) -> Result<(), Error> {
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
        result
    }

    /// Rolls the transaction back and sends the error to the members.
    pub(super) fn abandon(self, error: Error) {
        drop(self.transaction);
        notify(self.members, &Err(error));
    }

    /// Passes the rows of a query to `row` while it returns true.
    pub(super) async fn each(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: &mut EachRow<'_>,
    ) -> Result<(), Error> {
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

    /// Passes the rows of a query to `row` while it returns true. The query is sent once per
    /// transaction.
    pub(super) async fn each_stable(
        &mut self,
        sql: &str,
        values: &[Value<'_>],
        row: &mut EachRow<'_>,
    ) -> Result<(), Error> {
        let key = values.iter().fold(sql.to_owned(), |key, value| key + "\0" + &value.literal());
        if !self.kept.contains_key(&key) {
            let limit = self.transaction.patience.next();
            let read = async {
                let rows: Vec<_> = self.start(sql, values).await?.try_collect().await?;
                Ok::<_, Error>(rows)
            };
            let rows = within(limit, read).await?;
            self.kept.insert(key.clone(), rows);
        }
        for next in self.kept.get(&key).into_iter().flatten() {
            if !row(&Row(Inner::Postgres(next)))? {
                break;
            }
        }
        Ok(())
    }

    pub(super) async fn run(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64, Error> {
        self.forget_kept(sql);
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
        self.forget_kept(sql);
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
        self.forget_kept(sql);
        let owned = |row: &Vec<Value<'_>>| row.iter().map(Value::to_owned_value).collect();
        self.postponed.add(sql, rows.iter().map(owned).collect());
        Ok(())
    }

    /// Runs an update at the latest before the next statement.
    pub(super) async fn run_later(
        &mut self,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<(), Error> {
        self.forget_kept(sql);
        if self.own_update.is_some() {
            let from = self.postponed.take_for(sql);
            self.flush(from).await?;
        }
        let values = values.iter().map(Value::to_owned_value).collect();
        self.own_update = Some(Update { sql, values });
        Ok(())
    }

    pub(super) async fn define(&mut self, statement: &str) -> Result<(), Error> {
        self.kept.clear();
        let from = self.postponed.take_all();
        self.flush(from).await?;
        self.transaction.define(statement).await
    }

    /// Sends a query, and before it what it can depend on.
    async fn start(&mut self, sql: &str, values: &[Value<'_>]) -> Result<RowStream, Error> {
        let from = self.postponed.take_for(sql);
        let values: Vec<&Value<'_>> = values.iter().collect();
        let rows = self.send(from, Some((sql, &values))).await?;
        rows.ok_or_else(|| Error::new(ErrorKind::Other, "a query was not sent"))
    }

    /// Sends what is due, and the postponed rows from a position on.
    async fn flush(&mut self, from: usize) -> Result<(), Error> {
        let limit = self.transaction.patience.next();
        within(limit, self.send(from, None)).await.map(drop)
    }

    /// Sends what is due, the postponed rows from a position on, and a query, in this order and without
    /// waiting in between.
    async fn send(
        &mut self,
        from: usize,
        query: Option<(&str, &[&Value<'_>])>,
    ) -> Result<Option<RowStream>, Error> {
        let is_of_others = self.update.is_some() || self.postponed.has_rows_of_others(from);
        let (client, pooled) = (self.transaction.client()?, self.transaction.pooled);
        let statements = self.postponed.statements(from);
        let mut ahead = Vec::new();
        if let Some(update) = &self.update {
            ahead.push(update.prepare(client, pooled).await?);
        }
        if self.savepoint == Savepoint::Due {
            ahead.push(Message::Savepoint { replaces: self.has_savepoint });
        }
        if let Some(update) = &self.own_update {
            ahead.push(update.prepare(client, pooled).await?);
        }
        for Statement { text, values } in &statements {
            let prepared = Prepared::new(client, pooled, text).await?;
            ahead.push(Message::Statement(prepared, values.clone()));
        }
        let query = match query {
            Some((sql, values)) => Some((Prepared::new(client, pooled, sql).await?, values)),
            None => None,
        };
        // The messages are sent when the futures are first polled, which nothing can prevent from here.
        if self.savepoint == Savepoint::Due {
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
            Ok(_) => {
                (self.update, self.own_update) = (None, None);
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

    /// Forgets the results that a statement can change.
    fn forget_kept(&mut self, statement: &str) {
        match written_table(statement) {
            Some(table) => self.kept.retain(|kept, _| !names(kept, table)),
            None => self.kept.clear(),
        }
    }
}

impl Update {
    async fn prepare(&self, client: &Client, pooled: bool) -> Result<Message<'_>, Error> {
        let prepared = Prepared::new(client, pooled, self.sql).await?;
        Ok(Message::Statement(prepared, self.values.iter().collect()))
    }
}

impl Message<'_> {
    async fn send(&self, client: &Client) -> Result<(), tokio_postgres::Error> {
        match self {
            Self::Savepoint { replaces: false } => client.batch_execute("SAVEPOINT member").await,
            Self::Savepoint { replaces: true } => {
                client.batch_execute("RELEASE SAVEPOINT member; SAVEPOINT member").await
            }
            Self::Statement(prepared, values) => prepared.execute(client, values).await.map(drop),
        }
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

fn notify(members: Vec<oneshot::Sender<Result<(), Error>>>, result: &Result<(), Error>) {
    for member in members {
        // A cancelled caller does not wait any more.
        let _ = member.send(result.clone());
    }
}
