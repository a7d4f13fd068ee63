//! Responses of the provider and callbacks that open nothing.

use jiff::SignedDuration;
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::json;

use super::{
    fixture::{ADA, Browser, Fixture},
    provider::Signature,
};

on_both_engines! {
    invalid_tokens_are_refused,
    other_person_in_userinfo_is_refused,
    callbacks_of_other_sign_ins_are_refused,
    error_of_the_provider_is_shown,
    sign_in_expires,
    replaced_key_is_read_again,
    page_of_another_site_is_not_opened,
    many_invalid_callbacks_are_throttled,
}

/// Checks that a response is the sign-in page with this error, and that there is no session.
async fn refused(browser: &mut Browser<'_>, page: &super::fixture::Page, text: &str, what: &str) {
    assert!((400..500).contains(&page.status), "{what}: {}", page.status);
    assert!(
        page.body.contains("role=\"alert\"") && page.body.contains(text),
        "{what}: {}",
        page.body
    );
    assert!(browser.cookies.is_empty(), "{what}: {:?}", browser.cookies);
    assert!(!browser.is_signed_in().await, "{what}");
}

async fn invalid_tokens_are_refused(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let valid = Signature::Valid;
    for (what, token, signature, valid_for) in [
        ("nonce", json!({ "nonce": "another" }), valid, 300),
        ("no nonce", json!({ "nonce": null }), valid, 300),
        ("audience", json!({ "aud": "another" }), valid, 300),
        ("two audiences", json!({ "aud": ["roster", "another"] }), valid, 300),
        ("no audience", json!({ "aud": null }), valid, 300),
        ("issuer", json!({ "iss": "https://id.example.org" }), valid, 300),
        ("expired", json!({}), valid, -1),
        ("no subject", json!({ "sub": null }), valid, 300),
        ("access token", json!({ "at_hash": "AAAAAAAAAAAAAAAAAAAAAA" }), valid, 300),
        ("other key", json!({}), Signature::OtherKey, 300),
        ("not signed", json!({}), Signature::None, 300),
        ("shared secret", json!({}), Signature::SharedSecret, 300),
    ] {
        fixture.provider.change(|it| {
            (it.token, it.signature, it.valid_for) = (token, signature, valid_for);
        });
        // Each from its own address, which the throttle counts by itself.
        let mut browser = fixture.browser();
        browser.peer = ["203.0.113.1", "203.0.113.2"][what.len() % 2];
        let page = browser.sign_in().await;
        assert_eq!(page.status, 422, "{what}");
        refused(&mut browser, &page, "response of North ID is not valid", what).await;
        assert!(!page.body.contains("another"), "{what}: no details for the browser");
    }
    fixture.provider.change(|it| {
        (it.token, it.signature, it.valid_for) = (json!({}), valid, 300);
    });
    assert_eq!(fixture.browser().sign_in().await.status, 303);
}

async fn other_person_in_userinfo_is_refused(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    fixture.provider.change(|it| it.userinfo = json!({ "sub": "bello-1" }));
    let mut browser = fixture.browser();
    let page = browser.sign_in().await;
    refused(&mut browser, &page, "response of North ID is not valid", "userinfo").await;
}

async fn callbacks_of_other_sign_ins_are_refused(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let mut browser = fixture.browser();
    let callback = browser.authorize("/").await;
    let (path, query) = callback.split_once('?').unwrap();
    let state = query.split('&').find(|pair| pair.starts_with("state=")).unwrap();
    let expired = "has expired, or another browser";

    // Another browser, with and without a sign-in of its own.
    let mut other = fixture.browser();
    let page = other.get(&callback).await;
    refused(&mut other, &page, expired, "no cookie").await;
    other.authorize("/").await;
    let page = other.get(&callback).await;
    refused(&mut other, &page, expired, "another browser").await;
    for query in ["", "code=x", "state=", "state=x&code=x", "%ff=%00&state=%00&code=%00"] {
        other.authorize("/").await;
        let page = other.get(&format!("{path}?{query}")).await;
        refused(&mut other, &page, expired, query).await;
    }
    // A cookie that was not sealed here.
    other.cookies.insert("__Host-roster-provider".to_owned(), "AAAA".to_owned());
    let page = other.get(&callback).await;
    refused(&mut other, &page, expired, "forged cookie").await;
    // The right state with a wrong code, or from another issuer.
    for (what, query) in [
        ("no code", state.to_owned()),
        ("wrong code", format!("{state}&code=wrong")),
        ("odd code", format!("{state}&code=%00%ff%0d%0a")),
        ("other issuer", query.replace("iss=http", "iss=https")),
    ] {
        let mut copy = fixture.browser();
        copy.cookies = browser.cookies.clone();
        let page = copy.get(&format!("{path}?{query}")).await;
        refused(&mut copy, &page, "response of North ID is not valid", what).await;
    }
    // The browser that began it is signed in, once.
    let mut again = fixture.browser();
    again.cookies = browser.cookies.clone();
    assert_eq!(browser.get(&callback).await.status, 303);
    assert!(browser.is_signed_in().await);
    let page = again.get(&callback).await;
    refused(&mut again, &page, "response of North ID is not valid", "the same code").await;
}

async fn error_of_the_provider_is_shown(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    for (error, shown) in [("access_denied", "(access_denied)"), ("%3Cb%3E", "(error)")] {
        let mut browser = fixture.browser();
        let callback = browser.authorize("/").await;
        let (path, query) = callback.split_once('?').unwrap();
        let state = query.split('&').find(|pair| pair.starts_with("state=")).unwrap();
        let page = browser.get(&format!("{path}?error={error}&{state}")).await;
        refused(&mut browser, &page, shown, error).await;
    }
}

async fn sign_in_expires(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let mut browser = fixture.browser();
    let callback = browser.authorize("/").await;
    fixture.clock.advance(SignedDuration::from_secs(601));
    let page = browser.get(&callback).await;
    refused(&mut browser, &page, "has expired", "ten minutes").await;
}

async fn replaced_key_is_read_again(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let mut browser = fixture.browser();
    let callback = browser.authorize("/").await;
    fixture.provider.rotate_key();
    fixture.clock.advance(SignedDuration::from_secs(10));
    assert_eq!(browser.get(&callback).await.status, 303);
}

async fn page_of_another_site_is_not_opened(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    for to in ["https://evil.example", "//evil.example", "/\\evil.example", "evil"] {
        let mut browser = fixture.browser();
        let callback = browser.authorize(to).await;
        assert_eq!(browser.get(&callback).await.location, "/", "{to}");
    }
}

async fn many_invalid_callbacks_are_throttled(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    fixture.provider.change(|it| it.signature = Signature::OtherKey);
    let mut statuses = Vec::new();
    for _ in 0..12 {
        statuses.push(fixture.browser().sign_in().await.status);
    }
    assert_eq!((statuses[0], statuses[9], statuses[11]), (422, 422, 429), "{statuses:?}");
    fixture.provider.change(|it| it.signature = Signature::Valid);
    let page = fixture.browser().sign_in().await;
    assert!(page.status == 429 && page.body.contains("Too many failed attempts"));
    let mut elsewhere = fixture.browser();
    elsewhere.peer = "203.0.113.99";
    assert_eq!(elsewhere.sign_in().await.status, 303, "other addresses are not delayed");
    assert_eq!(fixture.browser().sign_in_with_password(ADA).await.status, 303);
}
