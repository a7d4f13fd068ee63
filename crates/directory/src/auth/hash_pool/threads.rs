//! Threads for slow work, with a lower priority than the threads that serve requests.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::OnceLock,
    thread::{self, available_parallelism},
    time::Duration,
};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use roster_model::Error;
use roster_store::{Turn, Turns};
use tokio::sync::oneshot;

use super::argon2id::Memory;

/// The maximum length of the queue for each core: about two seconds of work.
const QUEUE_PER_CORE: usize = 64;

/// The nice value of the threads. On a busy core, a serving thread gets ten times their share.
const NICE: i32 = 10;

/// How long a thread without work keeps its memory.
const KEPT: Duration = Duration::from_secs(1);

type Job = Box<dyn FnOnce(&mut Memory) + Send>;

/// One thread for each core, started at the first job. The threads end when the pool is dropped.
pub(super) struct Threads {
    jobs: OnceLock<Sender<Job>>,
    cores: usize,
    /// The places in the queue. A domain has at most half of them.
    queue: Turns,
    /// The running jobs. Domains that wait take turns.
    running: Turns,
}

impl Threads {
    pub(super) fn new() -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        let places = cores * QUEUE_PER_CORE;
        Self {
            jobs: OnceLock::new(),
            cores,
            queue: Turns::new(places, places / 2),
            running: Turns::new(cores, cores),
        }
    }

    /// Runs `work` for this domain on a thread of the pool. It is skipped when the caller is gone
    /// before its turn.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the queue is full.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        domain: i64,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let full = || Error::Unavailable(Some("the queue of the hash threads is full".into()));
        let place = self.queue.try_take(domain).ok_or_else(full)?;
        let turn = self.running.take(domain).await;
        let (sender, receiver) = oneshot::channel();
        let job = Box::new(move |memory: &mut Memory| {
            let _turns: (Turn, Turn) = (place, turn);
            if !sender.is_closed() {
                // Fails when the caller went away in the meantime.
                let _ = sender.send(work(memory));
            }
        });
        self.jobs.get_or_init(|| start(self.cores)).send(job).map_err(|_| thread_ended())?;
        receiver.await.map_err(|_| thread_ended())
    }
}

fn start(threads: usize) -> Sender<Job> {
    let (jobs, queue) = unbounded();
    for _ in 0..threads {
        let queue = queue.clone();
        let started = thread::Builder::new().name("hashing".to_owned()).spawn(move || {
            // On Linux this affects the current thread only. Without permission the priority stays.
            let _ = rustix::process::nice(NICE);
            run_jobs(&queue);
        });
        if let Err(error) = started {
            tracing::error!(%error, "hash thread not started");
        }
    }
    jobs
}

/// Runs jobs until the pool is dropped.
fn run_jobs(queue: &Receiver<Job>) {
    let mut memory = Memory::default();
    loop {
        let next = if memory.is_empty() {
            queue.recv().map_err(RecvTimeoutError::from)
        } else {
            queue.recv_timeout(KEPT)
        };
        match next {
            // A panic drops the sender, which the caller sees. The thread continues.
            Ok(job) => drop(catch_unwind(AssertUnwindSafe(|| job(&mut memory)))),
            Err(RecvTimeoutError::Timeout) => memory = Memory::default(),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn thread_ended() -> Error {
    Error::Internal("a hash thread has ended".into())
}
