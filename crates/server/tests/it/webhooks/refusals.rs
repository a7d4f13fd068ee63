//! Addresses that are refused, and endpoints that do not respond as they should.

use std::time::Duration;

use roster_server::{Networks, WebhookSettings, check_url};
use roster_store::Backend;
use roster_testkit::on_both_engines;

use super::{
    fixture::{Fixture, settings},
    receiver::{Receiver, Reply},
};

on_both_engines! {
    address_is_checked_at_each_delivery,
    redirects_and_late_responses_are_failures,
}

async fn address_is_checked_at_each_delivery(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let receiver = Receiver::start().await;
    let url = receiver.url().replace("127.0.0.1", "localhost");
    let server = fixture.serve(WebhookSettings {
        networks: Networks::parse(["10.0.0.0/8"]).unwrap(),
        ..settings()
    });
    let server = server.await;
    let by_address = fixture.webhook(&receiver.url()).await.0;
    let by_name = fixture.webhook(&url).await.0;
    fixture.worker("amina").await;
    for webhook in [by_address, by_name] {
        let attempts = fixture.wait_for_deliveries(&webhook, 1).await;
        let error = attempts[0].error.as_deref().unwrap();
        assert!(error.contains("is a loopback address"), "{error}");
        assert!(error.contains("webhook_networks"), "{error}");
    }
    assert!(receiver.received().is_empty());
    server.stop().await;
}

async fn redirects_and_late_responses_are_failures(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let elsewhere = Receiver::start().await;
    let to = elsewhere.url();
    let receiver = Receiver::responding(move |number, _| match number {
        0 => Reply::Redirect(to.clone()),
        1 => Reply::Late(Duration::from_secs(30)),
        _ => Reply::Status(200),
    })
    .await;
    let server = fixture
        .serve(WebhookSettings { response_timeout: Duration::from_millis(300), ..settings() })
        .await;
    let (webhook, _) = fixture.webhook(&receiver.url()).await;
    fixture.worker("amina").await;
    let attempts = fixture.wait_for_deliveries(&webhook, 3).await;
    let error = |at: usize| attempts[at].error.clone().unwrap();
    assert!(error(2).contains("redirects are not followed"), "{}", error(2));
    assert!(error(1).contains("no response within"), "{}", error(1));
    assert_eq!(attempts[0].error, None);
    assert!(elsewhere.received().is_empty());
    server.stop().await;
}

#[tokio::test]
async fn saved_url_must_be_allowed() {
    let none = Networks::default();
    for (url, rule) in [
        ("https://localhost/", "loopback"),
        ("https://169.254.169.254/latest/meta-data/", "metadata"),
        ("https://[::ffff:10.0.0.1]/", "private"),
        ("http://example.org/", "https://"),
    ] {
        let problem = check_url(url, &none).await.unwrap_err().to_string();
        assert!(problem.contains(rule), "{url}: {problem}");
    }
    assert!(check_url("https://name.invalid/", &none).await.is_ok());
    let loopback = Networks::parse(["127.0.0.0/8", "::1"]).unwrap();
    assert!(check_url("http://localhost:8080/hook", &loopback).await.is_ok());
}
