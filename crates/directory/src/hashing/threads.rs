//! Threads for work that is slow on purpose. They have a lower priority than the threads that serve
//! requests.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, OnceLock, PoisonError, mpsc},
    thread::{self, available_parallelism},
};

use roster_model::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// The length of the queue per core: about two seconds of work.
const QUEUE_PER_CORE: usize = 64;

/// The niceness. Of a contended core, a thread that serves requests gets ten times as much as one
/// of these.
const STANDING_BACK: i32 = 10;

type Job = Box<dyn FnOnce() + Send>;

/// The threads: one per core, started when first needed, stopped on drop.
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

    /// Runs a job on a thread. A job whose caller is gone when its turn comes is not run.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the queue is full.
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
                // The caller may be gone.
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
            // On Linux, this affects only this thread. Where it is not permitted, all threads are
            // equal.
            let _ = rustix::process::nice(STANDING_BACK);
            while let Some(job) = next(&waiting) {
                // A panic drops the job's sender, which the caller notices; the thread continues.
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
