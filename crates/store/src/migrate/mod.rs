//! Migrates a store to the schema of this version, forward only.

use crate::{
    cluster,
    error::{Error, ErrorKind},
    store::Store,
    tx::Tx,
};

/// The migrations in order: the first creates schema 1, the next 2, and so on.
const MIGRATIONS: &[&str] = &[
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
    include_str!("../../migrations/0014_place_numbers.sql"),
    include_str!("../../migrations/0015_deactivation.sql"),
    include_str!("../../migrations/0016_block_versions.sql"),
    include_str!("../../migrations/0017_scim.sql"),
    include_str!("../../migrations/0018_webhooks.sql"),
    include_str!("../../migrations/0019_identity.sql"),
    include_str!("../../migrations/0020_history.sql"),
    include_str!("../../migrations/0021_restore.sql"),
    include_str!("../../migrations/0022_oidc.sql"),
    include_str!("../../migrations/0024_field_rules.sql"),
    include_str!("../../migrations/0025_submitters.sql"),
    include_str!("../../migrations/0026_record_bytes.sql"),
    include_str!("../../migrations/0027_account_language.sql"),
    include_str!("../../migrations/0028_console.sql"),
    include_str!("../../migrations/0029_person_versions.sql"),
    include_str!("../../migrations/0030_people_columns.sql"),
    include_str!("../../migrations/0031_turns.sql"),
    include_str!("../../migrations/0032_index_tables_sqlite.sql"),
    include_str!("../../migrations/0032_index_tables_postgres.sql"),
];

/// The ledger of the applied migrations.
pub(crate) const LEDGER: &str = "schema_version";

/// The first line of a migration for SQLite only, about its storage of rows.
const EMBEDDED_ONLY: &str = "-- SQLite only\n";

/// The first line of a migration for PostgreSQL only.
const SERVER_ONLY: &str = "-- PostgreSQL only\n";

/// Applies the missing migrations. Returns whether there were any.
///
/// The ledger `schema_version` has a row for each applied migration, and row 0, which a process
/// locks while it applies one: two processes that start together apply each migration once.
///
/// # Errors
/// [`ErrorKind::Newer`] when the store has migrations that this version does not know.
pub(crate) async fn migrate(store: &Store) -> Result<bool, Error> {
    migrate_stepwise(store, || ()).await
}

/// Calls `step` before each statement and each commit of a migration, and after the commit:
/// wherever a process may die.
async fn migrate_stepwise(store: &Store, mut step: impl FnMut()) -> Result<bool, Error> {
    let done = match applied(&mut store.read().await?).await {
        Ok(done) => done,
        // The ledger does not exist; any other failure would also fail the next step.
        Err(error) if *error.kind() == ErrorKind::Other => make_ledger(store).await?,
        Err(error) => return Err(error),
    };
    for index in done..MIGRATIONS.len() {
        apply(store, index, &mut step).await?;
    }
    Ok(done < MIGRATIONS.len())
}

/// Replaces the tables of an empty store by those of an earlier schema.
pub(crate) async fn go_back(tx: &mut Tx, schema: i64) -> Result<(), Error> {
    let tables: Vec<&str> = tables().collect();
    for table in tables.into_iter().rev() {
        tx.define(&format!("DROP TABLE IF EXISTS {table}")).await?;
    }
    tx.run("DELETE FROM schema_version WHERE version > 0", &[]).await?;
    let schema = usize::try_from(schema).unwrap_or(0);
    go_on(tx, schema).await
}

/// Applies the missing migrations up to `schema`.
async fn go_on(tx: &mut Tx, schema: usize) -> Result<(), Error> {
    for index in applied(tx).await?..schema.min(MIGRATIONS.len()) {
        define(tx, index, &mut || ()).await?;
    }
    Ok(())
}

/// Applies the missing migrations: reverts [`go_back`].
pub(crate) async fn go_forth(tx: &mut Tx) -> Result<(), Error> {
    go_on(tx, MIGRATIONS.len()).await
}

/// The schema of the store.
pub(crate) async fn schema(tx: &mut Tx) -> Result<i64, Error> {
    Ok(i64::try_from(applied(tx).await?).unwrap_or(i64::MAX))
}

/// The names of all tables in the order of creation: a table references only earlier ones.
pub(crate) fn tables() -> impl Iterator<Item = &'static str> {
    let is_for_one =
        |text: &str| [EMBEDDED_ONLY, SERVER_ONLY].iter().any(|line| text.starts_with(line));
    let both = MIGRATIONS.iter().filter(move |migration| !is_for_one(migration));
    let made = both.flat_map(|migration| migration.split("CREATE TABLE ").skip(1));
    made.filter_map(|statement| statement.split_once(" (")).map(|(name, _)| name)
}

/// The number of migrations in the ledger.
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

/// Creates the ledger and returns its number of migrations: another process may have been first.
async fn make_ledger(store: &Store) -> Result<usize, Error> {
    let ledger = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY)";
    let mut tx = store.write().await?;
    cluster::require_no_worker(&mut tx).await?;
    match tx.define(ledger).await {
        Ok(()) => {
            tx.run("INSERT INTO schema_version VALUES (0) ON CONFLICT DO NOTHING", &[]).await?;
            tx.commit().await?;
        }
        // When two processes create a table at once, PostgreSQL rejects the later one in several
        // ways.
        Err(error) => {
            drop(tx);
            return applied(&mut store.read().await?).await.map_err(|_| error);
        }
    }
    applied(&mut store.read().await?).await
}

/// Applies the migration at `index` in one transaction, unless another process has.
async fn apply(store: &Store, index: usize, step: &mut impl FnMut()) -> Result<(), Error> {
    let mut tx = store.write().await?;
    if !tx.is_embedded() {
        // A migration takes as long as it takes.
        tx.define("SET LOCAL statement_timeout = 0").await?;
        cluster::require_no_worker(&mut tx).await?;
        cluster::use_one_connection(&mut tx).await?;
    }
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

/// The statements of a migration: each ends with `;` at the end of a line, and comments have their
/// own lines. A migration for the other engine has none.
fn statements(migration: &str, embedded: bool) -> Vec<String> {
    let of_the_other = if embedded { SERVER_ONLY } else { EMBEDDED_ONLY };
    if migration.starts_with(of_the_other) {
        return Vec::new();
    }
    let code: Vec<&str> =
        migration.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
    let code = code.join("\n") + "\n";
    let parts = code.split(";\n").map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

#[cfg(test)]
mod place_numbers_tests;
#[cfg(test)]
mod tests;
