//! How far webhooks are, the leases of their senders, and the log of deliveries.

use jiff::Timestamp;
use roster_model::{Delivery, Id, WebhookProgress};

use crate::{Error, Row, Tx, Value};

const COLUMNS: &str = "position, revision, replays, attempts, failing_since, next_at";

const DELIVERY_COLUMNS: &str = "message, seq, kind, at, attempt, status, error, next_at";

/// An endpoint with changes that it has not processed, or one that is paused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The number of the domain.
    pub domain: i64,
    /// The webhook.
    pub webhook: Id,
    /// Whether it is active.
    pub active: bool,
    /// The last number of the domain's change log.
    pub last_seq: i64,
    /// The progress.
    pub progress: WebhookProgress,
    /// The process that holds the lease, and until when.
    pub lease: Option<(String, Timestamp)>,
}

/// Starts the progress of a new webhook.
pub async fn insert(
    tx: &mut Tx,
    domain: i64,
    webhook: &Id,
    progress: &WebhookProgress,
) -> Result<(), Error> {
    let sql = "INSERT INTO webhook_progress (domain, webhook, position, revision, replays, \
               attempts, failing_since, next_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    tx.run(sql, &values(domain, webhook, progress)).await.map(drop)
}

/// The progress of a webhook.
pub async fn find(
    tx: &mut Tx,
    domain: i64,
    webhook: &Id,
) -> Result<Option<WebhookProgress>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM webhook_progress WHERE domain = $1 AND webhook = $2");
    tx.maybe(&sql, &[domain.into(), webhook.into()], |row| progress(row, 0)).await
}

/// The progress of a webhook, locked until the transaction ends.
pub async fn take(
    tx: &mut Tx,
    domain: i64,
    webhook: &Id,
) -> Result<Option<WebhookProgress>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM webhook_progress WHERE domain = $1 AND webhook = $2 FOR UPDATE"
    );
    tx.maybe(&sql, &[domain.into(), webhook.into()], |row| progress(row, 0)).await
}

/// Saves the progress for an action of a user, even while a process sends.
pub async fn save(
    tx: &mut Tx,
    domain: i64,
    webhook: &Id,
    progress: &WebhookProgress,
) -> Result<(), Error> {
    let sql = "UPDATE webhook_progress SET position = $3, revision = $4, replays = $5, \
               attempts = $6, failing_since = $7, next_at = $8 \
               WHERE domain = $1 AND webhook = $2";
    tx.run(sql, &values(domain, webhook, progress)).await.map(drop)
}

/// Saves the progress of the sender `holder`, and extends its lease. Returns `false`, without a
/// change, when the lease is lost or the revision is another one.
pub async fn record(
    tx: &mut Tx,
    domain: i64,
    webhook: &Id,
    progress: &WebhookProgress,
    holder: &str,
    until: Timestamp,
) -> Result<bool, Error> {
    let sql = "UPDATE webhook_progress SET position = $3, replays = $5, attempts = $6, \
               failing_since = $7, next_at = $8, held_until = $10 \
               WHERE domain = $1 AND webhook = $2 AND revision = $4 AND holder = $9";
    let mut values = values(domain, webhook, progress).to_vec();
    values.extend([holder.into(), until.into()]);
    Ok(tx.run(sql, &values).await? > 0)
}

