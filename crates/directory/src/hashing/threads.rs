//! Threads for work that is slow on purpose. They have a lower priority than those that answer, so
//! that whoever hashes at full tilt takes what the others leave.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, OnceLock, PoisonError, mpsc},
    thread::{self, available_parallelism},
};

use roster_model::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// How many may wait for each core: about two seconds' worth.
const QUEUE_PER_CORE: usize = 64;

/// How much they stand back: one that answers gets ten times what one of these does, of a core that
/// both want.
const STANDING_BACK: i32 = 10;

type Job = Box<dyn FnOnce() + Send>;

/// The threads: one for each core, started when first needed. They end with this.
pub(super) struct Threads {
    jobs: OnceLock<mpsc::Sender<Job>>,
    cores: usize,
    queue: Arc<Semaphore>,
}

impl Threads {
    pub(super) fn new() -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        let queue = Arc::new(Semaphore::new(cores * QUEUE_PER_CORE));
        Self { jobs: OnceLock::new(), cores, queue }
    }

    /// Does slow work when its turn comes; none of it is begun when the caller has gone away by then.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many wait already.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        tx: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        let place = Arc::clone(&self.queue).try_acquire_owned();
        let place = place.map_err(|full| Error::Unavailable(Some(Box::new(full))))?;
        let (tell, told) = oneshot::channel();
        let job = Box::new(move || {
            let _place: OwnedSemaphorePermit = place;
            if !tell.is_closed() {
                // The caller may have gone away meanwhile.
                let _ = tell.send(tx());
            }
        });
        self.jobs.get_or_init(|| start(self.cores)).send(job).map_err(|_| ended())?;
        told.await.map_err(|_| ended())
    }
}

fn start(threads: usize) -> mpsc::Sender<Job> {
    let (jobs, waiting) = mpsc::channel::<Job>();
    let waiting = Arc::new(Mutex::new(waiting));
    for _ in 0..threads {
        let waiting = Arc::clone(&waiting);
        let started = thread::Builder::new().name("hashing".to_owned()).spawn(move || {
            // On Linux that is this thread's alone; where it may not be, all are equal.
            let _ = rustix::process::nice(STANDING_BACK);
            while let Some(job) = next(&waiting) {
                // Who waits for it is told by its silence, and the others are served.
                let _ = catch_unwind(AssertUnwindSafe(job));
            }
        });
        if let Err(error) = started {
            tracing::error!(%error, "a thread for hashing cannot be started");
        }
    }
    jobs
}

fn next(waiting: &Mutex<mpsc::Receiver<Job>>) -> Option<Job> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn ended() -> Error {
    Error::Internal("a thread that hashes has ended".into())
}
