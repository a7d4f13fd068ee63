//! Wrong passwords are counted for all nodes of a PostgreSQL database together.

use std::{sync::Arc, time::Duration};

use roster_directory::Directory;
use roster_model::Error;
use roster_store::{Backend, Options, Store};
use roster_testkit::{clock, postgres::Postgres};
use tokio::{sync::broadcast::Receiver, time::timeout};

use crate::auth_fixture::{AMINA, AuthFixture, PASSWORD, secret, visitor};

/// The attempts that one client has at an account before it must wait.
const FREE: usize = 10;

struct ServingNode {
    store: Store,
    directory: Directory,
    heard: Receiver<Arc<str>>,
}

impl ServingNode {
    async fn open(url: &str) -> Self {
        let options = Options { listens: true, ..Options::default() };
        let store = Store::open_with(&Backend::Postgres(url.to_owned()), &options).await.unwrap();
        let heard = store.announcements().unwrap();
        let (environment, _) = clock::environment();
        let directory = Directory::open(store.clone(), environment).await.unwrap();
        Self { store, directory, heard }
    }

    /// Waits until the node has received this many announcements.
    async fn hear(&mut self, count: usize) {
        for _ in 0..count {
            timeout(Duration::from_secs(20), self.heard.recv()).await.unwrap().unwrap();
        }
    }

    async fn sign_in(&self, password: &str) -> Result<(), Error> {
        self.directory.sign_in(AMINA, &secret(password), &visitor()).await.map(drop)
    }
}

/// Opens two nodes that hear each other.
async fn nodes(url: &str) -> (ServingNode, ServingNode) {
    let (mut one, mut other) = (ServingNode::open(url).await, ServingNode::open(url).await);
    for (from, to) in [(&one.store, &mut other.heard), (&other.store, &mut one.heard)] {
        // Nothing is heard before the connections stand.
        while timeout(Duration::from_millis(100), to.recv()).await.is_err() {
            from.announce("a test");
        }
        while timeout(Duration::from_millis(500), to.recv()).await.is_ok() {}
    }
    (one, other)
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_at_one_node_count_at_the_others() {
    let url = Postgres::shared().database().await;
    drop(AuthFixture::open(&Backend::Postgres(url.clone())).await);
    let (one, mut other) = nodes(&url).await;
    for _ in 0..FREE {
        let refused = one.sign_in("a wrong password").await;
        assert!(matches!(refused, Err(Error::Unauthenticated(_))), "{refused:?}");
    }
    other.hear(FREE).await;
    for node in [&one, &other] {
        let refused = node.sign_in(PASSWORD).await;
        assert!(matches!(refused, Err(Error::Throttled(_))), "{refused:?}");
    }
    drop((one, other));
    Postgres::shared().remove(&url).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn success_at_one_node_forgets_failures_at_the_others() {
    let url = Postgres::shared().database().await;
    drop(AuthFixture::open(&Backend::Postgres(url.clone())).await);
    let (mut one, mut other) = nodes(&url).await;
    for _ in 0..FREE - 1 {
        one.sign_in("a wrong password").await.unwrap_err();
    }
    other.hear(FREE - 1).await;
    other.sign_in(PASSWORD).await.unwrap();
    one.hear(1).await;
    for _ in 0..FREE {
        let refused = one.sign_in("a wrong password").await;
        assert!(matches!(refused, Err(Error::Unauthenticated(_))), "{refused:?}");
    }
    drop((one, other));
    Postgres::shared().remove(&url).await;
}
