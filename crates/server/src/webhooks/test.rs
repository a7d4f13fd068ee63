//! Test messages.

use roster_directory::Directory;
use roster_model::{Actor, Delivery, Error, Rule};

use super::{
    client::{Message, Outcome},
    payload,
};
use crate::App;

/// Sends a test to a webhook now, active or not, and returns the outcome.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] when there is no worker to send.
pub async fn send_webhook_test(
    app: &App,
    directory: &Directory,
    actor: &Actor,
    id: &str,
) -> Result<Delivery, Error> {
    let endpoint = directory.webhooks(actor)?.find_for_test(id).await?;
    let found = directory.webhook_to_send(actor.domain.number, &endpoint.id).await?;
    let (endpoint, secrets) = found.ok_or(Error::not_found("webhook"))?;
    let server = directory.server_actor(actor.domain.number).await?;
    let server = server.ok_or(Error::not_found("webhook"))?;
    let Some(body) = payload::of_test(directory, &server, &endpoint).await? else {
        return Err(Error::invalid_field("", Rule::NothingToTest.into()));
    };
    let now = directory.now();
    let message = Message {
        id: format!("msg_test_{}", directory.environment().id()),
        body,
        seconds: now.as_second(),
        secrets: &secrets,
        timeout: app.webhooks.settings().response_timeout,
    };
    let Outcome { status, error } = app.webhooks.send(&endpoint.url, &message).await;
    let delivery = Delivery {
        message: message.id,
        seq: None,
        kind: "webhook.test".to_owned(),
        at: now,
        attempt: 1,
        status: status.map(|status| i64::from(status.as_u16())),
        error,
        next_at: None,
    };
    directory.record_test(actor, &endpoint.id, &delivery).await?;
    Ok(delivery)
}
