//! Clients that use the server while its database is away, and what they observe.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{task::JoinSet, time::sleep};

use crate::{
    http::{Client, Request},
    tenant::{Keys, commcare},
};

/// Number of concurrent writers.
const WRITERS: usize = 4;
/// Pause of a client between two requests. The test is about outages, not about load.
const PAUSE: Duration = Duration::from_millis(50);
/// Limit for the duration of a request.
const AT_MOST: Duration = Duration::from_secs(5);
/// Limit for the response time of `/livez`.
const ALIVE: Duration = Duration::from_secs(1);

/// Observations of all clients.
#[derive(Default)]
pub(super) struct Seen {
    over: AtomicBool,
    /// Number of created workers, each with its own name.
    pub(super) created: AtomicU64,
    /// Number of 503 responses.
    pub(super) sent_away: AtomicU64,
    /// Longest response time, in milliseconds.
    pub(super) longest: AtomicU64,
    ready: AtomicBool,
    wrong: Mutex<Vec<String>>,
}

/// Running clients.
pub(super) struct Clients {
    pub(super) seen: Arc<Seen>,
    working: JoinSet<()>,
}

impl Clients {
    /// Starts the clients.
    pub(super) fn start(address: &str, keys: &Keys) -> Self {
        let seen = Arc::new(Seen::default());
        let mut working = JoinSet::new();
        for number in 0..WRITERS {
            working.spawn(write(address.to_owned(), keys.clone(), number, Arc::clone(&seen)));
        }
        working.spawn(live(address.to_owned(), Arc::clone(&seen)));
        working.spawn(watch(address.to_owned(), Arc::clone(&seen)));
        Self { seen, working }
    }

    /// Stops the clients after their current request.
    pub(super) async fn stop(self) -> Arc<Seen> {
        self.seen.over.store(true, Ordering::SeqCst);
        self.working.join_all().await;
        self.seen
    }
}

impl Seen {
    /// Violations of the guarantees.
    pub(super) fn wrong(&self) -> Vec<String> {
        std::mem::take(&mut self.wrong.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Time until `/readyz` reports `ready`; `None` if that takes longer than `most`.
    pub(super) async fn until_ready_is(&self, ready: bool, most: Duration) -> Option<Duration> {
        until(most, || self.ready.load(Ordering::SeqCst) == ready).await
    }

    /// Time until there are more workers than now; `None` if that takes longer than `most`.
    pub(super) async fn until_more(&self, most: Duration) -> Option<Duration> {
        let now = self.created.load(Ordering::SeqCst);
        until(most, || self.created.load(Ordering::SeqCst) > now).await
    }

    fn goes_on(&self) -> bool {
        !self.over.load(Ordering::SeqCst)
    }

    fn took(&self, time: Duration, what: &str, most: Duration) {
        let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        self.longest.fetch_max(milliseconds, Ordering::SeqCst);
        if time > most {
            self.note(format!("{what} took {time:?}"));
        }
    }

    fn note(&self, wrong: String) {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner).push(wrong);
    }
}

async fn until(most: Duration, holds: impl Fn() -> bool) -> Option<Duration> {
    let begun = Instant::now();
    while begun.elapsed() < most {
        if holds() {
            return Some(begun.elapsed());
        }
        sleep(Duration::from_millis(5)).await;
    }
    None
}

/// Creates workers, each with its own idempotency key, and retries with the same key until there is
/// a response.
async fn write(address: String, keys: Keys, number: usize, seen: Arc<Seen>) {
    let mut client = Client::new(&address);
    let mut step = 0;
    while seen.goes_on() {
        step += 1;
        let name = format!("b{number}-{step}");
        let body = format!(r#"{{"username": "{name}", "connect_username": "{name}"}}"#);
        let (target, authorization) = (commcare("user/v1/"), keys.commcare.clone());
        let request = Request { method: "POST", target, authorization, key: Some(name), body };
        loop {
            let begun = Instant::now();
            let answer = client.send(&request).await;
            seen.took(begun.elapsed(), "a write", AT_MOST);
            match answer {
                Ok(answer) if answer.status == 201 => break,
                Ok(answer) if answer.status == 503 && answer.body.contains(r#""error""#) => {
                    seen.sent_away.fetch_add(1, Ordering::SeqCst);
                }
                // The client gave up on the previous request; the server still runs it.
                Ok(answer) if answer.status == 409 => {}
                Ok(answer) => seen.note(format!("{} {}", answer.status, answer.body)),
                Err(lost) => seen.note(format!("a write got no answer: {lost:?}")),
            }
            sleep(PAUSE).await;
        }
        seen.created.fetch_add(1, Ordering::SeqCst);
        sleep(PAUSE).await;
    }
}

/// Polls `/livez`, which must always be 200.
async fn live(address: String, seen: Arc<Seen>) {
    while seen.goes_on() {
        let begun = Instant::now();
        match Client::new(&address).send(&Request::get("/livez", "")).await {
            Ok(answer) if answer.status == 200 => seen.took(begun.elapsed(), "/livez", ALIVE),
            other => seen.note(format!("/livez: {other:?}")),
        }
        sleep(PAUSE).await;
    }
}

/// Polls `/readyz`.
async fn watch(address: String, seen: Arc<Seen>) {
    while seen.goes_on() {
        let begun = Instant::now();
        match Client::new(&address).send(&Request::get("/readyz", "")).await {
            Ok(answer) => seen.ready.store(answer.status == 200, Ordering::SeqCst),
            Err(lost) => seen.note(format!("/readyz: {lost:?}")),
        }
        seen.took(begun.elapsed(), "/readyz", AT_MOST);
        sleep(PAUSE).await;
    }
}
