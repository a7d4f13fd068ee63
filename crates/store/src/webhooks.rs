//! Webhooks and their encrypted secrets.

use jiff::Timestamp;
use roster_model::{Id, Webhook, WebhookPayload};

use crate::{Error, ErrorKind, Row, Tx, Value};

const COLUMNS: &str = "id, url, kinds, payload, active, description, paused_reason, created_at";

/// The encrypted secrets of a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secrets {
    /// The present secret.
    pub present: String,
    /// The one before, and until when messages are signed with it too.
    pub previous: Option<(String, Timestamp)>,
}

/// Adds a webhook.
pub async fn insert(
    tx: &mut Tx,
    domain: i64,
    webhook: &Webhook,
    secret: &str,
) -> Result<(), Error> {
    let sql = "INSERT INTO webhooks (domain, id, url, kinds, payload, active, description, \
               paused_reason, created_at, secret) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let mut values = values(domain, webhook).to_vec();
    values.extend([webhook.created_at.into(), secret.into()]);
    tx.run(sql, &values).await.map(drop)
}

/// Saves a webhook, apart from its secrets.
pub async fn update(tx: &mut Tx, domain: i64, webhook: &Webhook) -> Result<(), Error> {
    let sql = "UPDATE webhooks SET url = $3, kinds = $4, payload = $5, active = $6, \
               description = $7, paused_reason = $8 WHERE domain = $1 AND id = $2";
    tx.run(sql, &values(domain, webhook)).await.map(drop)
}

/// Replaces the secrets of a webhook.
pub async fn set_secrets(
    tx: &mut Tx,
    domain: i64,
    id: &Id,
    secrets: &Secrets,
) -> Result<(), Error> {
    let sql = "UPDATE webhooks SET secret = $3, previous_secret = $4, previous_until = $5 \
               WHERE domain = $1 AND id = $2";
    let (previous, until) = match &secrets.previous {
        Some((secret, until)) => (Some(secret.as_str()), Some(*until)),
        None => (None, None),
    };
    let values = [
        domain.into(),
        Value::from(id),
        secrets.present.as_str().into(),
        previous.into(),
        until.into(),
    ];
    tx.run(sql, &values).await.map(drop)
}

/// Deletes a webhook with its progress and deliveries.
pub async fn delete(tx: &mut Tx, domain: i64, id: &Id) -> Result<(), Error> {
    let sql = "DELETE FROM webhooks WHERE domain = $1 AND id = $2";
    tx.run(sql, &[domain.into(), id.into()]).await.map(drop)
}

/// All webhooks of a domain, oldest first.
pub async fn list(tx: &mut Tx, domain: i64) -> Result<Vec<Webhook>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM webhooks WHERE domain = $1 ORDER BY created_at, id");
    tx.all(&sql, &[domain.into()], webhook).await
}

/// The webhook with this id.
pub async fn find(tx: &mut Tx, domain: i64, id: &str) -> Result<Option<Webhook>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM webhooks WHERE domain = $1 AND id = $2");
    tx.maybe(&sql, &[domain.into(), Value::sought(id)], webhook).await
}

/// The webhook with this id, with its secrets.
pub async fn find_with_secrets(
    tx: &mut Tx,
    domain: i64,
    id: &str,
) -> Result<Option<(Webhook, Secrets)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, secret, previous_secret, previous_until FROM webhooks \
         WHERE domain = $1 AND id = $2"
    );
    let row = |row: &Row<'_>| {
        let previous = row.maybe_text(9)?.zip(row.maybe_instant(10)?);
        Ok((webhook(row)?, Secrets { present: row.text(8)?, previous }))
    };
    tx.maybe(&sql, &[domain.into(), Value::sought(id)], row).await
}

fn values(domain: i64, webhook: &Webhook) -> [Value<'_>; 8] {
    [
        domain.into(),
        Value::from(&webhook.id),
        webhook.url.as_str().into(),
        Value::json(&webhook.kinds),
        webhook.payload.as_str().into(),
        webhook.active.into(),
        webhook.description.as_str().into(),
        webhook.paused_reason.as_deref().into(),
    ]
}

fn webhook(row: &Row<'_>) -> Result<Webhook, Error> {
    let payload = WebhookPayload::parse(row.str(3)?);
    Ok(Webhook {
        id: row.id(0)?,
        url: row.text(1)?,
        kinds: row.json(2)?,
        payload: payload
            .ok_or_else(|| Error::new(ErrorKind::Corrupt, "a webhook has an unknown payload"))?,
        active: row.bool(4)?,
        description: row.text(5)?,
        paused_reason: row.maybe_text(6)?,
        created_at: row.instant(7)?,
    })
}
