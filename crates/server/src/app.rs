//! What every handler can reach.

use std::{ops::Deref, sync::Arc};

use roster_directory::Directory;
use tokio_util::sync::CancellationToken;

use crate::{
    answers::ResponseCache, console::PendingImports, metrics::Metrics, throttle::Throttle,
};

/// The state of a server. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What the state consists of.
#[derive(Clone)]
pub struct Parts {
    /// The directory that is served.
    pub directory: Directory,
    /// How fast each credential is asking.
    pub(crate) throttle: Throttle,
    /// What has been answered.
    pub(crate) answers: ResponseCache,
    /// What has been counted.
    pub(crate) metrics: Metrics,
    /// Tables that were uploaded for import.
    pub(crate) pending_imports: PendingImports,
    /// Cancelled when the server is about to stop: nothing is to be waited for any more.
    pub(crate) stopping: CancellationToken,
}

impl App {
    /// A server's state around `directory`.
    pub fn new(directory: Directory) -> Self {
        Self(Arc::new(Parts {
            directory,
            throttle: Throttle::default(),
            answers: ResponseCache::default(),
            metrics: Metrics::install(),
            pending_imports: PendingImports::default(),
            stopping: CancellationToken::new(),
        }))
    }

    /// The same, of a server that is about to stop once `stopping` is cancelled.
    pub(crate) fn until(self, stopping: CancellationToken) -> Self {
        Self(Arc::new(Parts { stopping, ..Arc::unwrap_or_clone(self.0) }))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
