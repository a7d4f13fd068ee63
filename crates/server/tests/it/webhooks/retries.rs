//! Failed attempts: waits, pauses, and what a user can do about them.

use jiff::SignedDuration;
use roster_model::{Error, WebhookEdit};
use roster_server::WebhookSettings;
use roster_store::Backend;
use roster_testkit::on_both_engines;

use super::{
    fixture::{Fixture, settings},
    receiver::{Receiver, Reply},
};

on_both_engines! {
    failed_attempt_is_repeated_under_the_same_id_while_others_wait,
    gone_endpoint_is_paused_and_goes_on_when_active_again,
    endpoint_that_fails_too_long_is_paused,
    skip_passes_by_the_first_change,
    replay_sends_again_under_new_ids,
}

async fn failed_attempt_is_repeated_under_the_same_id_while_others_wait(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let receiver =
        Receiver::responding(|number, _| Reply::Status(if number < 2 { 500 } else { 204 })).await;
    let (webhook, _) = fixture.webhook(&receiver.url()).await;
    fixture.worker("amina").await;
    fixture.worker("bello").await;
    let server = fixture.serve(settings()).await;
    let messages = receiver.wait_for(4).await;
    let ids: Vec<&str> = messages.iter().map(|it| it.header("webhook-id")).collect();
    assert_eq!((ids[0], ids[1]), (ids[2], ids[2]));
    assert_ne!(ids[2], ids[3]);
    assert_eq!(messages[3].seq(), messages[2].seq() + 1);

    let attempts = fixture.wait_for_deliveries(&webhook, 4).await;
    let outcome: Vec<_> =
        attempts.iter().rev().map(|it| (it.attempt, it.status, it.next_at.is_some())).collect();
    let expected =
        [(1, Some(500), true), (2, Some(500), true), (3, Some(204), false), (1, Some(204), false)];
    assert_eq!(outcome, expected);
    assert_eq!(attempts[3].error.as_deref(), Some("HTTP 500 Internal Server Error"));
    server.stop().await;
}

async fn gone_endpoint_is_paused_and_goes_on_when_active_again(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let receiver =
        Receiver::responding(|number, _| Reply::Status(if number == 0 { 410 } else { 200 })).await;
    let server = fixture.serve(settings()).await;
    let (webhook, _) = fixture.webhook(&receiver.url()).await;
    fixture.worker("amina").await;
    let reason = fixture.wait_for_pause(&webhook).await;
    assert!(reason.contains("410"), "{reason}");
    fixture.worker("bello").await;
    assert_eq!(receiver.received().len(), 1);

    assert_eq!(fixture.activate(&webhook).await.paused_reason, None);
    // The change that failed, and later ones: the pause and the activation are changes too.
    let messages = receiver.wait_for(5).await;
    assert_eq!(messages[0].header("webhook-id"), messages[1].header("webhook-id"));
    let kinds: Vec<&str> =
        messages[1..].iter().map(|it| it.body["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["person.created", "webhook.updated", "person.created", "webhook.updated"]);
    server.stop().await;
}

async fn endpoint_that_fails_too_long_is_paused(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let receiver = Receiver::responding(|_, _| Reply::Status(503)).await;
    let settings = WebhookSettings { retry_for: SignedDuration::from_secs(2), ..settings() };
    let server = fixture.serve(settings).await;
    let (webhook, _) = fixture.webhook(&receiver.url()).await;
    fixture.worker("amina").await;
    let reason = fixture.wait_for_pause(&webhook).await;
    assert!(reason.contains("HTTP 503"), "{reason}");
    assert!(receiver.received().len() > 2);
    server.stop().await;
}

async fn skip_passes_by_the_first_change(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let receiver = Receiver::start().await;
    let edit = WebhookEdit {
        url: Some(receiver.url()),
        kinds: Some(vec!["person.*".to_owned()]),
        active: Some(false),
        ..WebhookEdit::default()
    };
    let (webhook, _) = fixture.webhook_with(edit).await;
    let webhooks = fixture.directory.webhooks(&fixture.actor).unwrap();
    let id = webhook.id.as_str();
    assert!(matches!(webhooks.skip(id).await, Err(Error::Invalid(_))));
    fixture.worker("amina").await;
    let second = fixture.worker("bello").await;
    webhooks.skip(id).await.unwrap();
    fixture.activate(&webhook).await;
    let server = fixture.serve(settings()).await;
    let messages = receiver.wait_for(1).await;
    assert_eq!(messages[0].body["data"]["id"], second.as_str());
    server.stop().await;
}

async fn replay_sends_again_under_new_ids(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let receiver = Receiver::start().await;
    let server = fixture.serve(settings()).await;
    let edit = WebhookEdit {
        url: Some(receiver.url()),
        kinds: Some(vec!["person.*".to_owned()]),
        ..WebhookEdit::default()
    };
    let (webhook, _) = fixture.webhook_with(edit).await;
    for name in ["amina", "bello", "chidi"] {
        fixture.worker(name).await;
    }
    let first = receiver.wait_for(3).await;
    fixture.wait_for_deliveries(&webhook, 3).await;
    let webhooks = fixture.directory.webhooks(&fixture.actor).unwrap();
    webhooks.replay(webhook.id.as_str(), first[0].seq()).await.unwrap();
    let all = receiver.wait_for(5).await;
    assert_eq!((all[3].seq(), all[4].seq()), (first[1].seq(), first[2].seq()));
    let ids: std::collections::BTreeSet<&str> =
        all.iter().map(|it| it.header("webhook-id")).collect();
    assert_eq!(ids.len(), 5);
    assert!(webhooks.replay(webhook.id.as_str(), 1_000_000).await.is_err());
    server.stop().await;
}
