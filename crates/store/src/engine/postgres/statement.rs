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

/// The rows of a query, as they arrive.
pub(super) async fn query(
    client: &Client,
    pooled: bool,
    sql: &str,
    values: &[&Value<'_>],
) -> Result<RowStream, Error> {
    if pooled {
        return client.query_typed_raw(sql, untyped(values)).await;
    }
    let statement = prepared(client, sql).await?;
    client.query_raw(&statement, parameters(values)).await
}

/// The number of affected rows.
pub(super) async fn execute(
    client: &Client,
    pooled: bool,
    sql: &str,
    values: &[&Value<'_>],
) -> Result<u64, Error> {
    if pooled {
        return client.execute_typed(sql, &untyped(values)).await;
    }
    let statement = prepared(client, sql).await?;
    client.execute(&statement, &parameters(values)).await
}

/// A prepared statement. Filters of clients have many forms, so the statements of a connection are
/// forgotten when they are too many.
async fn prepared(client: &Client, sql: &str) -> Result<Statement, Error> {
    if client.statement_cache.size() >= MAX_STATEMENTS {
        client.statement_cache.clear();
    }
    client.prepare_cached(sql).await
}

fn parameters<'v>(values: &[&'v Value<'_>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|value| *value as &(dyn ToSql + Sync)).collect()
}

/// Values whose types PostgreSQL infers, as for literals: the types cannot be queried first.
fn untyped<'v>(values: &[&'v Value<'_>]) -> Vec<(&'v (dyn ToSql + Sync), Type)> {
    values.iter().map(|value| (*value as &(dyn ToSql + Sync), Type::UNKNOWN)).collect()
}
