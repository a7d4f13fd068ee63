//! Delivers the waiting changes of one endpoint, in order.

use std::{collections::VecDeque, pin::pin, time::Duration};

use jiff::SignedDuration;
use metrics::counter;
use reqwest::StatusCode;
use roster_directory::{Directory, Lease, SigningSecrets, WaitingWebhook};
use roster_model::{Change, Delivery, Error, Id, Webhook, WebhookProgress};
use tokio::time::{Instant, sleep};

use super::{
    client::{Message, Outcome},
    payload,
};
use crate::{App, ops::metrics::WEBHOOK_ATTEMPTS};

/// The length of a lease. After a kill, the endpoint waits for as long.
const LEASE: SignedDuration = SignedDuration::from_secs(10);
/// How often a lease is extended during a request. With the timeout of the store, a lease that cannot
/// be extended is noticed before it ends.
const EXTEND_EVERY: Duration = Duration::from_secs(3);
/// The number of changes per read.
const PAGE: u32 = 200;
/// Changes that are not to be sent are recorded as done when there are this many, so that a restart
/// need not read them all.
const MAX_UNRECORDED: i64 = 1_000;
/// Deliveries are recorded together: at most this many, or those of this time. A kill repeats them.
const MAX_BATCH: usize = 100;
const BATCH_TIME: Duration = Duration::from_millis(200);

/// Delivers what is waiting after the change with number `from`. Returns the number of the last change
/// if none is to be sent.
///
/// # Errors
/// [`Error::Unavailable`] or [`Error::Internal`] of the store.
pub(super) async fn run(
    app: &App,
    waiting: &WaitingWebhook,
    from: i64,
) -> Result<Option<i64>, Error> {
    let directory = &app.directory;
    let (domain, id) = (waiting.domain, &waiting.webhook);
    let mut scan = Scan::after(domain, from);
    let mut is_idle = true;
    while is_idle && scan.read_ahead(directory).await? {
        let Some((endpoint, _)) = directory.webhook_to_send(domain, id).await? else {
            return Ok(None);
        };
        is_idle = scan.next(&endpoint).is_none();
    }
    if is_idle && scan.position - waiting.progress.position < MAX_UNRECORDED {
        return Ok(Some(scan.position));
    }
    let holder = &app.webhooks.0.holder;
    let Some((lease, progress)) = directory.claim_webhook(domain, id, holder, LEASE).await? else {
        return Ok(None);
    };
    let is_due = progress.next_at.is_none_or(|at| at <= directory.now());
    let mut delivering = Delivering {
        app,
        domain,
        id,
        scan: Scan::after(domain, progress.position),
        lease,
        progress,
        unrecorded: Vec::new(),
        recorded_at: Instant::now(),
    };
    if is_due {
        let done = delivering.deliver_all().await;
        // Also after an error: what was delivered need not be repeated.
        let recorded = delivering.record().await;
        done.and(recorded.map(drop))?;
    }
    delivering.lease.release().await?;
    Ok(None)
}

/// Reads the changes feed for one endpoint. The webhook is read after the changes, so that no change
/// is judged, addressed or signed as the webhook was before it.
struct Scan {
    domain: i64,
    /// The number of the last change that was examined.
    position: i64,
    page: VecDeque<Change>,
}

impl Scan {
    fn after(domain: i64, position: i64) -> Self {
        Self { domain, position, page: VecDeque::new() }
    }

    /// Reads the next changes, unless some are there. Returns whether there are any.
    async fn read_ahead(&mut self, directory: &Directory) -> Result<bool, Error> {
        if self.page.is_empty() {
            self.page = directory.changes_to_send(self.domain, self.position, PAGE).await?.into();
        }
        Ok(!self.page.is_empty())
    }

    /// The next of the read changes that is sent to the endpoint.
    fn next(&mut self, endpoint: &Webhook) -> Option<Change> {
        while let Some(change) = self.page.pop_front() {
            self.position = change.seq;
            if endpoint.matches(&change.kind) {
                return Some(change);
            }
        }
        None
    }
}

/// The delivery to an endpoint under a lease.
struct Delivering<'a> {
    app: &'a App,
    domain: i64,
    id: &'a Id,
    scan: Scan,
    lease: Lease,
    progress: WebhookProgress,
    /// Attempts that are not recorded yet.
    unrecorded: Vec<Delivery>,
    recorded_at: Instant,
}

