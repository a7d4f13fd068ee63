//! Responses about webhooks.

use roster_model::{Delivery, ExposeSecret as _, SecretString, Webhook};
use serde_json::{Value, json};

use super::RESOURCE;
use crate::commcare::{Document, View, instant};

/// Encodes one webhook, as the response to a GET or a write. The response to a create or a rotation
/// has the secret.
pub fn encode(view: &View<'_>, webhook: &Webhook, secret: Option<&SecretString>) -> Document {
    let mut object = tree(view, webhook);
    if let Some(secret) = secret {
        object["secret"] = secret.expose_secret().into();
    }
    Document::Object(object)
}

/// Converts one webhook into a tree, as an item of a list.
pub fn tree(view: &View<'_>, webhook: &Webhook) -> Value {
    json!({
        "id": webhook.id.as_str(),
        "url": webhook.url,
        "kinds": webhook.kinds,
        "payload": webhook.payload.as_str(),
        "active": webhook.active,
        "description": webhook.description,
        "paused_reason": webhook.paused_reason,
        "created_at": created_at(webhook),
        "resource_uri": view.detail_path(RESOURCE, webhook.id.as_str()),
    })
}

/// Encodes one attempt, as the response to a test.
pub fn encode_delivery(delivery: &Delivery) -> Document {
    Document::Object(delivery_tree(delivery))
}

/// Converts one attempt into a tree, as an item of a list.
pub fn delivery_tree(delivery: &Delivery) -> Value {
    json!({
        "id": delivery.message,
        "seq": delivery.seq,
        "kind": delivery.kind,
        "at": instant::format_utc(delivery.at),
        "attempt": delivery.attempt,
        "status": delivery.status,
        "error": delivery.error,
        "next_at": delivery.next_at.map(instant::format_utc),
    })
}

pub(super) fn created_at(webhook: &Webhook) -> String {
    instant::format_utc(webhook.created_at)
}
