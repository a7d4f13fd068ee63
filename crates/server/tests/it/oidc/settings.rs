//! Required claims, local sign-in, and a provider that is away.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use roster_directory::SelfJoin;
use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::json;

use super::fixture::{ADA, BELLO, Fixture, person};

on_both_engines! {
    required_claims_must_match_exactly,
    password_is_refused_without_local_sign_in,
    provider_that_is_away_leaves_the_password,
    provider_that_is_away_later_is_reported,
}

async fn required_claims_must_match_exactly(backend: Backend) {
    let fixture = Fixture::open_with(&backend, |it| {
        it.required_claims =
            BTreeMap::from([("hd".to_owned(), json!("example.org")), ("level".into(), json!(2))]);
        it.domains = vec![SelfJoin { domain: "demo".to_owned(), role: "Admin".to_owned() }];
    })
    .await;
    for (token, userinfo) in [
        (json!({}), json!({})),
        (json!({ "hd": "example.org" }), json!({})),
        (json!({ "hd": "Example.org", "level": 2 }), json!({})),
        (json!({ "hd": "a.example.org", "level": 2 }), json!({})),
        (json!({ "hd": ["example.org"], "level": 2 }), json!({})),
        (json!({ "hd": "example.org", "level": "2" }), json!({})),
        (json!({ "hd": "example.org", "level": 2 }), json!({ "hd": "other.example" })),
    ] {
        for (subject, email) in [("ada-1", ADA), ("bello-1", BELLO)] {
            fixture.provider.change(|it| {
                it.person = person(subject, email);
                (it.token, it.userinfo) = (token.clone(), userinfo.clone());
            });
            let mut browser = fixture.browser();
            browser.peer = if email == ADA { "203.0.113.1" } else { "203.0.113.2" };
            let page = browser.sign_in().await;
            assert_eq!(page.status, 403, "{token} {userinfo}");
            assert!(page.body.contains("may not sign in here"), "{}", page.body);
            assert!(!browser.is_signed_in().await);
        }
    }
    fixture.provider.change(|it| {
        (it.token, it.userinfo) = (json!({ "hd": "example.org" }), json!({ "level": 2 }));
    });
    assert_eq!(fixture.browser().sign_in().await.status, 303);
}

async fn password_is_refused_without_local_sign_in(backend: Backend) {
    let fixture = Fixture::open_with(&backend, |it| it.local_sign_in = false).await;
    let mut browser = fixture.browser();
    let page = browser.get("/").await;
    assert!(page.body.contains("Sign in with North ID"), "{}", page.body);
    assert!(!page.body.contains("name=\"password\""), "{}", page.body);
    let refused = browser.sign_in_with_password(ADA).await;
    assert_eq!(refused.status, 403);
    assert!(refused.body.contains("Passwords are turned off"), "{}", refused.body);
    assert_eq!(browser.post("", "/sign-in/code", "ticket=x&code=1").await.status, 403);
    assert!(!browser.is_signed_in().await);
    assert_eq!(browser.sign_in().await.status, 303);
    assert!(browser.is_signed_in().await);
}

async fn provider_that_is_away_leaves_the_password(backend: Backend) {
    // Nothing listens there.
    let fixture = Fixture::open_with(&backend, |it| it.issuer = "http://127.0.0.1:9".into()).await;
    let mut browser = fixture.browser();
    let page = browser.get("/sign-in/oidc?to=/d/demo/people").await;
    assert_eq!(page.status, 503);
    assert!(page.body.contains("North ID does not respond. Sign in with your password"));
    assert!(page.body.contains("name=\"to\" value=\"/d/demo/people\""), "{}", page.body);
    let page = browser.get("/").await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("North ID does not respond at the moment"), "{}", page.body);
    assert_eq!(browser.sign_in_with_password(ADA).await.status, 303);
    assert!(browser.is_signed_in().await);
}

async fn provider_that_is_away_later_is_reported(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let mut browser = fixture.browser();
    let callback = browser.authorize("/").await;
    fixture.provider.change(|it| it.is_away = true);
    let page = browser.get(&callback).await;
    assert_eq!(page.status, 503);
    assert!(page.body.contains("North ID does not respond"), "{}", page.body);
    assert!(!browser.is_signed_in().await);
    fixture.clock.advance(SignedDuration::from_mins(2));
    assert_eq!(browser.get("/sign-in/oidc").await.status, 503);
    fixture.provider.change(|it| it.is_away = false);
    fixture.clock.advance(SignedDuration::from_secs(10));
    assert_eq!(browser.sign_in().await.status, 303);
}
