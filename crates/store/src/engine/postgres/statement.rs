//! Statements to PostgreSQL: prepared once per connection or, behind a pooler that switches
//! connections, unnamed each time.

use deadpool_postgres::Client;
use tokio_postgres::{
    Error, RowStream, Statement,
    types::{ToSql, Type},
};

use crate::value::Value;

/// The most prepared statements of a connection.
const MAX_STATEMENTS: usize = 1_000;

/// A statement that can be sent at once.
pub(super) enum Prepared<'s> {
    Named(Statement),
    Unnamed(&'s str),
}

impl<'s> Prepared<'s> {
    /// Prepares a statement. Filters of clients have many forms, so the statements of a connection are
    /// forgotten when they are too many.
    pub(super) async fn new(client: &Client, pooled: bool, sql: &'s str) -> Result<Self, Error> {
        if pooled {
            return Ok(Self::Unnamed(sql));
        }
        if client.statement_cache.size() >= MAX_STATEMENTS {
            client.statement_cache.clear();
        }
        Ok(Self::Named(client.prepare_cached(sql).await?))
    }

    /// The rows of the query, as they arrive. It is sent when the future is first polled.
    pub(super) async fn query(
        &self,
        client: &Client,
        values: &[&Value<'_>],
    ) -> Result<RowStream, Error> {
        match self {
            Self::Named(statement) => client.query_raw(statement, parameters(values)).await,
            Self::Unnamed(sql) => client.query_typed_raw(sql, untyped(values)).await,
        }
    }

    /// The number of affected rows. The statement is sent when the future is first polled.
    pub(super) async fn execute(
        &self,
        client: &Client,
        values: &[&Value<'_>],
    ) -> Result<u64, Error> {
        match self {
            Self::Named(statement) => client.execute(statement, &parameters(values)).await,
            Self::Unnamed(sql) => client.execute_typed(sql, &untyped(values)).await,
        }
    }
}

/// The rows of a query, as they arrive.
pub(super) async fn query(
    client: &Client,
    pooled: bool,
    sql: &str,
    values: &[&Value<'_>],
) -> Result<RowStream, Error> {
    Prepared::new(client, pooled, sql).await?.query(client, values).await
}

/// The number of affected rows.
pub(super) async fn execute(
    client: &Client,
    pooled: bool,
    sql: &str,
    values: &[&Value<'_>],
) -> Result<u64, Error> {
    Prepared::new(client, pooled, sql).await?.execute(client, values).await
}

fn parameters<'v>(values: &[&'v Value<'_>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|value| *value as &(dyn ToSql + Sync)).collect()
}

/// Values whose types PostgreSQL infers, as for literals: the types cannot be queried first.
fn untyped<'v>(values: &[&'v Value<'_>]) -> Vec<(&'v (dyn ToSql + Sync), Type)> {
    values.iter().map(|value| (*value as &(dyn ToSql + Sync), Type::UNKNOWN)).collect()
}
