//! The driver seam: guarantees for every query, on both engines.

use jiff::Timestamp;
use roster_store::{Backend, Error, ErrorKind, Store, Tx, Value};
use roster_testkit::postgres::Postgres;

roster_testkit::on_both_engines! {
    commit_is_visible_to_the_next_transaction,
    dropped_transaction_leaves_nothing,
    dropped_transaction_is_rolled_back_before_the_next,
    reader_sees_one_snapshot,
    reader_cannot_write,
    unique_violation_names_the_columns,
    foreign_key_violation_is_reported,
    failed_transaction_is_poisoned,
    values_round_trip,
    null_values_round_trip,
    lists_are_bound_as_one_value,
    run_many_runs_once_per_row,
    one_requires_exactly_one_row,
    column_of_another_type_is_corrupt,
    wrong_number_of_values_is_rejected,
    errors_contain_no_values,
    commits_are_announced,
}

const COUNT: &str = "INSERT INTO counters VALUES ($1, $2, $3)";
const COUNTERS: &str = "SELECT name, value FROM counters WHERE domain = $1 ORDER BY name";

async fn commit_is_visible_to_the_next_transaction(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    count(&store, "a", 1).await.unwrap();
    assert_eq!(counters(&mut store.read().await.unwrap()).await, ["a=1"]);
    assert_eq!(counters(&mut store.write().await.unwrap()).await, ["a=1"]);
    drop(store);
    let store = Store::open(&place).await.unwrap();
    assert_eq!(counters(&mut store.read().await.unwrap()).await, ["a=1"]);
    store.ping().await.unwrap();
}

async fn dropped_transaction_leaves_nothing(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let mut tx = store.write().await.unwrap();
    tx.run(COUNT, &[1.into(), "a".into(), 1.into()]).await.unwrap();
    drop(tx);
    assert!(counters(&mut store.write().await.unwrap()).await.is_empty());
}

/// More than the connections, so that each is lent again.
async fn dropped_transaction_is_rolled_back_before_the_next(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    for _ in 0..40 {
        let mut tx = store.write().await.unwrap();
        tx.run(COUNT, &[1.into(), "a".into(), 1.into()]).await.unwrap();
        drop(tx);
        drop(store.read().await.unwrap());
    }
    count(&store, "a", 2).await.unwrap();
    assert_eq!(counters(&mut store.read().await.unwrap()).await, ["a=2"]);
}

async fn reader_sees_one_snapshot(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    count(&store, "a", 1).await.unwrap();
    let mut before = store.read().await.unwrap();
    assert_eq!(counters(&mut before).await, ["a=1"]);
    count(&store, "b", 2).await.unwrap();
    assert_eq!(counters(&mut before).await, ["a=1"]);
    assert_eq!(counters(&mut store.read().await.unwrap()).await, ["a=1", "b=2"]);
}

async fn reader_cannot_write(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let mut tx = store.read().await.unwrap();
    let refused = tx.run(COUNT, &[1.into(), "a".into(), 1.into()]).await;
    // As when the database only reads.
    assert_eq!(*refused.unwrap_err().kind(), ErrorKind::Unreachable);
    assert!(tx.commit().await.is_err());
    assert!(counters(&mut store.read().await.unwrap()).await.is_empty());
}

async fn unique_violation_names_the_columns(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    count(&store, "a", 1).await.unwrap();
    let taken = count(&store, "a", 2).await.unwrap_err();
    assert_eq!(*taken.kind(), ErrorKind::Unique("counters.domain, counters.name".to_owned()));
    assert!(taken.violates("counters", "name"));
    assert!(!taken.violates("counters", "value"));

    let mut tx = store.write().await.unwrap();
    let domain = "INSERT INTO domains VALUES ($1, $2, '{}', 0)";
    tx.run(domain, &[1.into(), "demo".into()]).await.unwrap();
    let taken = tx.run(domain, &[2.into(), "demo".into()]).await.unwrap_err();
    assert!(taken.violates("domains", "name"));
    assert!(!taken.violates("domains", "number"));
}

async fn foreign_key_violation_is_reported(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let phone = "INSERT INTO person_phones (domain, phone, person) VALUES ($1, $2, $3)";
    let refused = tx.run(phone, &[1.into(), "123".into(), 7.into()]).await.unwrap_err();
    assert_eq!(*refused.kind(), ErrorKind::ForeignKey);
}