impl Delivering<'_> {
    /// Delivers until nothing is waiting, an attempt fails, or the server stops.
    async fn deliver_all(&mut self) -> Result<(), Error> {
        let directory = &self.app.directory;
        let Some(actor) = directory.server_actor(self.domain).await? else { return Ok(()) };
        while !self.app.stopping.is_cancelled() {
            if !self.scan.read_ahead(directory).await? {
                self.progress.position = self.scan.position;
                return Ok(());
            }
            // Read for each change, so that an edit of the webhook counts at once.
            let found = directory.webhook_to_send(self.domain, self.id).await?;
            let Some((endpoint, secrets)) = found.filter(|(endpoint, _)| endpoint.active) else {
                return Ok(());
            };
            let Some(change) = self.scan.next(&endpoint) else { continue };
            let body = payload::of_change(directory, &actor, &endpoint, &change).await?;
            let Some(body) = body else {
                self.progress.position = change.seq;
                continue;
            };
            let Some(outcome) = self.attempt(&endpoint.url, &secrets, &change, body).await? else {
                return Ok(());
            };
            let is_delivered = outcome.error.is_none();
            let pause = self.note(&change, outcome);
            let is_due =
                self.unrecorded.len() >= MAX_BATCH || self.recorded_at.elapsed() >= BATCH_TIME;
            if (!is_delivered || is_due) && !self.record().await? {
                return Ok(());
            }
            if let Some(reason) = pause {
                tracing::warn!(webhook = self.id.as_str(), reason, "webhook paused");
                return self.lease.pause(&reason).await;
            }
            if !is_delivered {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Sends a change. Returns `None` when the lease is lost: another process sends then.
    async fn attempt(
        &self,
        url: &str,
        secrets: &SigningSecrets,
        change: &Change,
        body: Vec<u8>,
    ) -> Result<Option<Outcome>, Error> {
        let message = Message {
            id: self.message_id(change),
            body,
            seconds: self.app.directory.now().as_second(),
            secrets,
            timeout: self.app.webhooks.settings().response_timeout,
        };
        let mut sending = pin!(self.app.webhooks.send(url, &message));
        loop {
            tokio::select! {
                outcome = &mut sending => return Ok(Some(outcome)),
                () = sleep(EXTEND_EVERY) => {
                    if !self.lease.extend().await? {
                        return Ok(None);
                    }
                }
            }
        }
    }

    /// The id of the message about a change: the same for all attempts, also after a restart, and
    /// another after a replay.
    fn message_id(&self, change: &Change) -> String {
        let (id, seq) = (self.id, change.seq);
        match self.progress.replays {
            0 => format!("msg_{id}_{seq}"),
            replays => format!("msg_{id}_{seq}_{replays}"),
        }
    }

    /// Notes the outcome of an attempt. Returns the reason to pause the webhook, if there is one.
    fn note(&mut self, change: &Change, outcome: Outcome) -> Option<String> {
        let now = self.app.directory.now();
        let Outcome { status, error } = outcome;
        let message = self.message_id(change);
        let attempt = self.progress.attempts + 1;
        let mut pause = None;
        if let Some(error) = &error {
            counter!(WEBHOOK_ATTEMPTS, "result" => "failed").increment(1);
            pause = self.note_failure(status, error, attempt);
        } else {
            counter!(WEBHOOK_ATTEMPTS, "result" => "delivered").increment(1);
            self.progress.position = change.seq;
            self.progress.retry_now();
        }
        self.unrecorded.push(Delivery {
            message,
            seq: Some(change.seq),
            kind: change.kind.clone(),
            at: now,
            attempt,
            status: status.map(|status| i64::from(status.as_u16())),
            error,
            next_at: self.progress.next_at,
        });
        pause
    }

    fn note_failure(
        &mut self,
        status: Option<StatusCode>,
        error: &str,
        attempt: i64,
    ) -> Option<String> {
        let settings = self.app.webhooks.settings();
        let now = self.app.directory.now();
        let since = *self.progress.failing_since.get_or_insert(now);
        self.progress.attempts = attempt;
        self.progress.next_at = None;
        if status == Some(StatusCode::GONE) {
            return Some("The endpoint responded with 410 Gone.".to_owned());
        }
        let end = since.checked_add(settings.retry_for).unwrap_or(now);
        if now >= end {
            let since = since.strftime("%Y-%m-%d %H:%M UTC");
            return Some(format!("All attempts since {since} failed. The last one: {error}"));
        }
        let next = now.checked_add(settings.wait_after(attempt)).unwrap_or(end);
        self.progress.next_at = Some(next.min(end));
        None
    }

    /// Records the progress and the attempts. Returns `false` when the lease is lost or a user has
    /// moved the position.
    async fn record(&mut self) -> Result<bool, Error> {
        let attempts = std::mem::take(&mut self.unrecorded);
        self.recorded_at = Instant::now();
        self.lease.record(&self.progress, &attempts).await
    }
}
