//! A node of a cluster that is lost while a write commits.

use roster_store::{Backend, Store};
use roster_testkit::{
    postgres::Postgres,
    raw_sql::{KEEP_COMMITS, LOSE_COMMITS},
};

use crate::nodes::Nodes;

async fn run(store: &Store, statements: &[&str]) {
    let mut tx = store.write().await.unwrap();
    for statement in statements {
        tx.run(statement, &[]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn commit_without_a_known_result_is_unavailable_and_repeated_with_its_key() {
    let url = Postgres::shared().database().await;
    let backend = Backend::Postgres(url.clone());
    let node = Nodes::on(backend.clone()).await.start().await;
    let store = Store::open(&backend).await.unwrap();
    for (line, body, created) in [
        ("POST /a/demo/api/user/v1/", r#"{"username": "a", "connect_username": "a"}"#, 201),
        ("POST /a/demo/api/group/v1/", r#"{"name": "North"}"#, 201),
        ("POST /api/public/users/", r#"{"first_name": "Asha"}"#, 201),
    ] {
        let key = [("Idempotency-Key", body)];
        run(&store, &LOSE_COMMITS).await;
        let lost = node.request(line, &key, body).await;
        assert_eq!(lost.status, 503, "{line}: {lost:?}");
        run(&store, &KEEP_COMMITS).await;
        run(&store, &["DROP FUNCTION lose_commit"]).await;
        let first = node.request(line, &key, body).await;
        assert_eq!(first.status, created, "{line}: {first:?}");
        let again = node.request(line, &key, body).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body), "{line}");
        assert_eq!(again.header("Idempotent-Replayed"), Some("true"), "{line}");
    }
    drop(store);
    Postgres::shared().remove(&url).await;
}
