//! What differs on a Citus cluster, on a plain PostgreSQL that looks like a node of one.

use std::io::Cursor;

use jiff::Timestamp;
use roster_model::{DomainName, Settings};
use roster_store::{
    Backend, ErrorKind, Store, backup,
    cluster::{self, Node},
    domains,
};
use roster_testkit::{engines, postgres::Postgres};

/// The parts of Citus that a store uses. A table is distributed in name only.
const CITUS: [&str; 5] = [
    "INSERT INTO pg_extension \
     (oid, extname, extowner, extnamespace, extrelocatable, extversion) \
     SELECT 90001, 'citus', oid, 11, false, '13.2' FROM pg_roles WHERE rolname = current_user",
    "CREATE TABLE pg_dist_local_group (groupid INT PRIMARY KEY)",
    "CREATE TABLE citus_tables (table_name REGCLASS PRIMARY KEY, citus_table_type TEXT, \
     distribution_column TEXT, colocation_id INT)",
    "CREATE FUNCTION create_reference_table(name REGCLASS) RETURNS void LANGUAGE sql AS \
     $$ INSERT INTO citus_tables VALUES (name, 'reference', '<none>', 1) $$",
    "CREATE FUNCTION create_distributed_table(name REGCLASS, distribution TEXT, \
     colocate_with TEXT DEFAULT 'default') RETURNS void LANGUAGE sql AS \
     $$ INSERT INTO citus_tables VALUES (name, 'distributed', distribution, 2) $$",
];

/// As Citus does after a statement that used several connections to a node.
const ONE_CONNECTION_ONLY: [&str; 2] = [
    "CREATE FUNCTION check_mode() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
     IF current_setting('citus.multi_shard_modify_mode', true) IS DISTINCT FROM 'sequential' THEN \
     RAISE EXCEPTION 'cannot modify table because there was a parallel operation' \
     USING ERRCODE = 'XX000'; END IF; RETURN NULL; END $$",
    "CREATE TRIGGER check_mode BEFORE INSERT OR DELETE ON meta EXECUTE FUNCTION check_mode()",
];

fn now() -> Timestamp {
    Timestamp::UNIX_EPOCH
}

async fn run(store: &Store, statements: &[&str]) {
    let mut tx = store.write().await.unwrap();
    for statement in statements {
        tx.run(statement, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// A store whose database looks like the node with this group; 0 is the coordinator.
async fn node(group: i64) -> (String, Store) {
    let url = Postgres::shared().database().await;
    let store = Store::open(&Backend::Postgres(url.clone())).await.unwrap();
    run(&store, &CITUS).await;
    let group = format!("INSERT INTO pg_dist_local_group VALUES ({group})");
    run(&store, &[&group]).await;
    (url, store)
}

async fn with_domain(backend: Backend) -> Store {
    let store = Store::open(&backend).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let name = DomainName::new_unchecked("demo".to_owned());
    domains::insert(&mut tx, &name, &Settings::default(), now()).await.unwrap();
    tx.commit().await.unwrap();
    store
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_is_distributed_once() {
    let (url, store) = node(0).await;
    let first = cluster::distribute(&store).await.unwrap();
    assert_eq!(first.moved, first.distributed + first.everywhere);
    let ledger = "SELECT citus_table_type FROM citus_tables \
                  WHERE table_name = CAST('schema_version' AS REGCLASS)";
    let placed = store.read().await.unwrap().one(ledger, &[], |row| row.text(0)).await.unwrap();
    assert_eq!(placed, "reference");
    assert_eq!(cluster::distribute(&store).await.unwrap().moved, 0);
    Postgres::shared().remove(&url).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn worker_serves_a_distributed_store() {
    let (url, _) = node(2).await;
    let store = Store::open(&Backend::Postgres(url.clone())).await.unwrap();
    let node = store.cluster_node().await.unwrap().unwrap();
    assert_eq!(node, Node::Worker { group: 2 });
    assert_eq!(node.to_string(), "the worker of group 2 of a Citus cluster");
    store.probe_write().await.unwrap();
    let refused = cluster::distribute(&store).await.unwrap_err();
    assert!(refused.to_string().contains("the worker of group 2"), "{refused}");
    Postgres::shared().remove(&url).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn worker_without_the_tables_creates_none() {
    let (url, store) = node(1).await;
    run(&store, &["DROP TABLE schema_version"]).await;
    let Err(refused) = Store::open(&Backend::Postgres(url.clone())).await else {
        panic!("a worker without tables was opened")
    };
    assert!(refused.to_string().contains("the worker of group 1"), "{refused}");
    let ledger = "SELECT count(*) FROM pg_tables WHERE tablename = 'schema_version'";
    let found = store.read().await.unwrap().one(ledger, &[], |row| row.int(0)).await.unwrap();
    assert_eq!(found, 0);
    Postgres::shared().remove(&url).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn restore_and_copy_fill_a_distributed_store() {
    let folder = engines::folder();
    let source = with_domain(Backend::Embedded(folder.path().to_owned())).await;
    let mut file = Vec::new();
    backup::write(&source, now(), &mut file).await.unwrap();

    let (restored_url, restored) = node(0).await;
    run(&restored, &ONE_CONNECTION_ONLY).await;
    backup::restore(&restored, Cursor::new(&file)).await.unwrap();
    assert_eq!(domains::list(&mut restored.read().await.unwrap()).await.unwrap().len(), 1);

    let (copied_url, copied) = node(0).await;
    run(&copied, &ONE_CONNECTION_ONLY).await;
    backup::copy(&source, &copied).await.unwrap();
    assert_eq!(domains::list(&mut copied.read().await.unwrap()).await.unwrap().len(), 1);
    for url in [restored_url, copied_url] {
        Postgres::shared().remove(&url).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_of_other_nodes_are_unreachable() {
    let url = Postgres::shared().database().await;
    let store = Store::open(&Backend::Postgres(url.clone())).await.unwrap();
    for (code, message, kind) in [
        ("XX000", "postmaster was shut down, exiting", ErrorKind::Unreachable),
        ("XX000", "terminating connection due to administrator command", ErrorKind::Unreachable),
        ("XX000", "connection to the remote node w1:5432 failed", ErrorKind::Unreachable),
        ("08006", "connection to the remote node w1:5432 failed", ErrorKind::Unreachable),
        ("57P01", "terminating connection", ErrorKind::Unreachable),
        ("53300", "sorry, too many clients already", ErrorKind::Unreachable),
        ("40001", "could not serialize access", ErrorKind::Serialization),
        ("XX000", "unrecognized node type: 7", ErrorKind::Other),
    ] {
        let raise =
            format!("DO $$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = '{code}'; END $$");
        let mut tx = store.write().await.unwrap();
        let error = tx.run(&raise, &[]).await.unwrap_err();
        assert_eq!(*error.kind(), kind, "{code} {message}");
    }
    Postgres::shared().remove(&url).await;
}
