//! Two that come between each other for real: a write of ours and another transaction, each of which
//! holds what the other waits for. PostgreSQL gives up the one that has waited for so long that it
//! looks, and finds the other waiting.

use std::time::Duration;

use roster_model::Id;
use roster_store::{Backend, Store, domain_state, domains, people};
use roster_testkit::postgres::Postgres;
use tokio::time::timeout;

use crate::nodes::Nodes;

/// Four seconds in place of one: by then the other waits too, however busy the machine is.
const WHEN_IT_LOOKS: &str = "options=-c%20deadlock_timeout%3D4s";

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_is_given_up_for_another_is_done_again() {
    let postgres = Postgres::shared();
    let url = postgres.database().await;
    let url = format!("{url}{}{WHEN_IT_LOOKS}", if url.contains('?') { '&' } else { '?' });
    let nodes = Nodes::on(Backend::Postgres(url.clone())).await;
    let node = nodes.start().await;
    let list = "/a/demo/api/user/v1/";
    let jo = r#"{"username": "jo", "connect_username": "jo", "first_name": "Jo"}"#;
    let made = node.ask(&format!("POST {list}"), &[], jo).await;
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let store = Store::open(&Backend::Postgres(url.clone())).await.unwrap();
    let domain = domains::find(&mut store.read().await.unwrap(), "demo").await.unwrap().unwrap();

    // Somebody who begins with the person, where all of ours begin with the domain.
    let mut other = store.write().await.unwrap();
    people::set_password(&mut other, domain.number, &Id::new_unchecked(id.clone()), "none")
        .await
        .unwrap();
    let line = format!("PUT {list}{id}/");
    let ours = {
        let (node, line) = (node.clone(), line.clone());
        tokio::spawn(async move {
            node.ask(&line, &[], r#"{"first_name": "Ann", "password": "lotus flower"}"#).await
        })
    };
    postgres.until_one_waits(&url).await;

    // Ours holds the domain and waits for the person: the domain is only to be had once it is given up.
    let patience = Duration::from_secs(10);
    let taken = timeout(patience, domain_state::take(&mut other, domain.number)).await.unwrap();
    assert!(taken.unwrap().is_some());
    other.commit().await.unwrap();

    let answer = timeout(patience, ours).await.unwrap().unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
    let seen = node.ask(&format!("GET {list}{id}/"), &[], "").await;
    assert_eq!(seen.json()["first_name"], "Ann");
}
