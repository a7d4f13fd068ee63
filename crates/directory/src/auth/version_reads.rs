//! Reads of the authorization version that concurrent requests share.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, Shared},
};
use roster_store::{Error, Store, authz_version};
use tokio::time::timeout;

use super::cache::State;

/// How long a read waits for the one before it.
const LONGEST_WAIT: Duration = Duration::from_millis(5);

/// The authorization version, and the state of a domain in the same snapshot.
type Versions = Result<(i64, State), Error>;

type SharedRead = Shared<BoxFuture<'static, Versions>>;

/// The last read of each domain. A read begins when the one before it has ended, and serves all requests
/// that arrive until then. So no request gets what was read before it arrived.
#[derive(Default)]
pub(super) struct VersionReads(Mutex<HashMap<i64, Read>>);

struct Read {
    result: SharedRead,
    has_begun: Arc<AtomicBool>,
}

impl VersionReads {
    /// The authorization version and the state of a domain, read after the call.
    pub(super) async fn read(&self, store: &Store, domain: i64) -> Versions {
        self.next(store, domain).await
    }

    /// The read that has not begun yet.
    fn next(&self, store: &Store, domain: i64) -> SharedRead {
        let mut reads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = reads.get(&domain);
        if let Some(next) = last.filter(|read| !read.has_begun.load(Ordering::Acquire)) {
            return next.result.clone();
        }
        let before = last.map(|read| read.result.clone());
        let next = Read::new(store.clone(), domain, before);
        let result = next.result.clone();
        reads.insert(domain, next);
        result
    }
}

impl Read {
    /// A read that begins after the one before it.
    fn new(store: Store, domain: i64, before: Option<SharedRead>) -> Self {
        let has_begun = Arc::new(AtomicBool::new(false));
        let begun = Arc::clone(&has_begun);
        let result = async move {
            if let Some(before) = before.filter(|before| before.peek().is_none()) {
                // The result is that of earlier requests.
                let _ = timeout(LONGEST_WAIT, before).await;
            }
            begun.store(true, Ordering::Release);
            let mut tx = store.read_single().await?;
            authz_version::version_and_state(&mut tx, domain).await
        };
        Self { result: result.boxed().shared(), has_begun }
    }
}
