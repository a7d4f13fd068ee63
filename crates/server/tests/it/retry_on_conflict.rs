//! A deadlock in PostgreSQL between a request and another transaction. Each holds a row lock that the
//! other waits for. PostgreSQL aborts the one that reaches `deadlock_timeout`.

use std::time::Duration;

use roster_model::Id;
use roster_store::{Backend, Store, domain_state, domains, people};
use roster_testkit::postgres::Postgres;
use tokio::time::timeout;

use crate::nodes::Nodes;

/// Four seconds instead of one, so that the other transaction waits too on a busy machine.
const DEADLOCK_TIMEOUT: &str = "options=-c%20deadlock_timeout%3D4s";

#[tokio::test(flavor = "multi_thread")]
async fn write_aborted_by_a_deadlock_is_retried() {
    let postgres = Postgres::shared();
    let url = postgres.database().await;
    let url = format!("{url}{}{DEADLOCK_TIMEOUT}", if url.contains('?') { '&' } else { '?' });
    let nodes = Nodes::on(Backend::Postgres(url.clone())).await;
    let node = nodes.start().await;
    let list = "/a/demo/api/user/v1/";
    let jo = r#"{"username": "jo", "connect_username": "jo", "first_name": "Jo"}"#;
    let created = node.request(&format!("POST {list}"), &[], jo).await;
    let id = created.json()["id"].as_str().unwrap().to_owned();
    let store = Store::open(&Backend::Postgres(url.clone())).await.unwrap();
    let domain = domains::find(&mut store.read().await.unwrap(), "demo").await.unwrap().unwrap();

    // The other transaction locks the person first. Requests lock the domain first.
    let mut other = store.write().await.unwrap();
    people::set_password(&mut other, domain.number, &Id::new_unchecked(id.clone()), "none")
        .await
        .unwrap();
    let line = format!("PUT {list}{id}/");
    let ours = {
        let (node, line) = (node.clone(), line.clone());
        tokio::spawn(async move {
            node.request(&line, &[], r#"{"first_name": "Ann", "password": "lotus flower"}"#).await
        })
    };
    postgres.until_one_waits(&url).await;

    // The request holds the domain and waits for the person. The domain is free after its abort.
    let limit = Duration::from_secs(10);
    let taken = timeout(limit, domain_state::take(&mut other, domain.number)).await.unwrap();
    assert!(taken.unwrap().is_some());
    other.commit().await.unwrap();

    let response = timeout(limit, ours).await.unwrap().unwrap();
    assert_eq!(response.status, 200, "{response:?}");
    let read = node.request(&format!("GET {list}{id}/"), &[], "").await;
    assert_eq!(read.json()["first_name"], "Ann");
}