async fn failed_transaction_is_poisoned(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let mut tx = store.write().await.unwrap();
    tx.run(COUNT, &[1.into(), "a".into(), 1.into()]).await.unwrap();
    tx.run(COUNT, &[1.into(), "a".into(), 1.into()]).await.unwrap_err();
    tx.run(COUNT, &[1.into(), "b".into(), 1.into()]).await.unwrap_err();
    tx.commit().await.unwrap_err();
    assert!(counters(&mut store.read().await.unwrap()).await.is_empty());
}

async fn values_round_trip(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let at: Timestamp = "2026-11-21T19:03:07.123456Z".parse().unwrap();
    let text = "Zoë 'quoted' $1 \\ \u{1F600}";
    let values = [7.into(), text.into(), i64::MIN.into(), "{\"a\": [1]}".into(), true.into()];
    let field = "INSERT INTO fields (domain, slug, number, choices, declared, label, value_type) \
         VALUES ($1, $2, $3, $4, $5, '', '') RETURNING domain, slug, number, choices, declared";
    let row = tx.one(field, &values, |row| {
        let json: serde_json::Value = row.json(3)?;
        Ok((row.int(0)?, row.text(1)?, row.int(2)?, json, row.bool(4)?))
    });
    let json = serde_json::json!({"a": [1]});
    assert_eq!(row.await.unwrap(), (7, text.to_owned(), i64::MIN, json, true));

    let values = [at.into(), "abc".into()];
    let row = tx.one("SELECT CAST($1 AS BIGINT), length($2), $2", &values, |row| {
        Ok((row.instant(0)?, row.int(1)?, row.id(2)?.into_string()))
    });
    assert_eq!(row.await.unwrap(), (at, 3, "abc".to_owned()));
}

async fn null_values_round_trip(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let change = "INSERT INTO changes (domain, seq, at, kind, id, number, actor, via, fields) \
                  VALUES ($1, $2, 0, '', '', $3, '', '', '[]')";
    tx.run(change, &[1.into(), 1.into(), Value::Null]).await.unwrap();
    tx.run(change, &[1.into(), 2.into(), Some(5).into()]).await.unwrap();
    tx.run(change, &[1.into(), 3.into(), None::<i64>.into()]).await.unwrap();
    let numbers = "SELECT number FROM changes WHERE domain = $1 ORDER BY seq LIMIT 3";
    let numbers = tx.all(numbers, &[1.into()], |row| row.maybe_int(0)).await.unwrap();
    assert_eq!(numbers, [None, Some(5), None]);
    let values = [None::<&str>.into()];
    let row = tx.one("SELECT CAST($1 AS TEXT)", &values, |row| {
        Ok((row.maybe_text(0)?, row.maybe_id(0)?, row.text(0).is_err()))
    });
    assert_eq!(row.await.unwrap(), (None, None, true));
}

async fn lists_are_bound_as_one_value(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let mut tx = store.write().await.unwrap();
    for (name, value) in [("a", 1), ("b", 2), ("'c\"", 3)] {
        tx.run(COUNT, &[1.into(), name.into(), value.into()]).await.unwrap();
    }
    let by_name = "SELECT value FROM counters WHERE domain = $1 AND name = ANY($2) ORDER BY value";
    let but_name = "SELECT value FROM counters WHERE domain = $1 AND name <> ALL($2)";
    let by_value =
        "SELECT value FROM counters WHERE domain = $1 AND value = ANY($2) ORDER BY value";
    let names = || Value::List(vec!["a".to_owned(), "'c\"".to_owned(), "z".to_owned()]);
    assert_eq!(numbers(&mut tx, by_name, names()).await, [1, 3]);
    assert_eq!(numbers(&mut tx, but_name, names()).await, [2]);
    assert_eq!(numbers(&mut tx, by_name, Value::List(Vec::new())).await, [0; 0]);
    assert_eq!(numbers(&mut tx, by_value, vec![2, 3, 4].into()).await, [2, 3]);
}

async fn run_many_runs_once_per_row(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let rows: Vec<Vec<Value<'_>>> =
        (0..1000).map(|n| vec![1.into(), format!("{n:04}").into(), n.into()]).collect();
    let mut tx = store.write().await.unwrap();
    assert_eq!(tx.run_many(COUNT, &rows).await.unwrap(), 1000);
    assert_eq!(tx.run_many(COUNT, &[]).await.unwrap(), 0);
    tx.commit().await.unwrap();
    let mut tx = store.write().await.unwrap();
    let sum = "SELECT CAST(SUM(value) AS BIGINT) FROM counters";
    assert_eq!(tx.one(sum, &[], |row| row.int(0)).await.unwrap(), 499_500);
    let touched = tx.run("UPDATE counters SET value = 0 WHERE value < $1", &[10.into()]).await;
    assert_eq!(touched.unwrap(), 10);
    assert!(tx.run_many(COUNT, &rows[..2]).await.unwrap_err().violates("counters", "name"));
}

