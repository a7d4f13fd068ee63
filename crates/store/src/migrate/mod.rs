//! Bringing a store up to the schema of this version, forward only.

use crate::{
    error::{Error, ErrorKind},
    store::Store,
    tx::Tx,
};

/// The migrations, in order: the first makes schema 1, the next 2, and so on.
const MIGRATIONS: [&str; 13] = [
    include_str!("../../migrations/0001_directory.sql"),
    include_str!("../../migrations/0002_usercom.sql"),
    include_str!("../../migrations/0003_answers.sql"),
    include_str!("../../migrations/0004_imports.sql"),
    include_str!("../../migrations/0005_console.sql"),
    include_str!("../../migrations/0006_takeover.sql"),
    include_str!("../../migrations/0007_blocks.sql"),
    include_str!("../../migrations/0008_clustered.sql"),
    include_str!("../../migrations/0009_sparse.sql"),
    include_str!("../../migrations/0010_memberships.sql"),
    include_str!("../../migrations/0011_activity.sql"),
    include_str!("../../migrations/0012_words.sql"),
    include_str!("../../migrations/0013_since.sql"),
];

/// How a migration begins that is about how SQLite keeps rows, and nothing to PostgreSQL.
const EMBEDDED_ONLY: &str = "-- SQLite only\n";

/// Makes the tables that are not there yet.
///
/// The ledger `schema_version` has a row for each migration done, and row 0, which a process locks
/// while it does one: two that start together do each migration once.
///
/// # Errors
/// [`ErrorKind::Newer`] when the store has migrations that this version does not know.
pub(crate) async fn migrate(store: &Store) -> Result<(), Error> {
    migrate_stepwise(store, || ()).await
}

/// The same; calls `step` before each statement and each commit of a migration, and after the
/// latter: wherever a process may die.
async fn migrate_stepwise(store: &Store, mut step: impl FnMut()) -> Result<(), Error> {
    let done = match applied(&mut store.read().await?).await {
        Ok(done) => done,
        // No ledger yet; were it anything else, the next step would fail of it as well.
        Err(error) if *error.kind() == ErrorKind::Other => make_ledger(store).await?,
        Err(error) => return Err(error),
    };
    for index in done..MIGRATIONS.len() {
        apply(store, index, &mut step).await?;
    }
    Ok(())
}

/// Gives an empty store the tables of an earlier schema in place of its own.
pub(crate) async fn go_back(tx: &mut Tx, schema: i64) -> Result<(), Error> {
    let tables: Vec<&str> = tables().collect();
    for table in tables.into_iter().rev() {
        tx.define(&format!("DROP TABLE IF EXISTS {table}")).await?;
    }
    tx.run("DELETE FROM schema_version WHERE version > 0", &[]).await?;
    let schema = usize::try_from(schema).unwrap_or(0);
    go_on(tx, schema).await
}

/// Does the migrations up to `schema` that were not done yet.
async fn go_on(tx: &mut Tx, schema: usize) -> Result<(), Error> {
    for index in applied(tx).await?..schema.min(MIGRATIONS.len()) {
        define(tx, index, &mut || ()).await?;
    }
    Ok(())
}

/// Does the migrations that were not done yet: what [`go_back`] has undone.
pub(crate) async fn go_forth(tx: &mut Tx) -> Result<(), Error> {
    go_on(tx, MIGRATIONS.len()).await
}

/// The schema that the store has.
pub(crate) async fn schema(tx: &mut Tx) -> Result<i64, Error> {
    Ok(i64::try_from(applied(tx).await?).unwrap_or(i64::MAX))
}

/// The names of all tables, in the order in which they are made: a table refers only to those
/// before it.
pub(crate) fn tables() -> impl Iterator<Item = &'static str> {
    let both = MIGRATIONS.iter().filter(|migration| !migration.starts_with(EMBEDDED_ONLY));
    let made = both.flat_map(|migration| migration.split("CREATE TABLE ").skip(1));
    made.filter_map(|statement| statement.split_once(" (")).map(|(name, _)| name)
}

/// How many migrations the ledger has.
async fn applied(tx: &mut Tx) -> Result<usize, Error> {
    let last = "SELECT COALESCE(MAX(version), 0) FROM schema_version";
    let last = tx.one(last, &[], |row| row.int(0)).await?;
    let known = MIGRATIONS.len();
    match usize::try_from(last) {
        Ok(done) if done <= known => Ok(done),
        _ => {
            let text = format!(
                "the store has schema {last}, and this version of roster knows none above {known}: \
                 use the version that wrote it, or a newer one"
            );
            Err(Error::new(ErrorKind::Newer, text))
        }
    }
}

/// Makes the ledger, and tells what it says: another process may have been here first.
async fn make_ledger(store: &Store) -> Result<usize, Error> {
    let ledger = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY)";
    let mut tx = store.write().await?;
    match tx.define(ledger).await {
        Ok(()) => {
            tx.run("INSERT INTO schema_version VALUES (0) ON CONFLICT DO NOTHING", &[]).await?;
            tx.commit().await?;
        }
        // Of two that make one table at once PostgreSQL refuses the later, in one of several ways.
        Err(error) => {
            drop(tx);
            return applied(&mut store.read().await?).await.map_err(|_| error);
        }
    }
    applied(&mut store.read().await?).await
}

/// Does the migration at `index`, in one transaction, unless another process has.
async fn apply(store: &Store, index: usize, step: &mut impl FnMut()) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.run("UPDATE schema_version SET version = 0 WHERE version = 0", &[]).await?;
    if applied(&mut tx).await? > index {
        return Ok(());
    }
    define(&mut tx, index, step).await?;
    tx.commit().await?;
    step();
    Ok(())
}

/// The statements of the migration at `index`, and its entry in the ledger.
async fn define(tx: &mut Tx, index: usize, step: &mut impl FnMut()) -> Result<(), Error> {
    for statement in statements(MIGRATIONS[index], tx.is_embedded()) {
        step();
        tx.define(&statement).await?;
    }
    step();
    let version = i64::try_from(index + 1).unwrap_or(i64::MAX);
    tx.run("INSERT INTO schema_version VALUES ($1)", &[version.into()]).await?;
    step();
    Ok(())
}

/// The statements of a migration: each ends with `;` at the end of a line, and comments have lines
/// of their own. There are none in one that is not for this engine.
fn statements(migration: &str, embedded: bool) -> Vec<String> {
    if !embedded && migration.starts_with(EMBEDDED_ONLY) {
        return Vec::new();
    }
    let code: Vec<&str> =
        migration.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
    let code = code.join("\n") + "\n";
    let parts = code.split(";\n").map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
