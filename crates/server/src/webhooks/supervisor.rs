//! Looks for endpoints with work, and starts a task for each.

use std::{
    collections::{HashMap, HashSet},
    panic::AssertUnwindSafe,
    time::Duration,
};

use futures_util::FutureExt as _;
use jiff::Timestamp;
use metrics::gauge;
use roster_directory::WaitingWebhook;
use roster_model::{Error, Id};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};

use super::endpoint;
use crate::{
    App,
    ops::metrics::{WEBHOOK_FAILING, WEBHOOK_LAG, WEBHOOK_PAUSED},
};

/// How often to look for commits of processes that do not notify, such as the command line.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
/// Commits within this time are one reason to look.
const DEBOUNCE: Duration = Duration::from_millis(20);
/// How long an endpoint rests after an error of the server.
const ERROR_WAIT: Duration = Duration::from_secs(5);

/// An endpoint: domain and webhook.
type Key = (i64, Id);

/// The end of an endpoint's task.
struct Ended {
    key: Key,
    revision: i64,
    result: Result<Option<i64>, Error>,
}

/// What is known about an endpoint.
#[derive(Default)]
struct Known {
    is_running: bool,
    /// At this revision, no change up to this number is to be sent.
    idle_until: Option<(i64, i64)>,
    /// An error of the server occurred: rests until then.
    rests_until: Option<Instant>,
}

/// Sends to webhooks until the server stops, and then until the requests in progress are done.
pub(crate) async fn run(app: App) {
    let mut commits = app.directory.commits();
    let mut tasks: JoinSet<Ended> = JoinSet::new();
    let mut known: HashMap<Key, Known> = HashMap::new();
    while !app.stopping.is_cancelled() {
        commits.borrow_and_update();
        let wait = match app.directory.waiting_webhooks().await {
            Ok(waiting) => start(&app, waiting, &mut known, &mut tasks),
            Err(error) => {
                tracing::warn!(%error, "webhooks are not sent: the store is unavailable");
                ERROR_WAIT
            }
        };
        tokio::select! {
            () = app.stopping.cancelled() => {}
            _ = commits.changed() => sleep(DEBOUNCE).await,
            Some(ended) = tasks.join_next() => {
                // Tasks are neither aborted nor do they panic.
                if let Ok(ended) = ended {
                    end(ended, &mut known);
                }
            }
            () = sleep(wait) => {}
        }
    }
    while tasks.join_next().await.is_some() {}
}

/// Starts a task for each endpoint with work, and sets the gauges. Returns how long to wait for the
/// next attempt that is due.
fn start(
    app: &App,
    waiting: Vec<WaitingWebhook>,
    known: &mut HashMap<Key, Known>,
    tasks: &mut JoinSet<Ended>,
) -> Duration {
    let now = app.directory.now();
    let mut wait = POLL_INTERVAL;
    let mut gauges = Gauges::default();
    let keys: HashSet<Key> = waiting.iter().map(|it| (it.domain, it.webhook.clone())).collect();
    known.retain(|key, known| known.is_running || keys.contains(key));
    for endpoint in waiting {
        let key = (endpoint.domain, endpoint.webhook.clone());
        let known = known.entry(key.clone()).or_default();
        let position = endpoint.progress.position;
        let from = match known.idle_until {
            Some((revision, seq)) if revision == endpoint.progress.revision => seq.max(position),
            _ => position,
        };
        gauges.add(&endpoint, from, now);
        if let Some(at) = endpoint.progress.next_at {
            let left = at.duration_since(now);
            if left.is_positive() {
                wait = wait.min(left.unsigned_abs());
                continue;
            }
        }
        let is_resting = known.rests_until.is_some_and(|until| Instant::now() < until);
        let is_done = !endpoint.active || endpoint.last_seq <= from;
        if known.is_running || is_resting || is_done || is_held_elsewhere(app, &endpoint, now) {
            continue;
        }
        known.is_running = true;
        let app = app.clone();
        tasks.spawn(async move {
            let running = AssertUnwindSafe(endpoint::run(&app, &endpoint, from));
            let panicked = |_| Err(Error::Internal("the task of a webhook panicked".into()));
            let result = running.catch_unwind().await.unwrap_or_else(panicked);
            Ended { key, revision: endpoint.progress.revision, result }
        });
    }
    gauges.set();
    wait
}

fn end(Ended { key, revision, result }: Ended, known: &mut HashMap<Key, Known>) {
    let Some(known) = known.get_mut(&key) else { return };
    known.is_running = false;
    known.rests_until = None;
    match result {
        Ok(Some(seq)) => known.idle_until = Some((revision, seq)),
        Ok(None) => known.idle_until = None,
        Err(error) => {
            tracing::warn!(webhook = key.1.as_str(), %error, "webhook not sent");
            known.rests_until = Some(Instant::now() + ERROR_WAIT);
        }
    }
}

fn is_held_elsewhere(app: &App, endpoint: &WaitingWebhook, now: Timestamp) -> bool {
    let held = endpoint.lease.as_ref();
    held.is_some_and(|(holder, until)| *holder != app.webhooks.0.holder && now < *until)
}

/// The gauges over all endpoints.
#[derive(Default)]
struct Gauges {
    paused: u32,
    lag: i64,
    failing: i64,
}

impl Gauges {
    fn add(&mut self, endpoint: &WaitingWebhook, from: i64, now: Timestamp) {
        if !endpoint.active {
            self.paused += 1;
            return;
        }
        self.lag = self.lag.max(endpoint.last_seq - from);
        if let Some(since) = endpoint.progress.failing_since {
            self.failing = self.failing.max(now.duration_since(since).as_secs());
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a metric is a float")]
    fn set(&self) {
        gauge!(WEBHOOK_PAUSED).set(f64::from(self.paused));
        gauge!(WEBHOOK_LAG).set(self.lag as f64);
        gauge!(WEBHOOK_FAILING).set(self.failing as f64);
    }
}