async fn one_requires_exactly_one_row(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    count(&store, "a", 1).await.unwrap();
    count(&store, "b", 1).await.unwrap();
    let named = "SELECT value FROM counters WHERE name >= $1";
    let maybe = async |from: &str| {
        let mut tx = store.read().await.unwrap();
        tx.maybe(named, &[from.into()], |row| row.int(0)).await
    };
    assert_eq!(maybe("c").await.unwrap(), None);
    assert_eq!(maybe("b").await.unwrap(), Some(1));
    assert_eq!(*maybe("a").await.unwrap_err().kind(), ErrorKind::Corrupt);
    let none = store.read().await.unwrap().one(named, &["c".into()], |row| row.int(0)).await;
    assert_eq!(*none.unwrap_err().kind(), ErrorKind::Corrupt);
}

async fn column_of_another_type_is_corrupt(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    count(&store, "a", 1).await.unwrap();
    let kinds = async |read: fn(&roster_store::Row<'_>) -> Result<(), Error>| {
        let mut tx = store.read().await.unwrap();
        tx.all(COUNTERS, &[1.into()], read).await.unwrap_err().kind().clone()
    };
    assert_eq!(kinds(|row| row.int(0).map(drop)).await, ErrorKind::Corrupt);
    assert_eq!(kinds(|row| row.text(1).map(drop)).await, ErrorKind::Corrupt);
    assert_eq!(kinds(|row| row.json::<bool>(0).map(drop)).await, ErrorKind::Corrupt);
    assert_eq!(kinds(|row| row.text(2).map(drop)).await, ErrorKind::Corrupt);
}

async fn wrong_number_of_values_is_rejected(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    store.write().await.unwrap().run(COUNT, &[1.into(), "a".into()]).await.unwrap_err();
    let many = [1.into(), "a".into(), 1.into(), 1.into()];
    store.write().await.unwrap().run(COUNT, &many).await.unwrap_err();
}

async fn errors_contain_no_values(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    count(&store, "secret", 1).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let cast = "SELECT CAST(CAST($1 AS TEXT) AS BIGINT) / 0 FROM nowhere WHERE a = 'b'";
    let wrong = tx.all(cast, &["secret".into()], |row| row.int(0)).await.unwrap_err();
    drop(tx);
    for error in [count(&store, "secret", 1).await.unwrap_err(), wrong] {
        let text = format!("{error} {error:?} {:?}", std::error::Error::source(&error));
        assert!(!text.contains("secret"), "{text}");
    }
}

async fn commits_are_announced(place: Backend) {
    let store = Store::open(&place).await.unwrap();
    let mut commits = store.commits();
    drop(store.write().await.unwrap());
    drop(store.read().await.unwrap());
    assert!(!commits.has_changed().unwrap());
    count(&store, "a", 1).await.unwrap();
    commits.changed().await.unwrap();
    assert!(["sqlite", "postgres"].contains(&store.engine()));
}

/// Like a restart of the server.
#[tokio::test(flavor = "multi_thread")]
async fn lost_connection_is_reported_and_replaced() {
    let url = Postgres::shared().database().await;
    let store = Store::open(&Backend::Postgres(url)).await.unwrap();
    let mut tx = store.write().await.unwrap();
    tx.run(COUNT, &[1.into(), "a".into(), 1.into()]).await.unwrap();
    let others = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid()";
    store.read().await.unwrap().all(others, &[], |row| row.bool(0)).await.unwrap();
    let lost = tx.run(COUNT, &[1.into(), "b".into(), 1.into()]).await.unwrap_err();
    assert_eq!(*lost.kind(), ErrorKind::Unreachable);
    drop(tx);
    for _ in 0..20 {
        assert!(counters(&mut store.write().await.unwrap()).await.is_empty());
    }
}

/// Adds the counter `name` of domain 1, which must not exist.
async fn count(store: &Store, name: &str, value: i64) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.run(COUNT, &[1.into(), name.into(), value.into()]).await?;
    tx.commit().await
}

/// The counters of domain 1, as `name=value`.
async fn counters(tx: &mut Tx) -> Vec<String> {
    let counter = |row: &roster_store::Row<'_>| Ok(format!("{}={}", row.str(0)?, row.int(1)?));
    tx.all(COUNTERS, &[1.into()], counter).await.unwrap()
}

/// The numbers that `sql` finds in domain 1.
async fn numbers(tx: &mut Tx, sql: &str, value: Value<'_>) -> Vec<i64> {
    tx.all(sql, &[1.into(), value], |row| row.int(0)).await.unwrap()
}
