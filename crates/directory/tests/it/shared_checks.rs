//! Concurrent requests share the check that their rights are current.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use roster_model::{AuthFailure, Channel};
use roster_store::Backend;
use roster_testkit::postgres::Postgres;
use tokio::{sync::Barrier, task::JoinSet};

use crate::auth_fixture::{AMINA, AuthFixture, HERE, by_key, failure, new_key};

roster_testkit::on_both_engines! {
    concurrent_requests_ask_the_store_a_few_times,
}

const REQUESTS: usize = 64;

async fn concurrent_requests_ask_the_store_a_few_times(backend: Backend) {
    let fixture = AuthFixture::open(&backend).await;
    let key = fixture.key(new_key()).await;
    fixture.authorize(by_key(AMINA, &key)).await.unwrap();
    let before = fixture.store.statements();
    let start = Arc::new(Barrier::new(REQUESTS));
    let mut requests = JoinSet::new();
    for _ in 0..REQUESTS {
        let (directory, start) = (fixture.directory.clone(), Arc::clone(&start));
        let key = by_key(AMINA, &key);
        requests.spawn(async move {
            start.wait().await;
            directory.authorize("demo", key, HERE, Channel::CommCare).await.unwrap();
        });
    }
    requests.join_all().await;
    let statements = fixture.store.statements() - before;
    assert!(statements < 32, "{statements} statements of {REQUESTS} requests");
}

/// The revocation is that of another process, and reads of other requests are in progress.
#[tokio::test(flavor = "multi_thread")]
async fn revoked_key_is_rejected_at_once_beside_other_requests() {
    let url = Postgres::shared().database().await;
    let backend = Backend::Postgres(url.clone());
    let fixture = AuthFixture::open(&backend).await;
    let elsewhere = AuthFixture::enter(&backend).await;
    let lasting = fixture.key(new_key()).await;
    let is_over = Arc::new(AtomicBool::new(false));
    let mut others = JoinSet::new();
    for _ in 0..8 {
        let (directory, is_over) = (fixture.directory.clone(), Arc::clone(&is_over));
        let key = by_key(AMINA, &lasting);
        others.spawn(async move {
            while !is_over.load(Ordering::Relaxed) {
                directory.authorize("demo", key.clone(), HERE, Channel::CommCare).await.unwrap();
            }
        });
    }
    for _ in 0..20 {
        let (key, text) = fixture.directory.create_api_key(new_key()).await.unwrap();
        fixture.authorize(by_key(AMINA, &text)).await.unwrap();
        fixture.authorize(by_key(AMINA, &text)).await.unwrap();
        elsewhere.directory.revoke_api_key(&key.id).await.unwrap();
        assert_eq!(failure(fixture.authorize(by_key(AMINA, &text)).await), AuthFailure::Key);
    }
    is_over.store(true, Ordering::Relaxed);
    others.join_all().await;
    drop((fixture, elsewhere));
    Postgres::shared().remove(&url).await;
}
