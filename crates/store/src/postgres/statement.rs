//! Putting a statement to PostgreSQL: prepared once for each connection, or, where a pooler changes
//! the connection behind our back, anew each time and without a name.

use deadpool_postgres::Client;
use tokio_postgres::{
    Error, Row,
    types::{ToSql, Type},
};

use crate::value::Value;

/// The rows of an answer.
pub(super) async fn query(
    client: &Client,
    pooled: bool,
    sql: &str,
    values: &[&Value<'_>],
) -> Result<Vec<Row>, Error> {
    if pooled {
        return client.query_typed(sql, &untyped(values)).await;
    }
    let statement = client.prepare_cached(sql).await?;
    client.query(&statement, &parameters(values)).await
}

/// How many rows were touched.
pub(super) async fn execute(
    client: &Client,
    pooled: bool,
    sql: &str,
    values: &[&Value<'_>],
) -> Result<u64, Error> {
    if pooled {
        return client.execute_typed(sql, &untyped(values)).await;
    }
    let statement = client.prepare_cached(sql).await?;
    client.execute(&statement, &parameters(values)).await
}

fn parameters<'v>(values: &[&'v Value<'_>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|value| *value as &(dyn ToSql + Sync)).collect()
}

/// Values of which PostgreSQL finds out the types, as of literals in the text: it cannot be asked for
/// them first.
fn untyped<'v>(values: &[&'v Value<'_>]) -> Vec<(&'v (dyn ToSql + Sync), Type)> {
    values.iter().map(|value| (*value as &(dyn ToSql + Sync), Type::UNKNOWN)).collect()
}
