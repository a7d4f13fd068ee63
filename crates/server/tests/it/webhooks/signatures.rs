//! What a message contains, and its signatures.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::SignedDuration;
use roster_model::{ExposeSecret as _, SecretString, WebhookEdit, WebhookPayload};
use roster_store::Backend;
use roster_testkit::on_both_engines;
use sha2::Sha256;

use super::{
    fixture::{Fixture, settings},
    receiver::{Received, Receiver},
};

on_both_engines! {
    change_is_sent_with_its_object_and_signed,
    rotated_secret_overlaps_with_the_previous_one,
    only_matching_kinds_are_sent,
    commcare_payload_is_the_bare_worker,
    secret_is_stored_encrypted,
}

/// The signature of a message with a secret.
fn signature(secret: &SecretString, message: &Received) -> String {
    let key = secret.expose_secret().strip_prefix("whsec_").unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&BASE64_STANDARD.decode(key).unwrap()).unwrap();
    let (id, time) = (message.header("webhook-id"), message.header("webhook-timestamp"));
    mac.update(format!("{id}.{time}.").as_bytes());
    mac.update(&message.bytes);
    format!("v1,{}", BASE64_STANDARD.encode(mac.finalize().into_bytes()))
}

async fn change_is_sent_with_its_object_and_signed(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let receiver = Receiver::start().await;
    let server = fixture.serve(settings()).await;
    let (webhook, secret) = fixture.webhook(&receiver.url()).await;
    let id = fixture.worker("amina").await;
    fixture.directory.workers(&fixture.actor).unwrap().delete(&id).await.unwrap();
    let messages = receiver.wait_for(2).await;

    let created = &messages[0];
    assert_eq!(created.header("webhook-signature"), signature(&secret, created));
    assert_eq!(created.header("content-type"), "application/json");
    let body = &created.body;
    assert_eq!(body["type"], "person.created");
    assert_eq!(body["timestamp"], body["data"]["at"]);
    assert_eq!(body["data"]["id"], id.as_str());
    assert_eq!(body["data"]["actor"], "operator");
    assert!(body["data"]["fields"].is_array());
    assert_eq!(messages[1].body["type"], "person.deleted");
    assert_eq!(messages[1].body["data"]["object"], serde_json::Value::Null);
    let delivered = fixture.wait_for_deliveries(&webhook, 2).await;
    assert_eq!(delivered[1].message, created.header("webhook-id"));
    assert_eq!((delivered[1].attempt, delivered[1].status), (1, Some(200)));
    server.stop().await;
}

async fn rotated_secret_overlaps_with_the_previous_one(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let receiver = Receiver::start().await;
    let server = fixture.serve(settings()).await;
    let (webhook, first) = fixture.webhook(&receiver.url()).await;
    let webhooks = fixture.directory.webhooks(&fixture.actor).unwrap();
    let hour = SignedDuration::from_hours(1);
    let (_, second) = webhooks.rotate(webhook.id.as_str(), hour).await.unwrap();
    // The rotation is a change too.
    let messages = receiver.wait_for(1).await;
    let both = format!("{} {}", signature(&second, &messages[0]), signature(&first, &messages[0]));
    assert_eq!(messages[0].header("webhook-signature"), both);

    let (_, third) = webhooks.rotate(webhook.id.as_str(), SignedDuration::ZERO).await.unwrap();
    let messages = receiver.wait_for(2).await;
    assert_eq!(messages[1].header("webhook-signature"), signature(&third, &messages[1]));
    server.stop().await;
}

async fn only_matching_kinds_are_sent(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let receiver = Receiver::start().await;
    let server = fixture.serve(settings()).await;
    let edit = WebhookEdit {
        url: Some(receiver.url()),
        kinds: Some(vec!["person.updated".to_owned(), "group.*".to_owned()]),
        ..WebhookEdit::default()
    };
    fixture.webhook_with(edit).await;
    let id = fixture.worker("amina").await;
    fixture.rename(&id, "Amina").await;
    let messages = receiver.wait_for(1).await;
    assert_eq!(messages[0].body["type"], "person.updated");
    assert_eq!(messages[0].body["data"]["object"]["first_name"], "Amina");
    assert_eq!(messages.len(), 1);
    server.stop().await;
}

async fn commcare_payload_is_the_bare_worker(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let receiver = Receiver::start().await;
    let edit = WebhookEdit {
        url: Some(receiver.url()),
        payload: Some(WebhookPayload::CommCare),
        ..WebhookEdit::default()
    };
    let (webhook, _) = fixture.webhook_with(edit).await;
    let gone = fixture.worker("bello").await;
    fixture.directory.workers(&fixture.actor).unwrap().delete(&gone).await.unwrap();
    let id = fixture.worker("amina").await;
    let server = fixture.serve(settings()).await;
    let messages = receiver.wait_for(1).await;
    // A worker who is gone, and the deletion, are not sent.
    assert_eq!(messages[0].body["id"], id.as_str());
    assert_eq!(messages[0].body["resource_uri"], format!("/a/demo/api/v0.5/user/{id}/"));
    assert_eq!(messages[0].body["username"], "amina@demo.commcarehq.org");
    assert_eq!(fixture.wait_for_deliveries(&webhook, 1).await.len(), 1);
    server.stop().await;
}

async fn secret_is_stored_encrypted(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let (webhook, secret) = fixture.webhook("https://example.org/").await;
    let store = roster_store::Store::open(&backend).await.unwrap();
    let mut tx = store.read().await.unwrap();
    let number = fixture.actor.domain.number;
    let id = webhook.id.as_str();
    let found = roster_store::webhooks::find_with_secrets(&mut tx, number, id).await.unwrap();
    let plain = secret.expose_secret().strip_prefix("whsec_").unwrap();
    assert!(!found.unwrap().1.present.contains(plain));
}
