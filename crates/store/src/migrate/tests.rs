//! Migrations in a process that dies, and of the stores of released versions.

use std::{
    env,
    os::unix::process::ExitStatusExt as _,
    path::PathBuf,
    process::{self, Command},
};

use roster_testkit::{engines::folder, golden, postgres::Postgres};

use super::{MIGRATIONS, go_back, go_forth, migrate_stepwise, statements};
use crate::{Backend, Options, Store, check};

/// The store that a dying process migrates, and the step before which it dies.
const PLACE: &str = "ROSTER_TEST_MIGRATE";
const STEP: &str = "ROSTER_TEST_MIGRATE_STEP";

#[test]
fn a_migration_is_split_at_line_ends() {
    let migration = "-- One; two;\nCREATE TABLE a (\n    b TEXT\n);\n\n  -- More;\nCREATE\nX;";
    assert_eq!(statements(migration, true), ["CREATE TABLE a (\n    b TEXT\n)", "CREATE\nX"]);
    assert_eq!(statements(migration, false), statements(migration, true));
    for (engine, embedded) in [("SQLite", true), ("PostgreSQL", false)] {
        let migration = format!("-- {engine} only\nCREATE TABLE a (b TEXT);");
        assert_eq!(statements(&migration, embedded).len(), 1);
        assert!(statements(&migration, !embedded).is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_migration_of_an_empty_file_goes_on() {
    let folder = folder();
    die_and_go_on(&Backend::Embedded(folder.path().to_owned()), 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_migration_of_an_empty_database_goes_on() {
    die_and_go_on(&Backend::Postgres(Postgres::shared().database().await), 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_migration_of_a_released_file_goes_on() {
    for golden in golden::all() {
        let folder = folder();
        golden.unpack_into(folder.path());
        die_and_go_on(&Backend::Embedded(folder.path().to_owned()), golden.schema()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_migration_of_a_released_database_goes_on() {
    for golden in golden::all() {
        let url = Postgres::shared().database().await;
        golden.fill(&url).await;
        die_and_go_on(&Backend::Postgres(url), golden.schema()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tables_of_any_schema_can_be_had_and_left_again() {
    let folder = folder();
    let database = Postgres::shared().database().await;
    for place in [Backend::Embedded(folder.path().to_owned()), Backend::Postgres(database)] {
        let store = Store::open(&place).await.unwrap();
        let newest = shape(&store).await;
        for schema in 1..=i64::try_from(MIGRATIONS.len()).unwrap() {
            let mut tx = store.write().await.unwrap();
            go_back(&mut tx, schema).await.unwrap();
            assert_eq!(super::schema(&mut tx).await.unwrap(), schema);
            go_forth(&mut tx).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(shape(&store).await, newest, "by way of schema {schema}");
        }
    }
}

/// Migrates the store at `place`, of this schema, in processes that die: the first before its first
/// step, the next one, which continues, before its second, and so on. Each leaves the schema that
/// it found or the next one.
async fn die_and_go_on(place: &Backend, schema: usize) {
    let store = Store::connect(place, &Options::default()).unwrap();
    let (mut done, mut found, mut step) = (schema, shape(&store).await, 1);
    let mut deaths = 0;
    while dies_at(place, step) {
        deaths += 1;
        let now = ledger(&store).await.unwrap_or(0);
        if now == done {
            assert_eq!(shape(&store).await, found, "after step {step} of migration {}", done + 1);
            step += 1;
        } else {
            assert_eq!(now, done + 1);
            (done, found, step) = (now, shape(&store).await, 1);
        }
    }
    // Before and after each statement, before the commit, and after it.
    let embedded = matches!(place, Backend::Embedded(_));
    let steps = MIGRATIONS[schema..].iter().map(|text| statements(text, embedded).len() + 3);
    assert_eq!((done, deaths), (MIGRATIONS.len(), steps.sum::<usize>()));
    let report = check::check(&Store::open(place).await.unwrap()).await.unwrap();
    assert_eq!(report.findings, []);
}

/// Migrates in a process that dies before this step. Returns whether it got that far.
fn dies_at(place: &Backend, step: usize) -> bool {
    let place = match place {
        Backend::Embedded(folder) => folder.display().to_string(),
        Backend::Postgres(url) => url.clone(),
    };
    let ended = Command::new(env::current_exe().unwrap())
        .args(["--exact", "migrate::tests::the_victim", "--nocapture"])
        .env(PLACE, place)
        .env(STEP, step.to_string())
        .output()
        .unwrap();
    assert!(ended.status.success() || ended.status.signal().is_some(), "{ended:?}");
    !ended.status.success()
}

/// Not a test of its own: the process that [`dies_at`] starts.
#[tokio::test(flavor = "multi_thread")]
async fn the_victim() {
    let (Some(place), Some(step)) = (env::var_os(PLACE), env::var_os(STEP)) else { return };
    let place = match place.into_string().unwrap() {
        url if url.starts_with("postgres:") => Backend::Postgres(url),
        folder => Backend::Embedded(PathBuf::from(folder)),
    };
    let mut left: usize = step.to_str().unwrap().parse().unwrap();
    let store = Store::connect(&place, &Options::default()).unwrap();
    let die_in_time = || {
        left -= 1;
        if left == 0 {
            process::abort();
        }
    };
    migrate_stepwise(&store, die_in_time).await.unwrap();
}

/// The last migration in the ledger; `None` without a ledger.
async fn ledger(store: &Store) -> Option<usize> {
    let last = "SELECT MAX(version) FROM schema_version";
    let last = store.read().await.unwrap().one(last, &[], |row| row.int(0)).await.ok()?;
    usize::try_from(last).ok()
}

/// All tables, columns and indexes, except the ledger.
async fn shape(store: &Store) -> Vec<String> {
    let sql = if store.engine() == "sqlite" {
        "SELECT name || ': ' || COALESCE(sql, '') AS line FROM sqlite_master \
         WHERE name NOT LIKE '%schema_version%' ORDER BY line"
    } else {
        "SELECT table_name || '.' || column_name || ': ' || data_type || is_nullable \
         || COALESCE(column_default, '') AS line FROM information_schema.columns \
         WHERE table_schema = 'public' AND table_name <> 'schema_version' \
         UNION ALL SELECT indexdef FROM pg_indexes \
         WHERE schemaname = 'public' AND tablename <> 'schema_version' ORDER BY line"
    };
    store.read().await.unwrap().all(sql, &[], |row| row.text(0)).await.unwrap()
}
