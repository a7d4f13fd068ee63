//! Those who use the server while its database is away, and what they see.

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

/// How many write at once.
const WRITERS: usize = 4;
/// How long whoever was answered waits before they ask again: it is not load that is to be shown.
const PAUSE: Duration = Duration::from_millis(50);
/// No request may take longer.
const AT_MOST: Duration = Duration::from_secs(5);
/// The process is to be told alive within this.
const ALIVE: Duration = Duration::from_secs(1);

/// What they see together.
#[derive(Default)]
pub(super) struct Seen {
    over: AtomicBool,
    /// Workers that were made, each with a name of its own.
    pub(super) made: AtomicU64,
    /// Answers that sent somebody away, to come again.
    pub(super) sent_away: AtomicU64,
    /// The longest that anybody waited, in milliseconds.
    pub(super) longest: AtomicU64,
    ready: AtomicBool,
    wrong: Mutex<Vec<String>>,
}

/// Clients at work.
pub(super) struct Clients {
    pub(super) seen: Arc<Seen>,
    working: JoinSet<()>,
}

impl Clients {
    /// Sets them to work.
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

    /// Lets them finish what they are at.
    pub(super) async fn stop(self) -> Arc<Seen> {
        self.seen.over.store(true, Ordering::SeqCst);
        self.working.join_all().await;
        self.seen
    }
}

impl Seen {
    /// What should not have been.
    pub(super) fn wrong(&self) -> Vec<String> {
        std::mem::take(&mut self.wrong.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// How long it takes until `/readyz` tells this; `None` when that is longer than `most`.
    pub(super) async fn until_ready_is(&self, ready: bool, most: Duration) -> Option<Duration> {
        until(most, || self.ready.load(Ordering::SeqCst) == ready).await
    }

    /// How long it takes until there are more workers than now.
    pub(super) async fn until_more(&self, most: Duration) -> Option<Duration> {
        let now = self.made.load(Ordering::SeqCst);
        until(most, || self.made.load(Ordering::SeqCst) > now).await
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

/// Makes workers, each under a key, and asks again under the same until there is an answer.
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
                // The one before was given up by its client alone.
                Ok(answer) if answer.status == 409 => {}
                Ok(answer) => seen.note(format!("{} {}", answer.status, answer.body)),
                Err(lost) => seen.note(format!("a write got no answer: {lost:?}")),
            }
            sleep(PAUSE).await;
        }
        seen.made.fetch_add(1, Ordering::SeqCst);
        sleep(PAUSE).await;
    }
}

/// Asks whether the process lives, which it must always tell.
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

/// Asks whether it is of use.
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