/// Takes or extends the lease of `holder`, unless another process holds it at `now`.
pub async fn claim(
    tx: &mut Tx,
    domain: i64,
    webhook: &Id,
    holder: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, Error> {
    let sql = "UPDATE webhook_progress SET holder = $3, held_until = $5 \
               WHERE domain = $1 AND webhook = $2 \
               AND (holder IS NULL OR holder = $3 OR held_until < $4)";
    let values = [domain.into(), Value::from(webhook), holder.into(), now.into(), until.into()];
    Ok(tx.run(sql, &values).await? > 0)
}

/// Ends the lease of `holder`.
pub async fn release(tx: &mut Tx, domain: i64, webhook: &Id, holder: &str) -> Result<(), Error> {
    let sql = "UPDATE webhook_progress SET holder = NULL, held_until = NULL \
               WHERE domain = $1 AND webhook = $2 AND holder = $3";
    tx.run(sql, &[domain.into(), webhook.into(), holder.into()]).await.map(drop)
}

/// The endpoints of all domains that are paused, or active with changes after their position.
pub async fn waiting(tx: &mut Tx) -> Result<Vec<Waiting>, Error> {
    let sql = "SELECT w.domain, w.id, w.active, s.seq, p.holder, p.held_until, p.position, \
               p.revision, p.replays, p.attempts, p.failing_since, p.next_at \
               FROM webhooks w \
               JOIN webhook_progress p ON p.domain = w.domain AND p.webhook = w.id \
               JOIN domain_state s ON s.domain = w.domain \
               WHERE w.paused_reason IS NOT NULL OR (w.active AND p.position < s.seq)";
    tx.all(sql, &[], |row| {
        Ok(Waiting {
            domain: row.int(0)?,
            webhook: row.id(1)?,
            active: row.bool(2)?,
            last_seq: row.int(3)?,
            lease: row.maybe_text(4)?.zip(row.maybe_instant(5)?),
            progress: progress(row, 6)?,
        })
    })
    .await
}

/// Appends to the log of deliveries, and keeps the last `kept` entries. The transaction must have
/// locked the progress.
pub async fn log(
    tx: &mut Tx,
    domain: i64,
    webhook: &Id,
    deliveries: &[Delivery],
    kept: i64,
) -> Result<(), Error> {
    let sql = "SELECT COALESCE(MAX(number), 0) FROM webhook_deliveries \
               WHERE domain = $1 AND webhook = $2";
    let last = tx.one(sql, &[domain.into(), webhook.into()], |row| row.int(0)).await?;
    let sql = "INSERT INTO webhook_deliveries (domain, webhook, number, message, seq, kind, at, \
               attempt, status, error, next_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let rows = (last + 1..).zip(deliveries).map(|(number, delivery)| {
        vec![
            domain.into(),
            Value::from(webhook),
            number.into(),
            delivery.message.as_str().into(),
            delivery.seq.into(),
            delivery.kind.as_str().into(),
            delivery.at.into(),
            delivery.attempt.into(),
            delivery.status.into(),
            delivery.error.as_deref().into(),
            delivery.next_at.into(),
        ]
    });
    let rows: Vec<Vec<Value<'_>>> = rows.collect();
    tx.run_many(sql, &rows).await?;
    let sql = "DELETE FROM webhook_deliveries WHERE domain = $1 AND webhook = $2 AND number <= $3";
    let last = last + i64::try_from(rows.len()).unwrap_or(0);
    tx.run(sql, &[domain.into(), webhook.into(), (last - kept).into()]).await.map(drop)
}

/// Deliveries with their numbers, newest first, at most `limit` of them before number `before` and
/// after skipping `offset`.
pub async fn deliveries(
    tx: &mut Tx,
    domain: i64,
    webhook: &Id,
    before: i64,
    offset: i64,
    limit: i64,
) -> Result<Vec<(i64, Delivery)>, Error> {
    let sql = format!(
        "SELECT {DELIVERY_COLUMNS}, number FROM webhook_deliveries \
         WHERE domain = $1 AND webhook = $2 AND number < $3 \
         ORDER BY number DESC LIMIT $4 OFFSET $5"
    );
    let values = [domain.into(), Value::from(webhook), before.into(), limit.into(), offset.into()];
    tx.all(&sql, &values, |row| Ok((row.int(8)?, delivery(row)?))).await
}

/// The number of stored deliveries.
pub async fn count_deliveries(tx: &mut Tx, domain: i64, webhook: &Id) -> Result<i64, Error> {
    let sql = "SELECT count(*) FROM webhook_deliveries WHERE domain = $1 AND webhook = $2";
    tx.one(sql, &[domain.into(), webhook.into()], |row| row.int(0)).await
}

fn values<'a>(domain: i64, webhook: &'a Id, progress: &WebhookProgress) -> [Value<'a>; 8] {
    [
        domain.into(),
        Value::from(webhook),
        progress.position.into(),
        progress.revision.into(),
        progress.replays.into(),
        progress.attempts.into(),
        progress.failing_since.into(),
        progress.next_at.into(),
    ]
}

/// The progress whose columns begin at `first`.
fn progress(row: &Row<'_>, first: usize) -> Result<WebhookProgress, Error> {
    Ok(WebhookProgress {
        position: row.int(first)?,
        revision: row.int(first + 1)?,
        replays: row.int(first + 2)?,
        attempts: row.int(first + 3)?,
        failing_since: row.maybe_instant(first + 4)?,
        next_at: row.maybe_instant(first + 5)?,
    })
}

fn delivery(row: &Row<'_>) -> Result<Delivery, Error> {
    Ok(Delivery {
        message: row.text(0)?,
        seq: row.maybe_int(1)?,
        kind: row.text(2)?,
        at: row.instant(3)?,
        attempt: row.int(4)?,
        status: row.maybe_int(5)?,
        error: row.maybe_text(6)?,
        next_at: row.maybe_instant(7)?,
    })
}
