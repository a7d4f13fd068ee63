//! Which account an identity opens.

use roster_model::AuthFailure;
use roster_store::Backend;
use roster_testkit::{on_both_engines, operator};
use serde_json::json;

use super::fixture::{ADA, BELLO, Fixture, PASSWORD, person};

on_both_engines! {
    verified_address_links_the_account,
    first_password_still_opens_one_domain,
    unverified_address_is_refused,
    second_identity_of_an_address_is_refused_until_unlinked,
    deactivated_account_is_refused,
    recovery_removes_the_link,
}

async fn verified_address_links_the_account(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let mut browser = fixture.browser();
    let page = browser.get("/?to=/d/demo/people").await;
    assert!(page.body.contains("href=\"/sign-in/oidc?to=%2Fd%2Fdemo%2Fpeople\""), "{}", page.body);
    assert!(page.body.contains("Sign in with North ID"), "{}", page.body);
    let callback = browser.authorize("/d/demo/people").await;
    let opened = browser.get(&callback).await;
    assert_eq!((opened.status, opened.location.as_str()), (303, "/d/demo/people"));
    assert_eq!(browser.cookies.len(), 2, "session and device: {:?}", browser.cookies);
    assert_eq!(browser.get("/d/demo/people").await.status, 200);
    let change = fixture.last_change("demo").await;
    let expected = ("web_user.updated".to_owned(), ADA.to_owned(), vec!["identity".to_owned()]);
    assert_eq!((change.0, change.2), (expected.0, expected.2));
    assert!(change.1.contains(ADA), "{}", change.1);

    // From now on the identity counts, not the address.
    fixture.provider.change(|it| {
        it.person = json!({ "sub": "ada-1", "email": BELLO, "email_verified": false });
    });
    let mut other = fixture.browser();
    assert_eq!(other.sign_in().await.status, 303);
    assert!(other.get("/account").await.body.contains(ADA));
    // The password stays.
    let mut local = fixture.browser();
    assert_eq!(local.sign_in_with_password(ADA).await.status, 303);
    // Signing out ends the session here.
    assert_eq!(browser.post("/account", "/sign-out", "").await.status, 303);
    assert!(!browser.is_signed_in().await);
    assert!(other.is_signed_in().await);
}

async fn first_password_still_opens_one_domain(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    operator::create_web_user(&fixture.directory, ADA, "other", None, None).await.unwrap();
    let (mut provider, mut local) = (fixture.browser(), fixture.browser());
    assert_eq!(provider.sign_in().await.status, 303);
    assert_eq!(local.sign_in_with_password(ADA).await.status, 303);
    for domain in ["demo", "other"] {
        assert_eq!(provider.get(&format!("/d/{domain}/people")).await.status, 200, "{domain}");
    }
    assert_eq!(local.get("/d/demo/people").await.status, 200);
    assert_eq!(local.get("/d/other/people").await.status, 403);
}

async fn unverified_address_is_refused(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    for verified in [json!(false), json!(null), json!("false")] {
        fixture.provider.change(|it| {
            it.person = json!({ "sub": "ada-1", "email": ADA, "email_verified": verified });
        });
        let mut browser = fixture.browser();
        let page = browser.sign_in().await;
        assert_eq!(page.status, 403, "{verified}: {}", page.body);
        assert!(page.body.contains("not verified your e-mail address"), "{}", page.body);
        assert!(!browser.is_signed_in().await);
    }
    fixture.provider.change(|it| it.person = json!({ "sub": "ada-1" }));
    assert_eq!(fixture.browser().sign_in().await.status, 403);
    fixture.provider.change(|it| it.person = person("ada-1", BELLO));
    let page = fixture.browser().sign_in().await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains("no account for bello@example.org"), "{}", page.body);
    assert_ne!(fixture.last_change("demo").await.2, ["identity"]);
}

async fn second_identity_of_an_address_is_refused_until_unlinked(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let mut first = fixture.browser();
    assert_eq!(first.sign_in().await.status, 303);
    fixture.provider.change(|it| it.person = person("ada-2", "Ada@Example.org"));
    let mut second = fixture.browser();
    let page = second.sign_in().await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains("roster web-user unlink ada@example.org"), "{}", page.body);
    assert!(!second.is_signed_in().await);

    let mut local = fixture.browser();
    local.sign_in_with_password(ADA).await;
    assert!(fixture.directory.unlink_identity(ADA).await.unwrap());
    assert!(!fixture.directory.unlink_identity(ADA).await.unwrap());
    assert_eq!(fixture.last_change("demo").await.2, ["identity"]);
    assert!(!first.is_signed_in().await, "its session began with the provider");
    assert!(local.is_signed_in().await);
    assert_eq!(second.sign_in().await.status, 303);
    fixture.provider.change(|it| it.person = person("ada-1", ADA));
    assert_eq!(first.sign_in().await.status, 403, "now the other one");
}

async fn deactivated_account_is_refused(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let directory = &fixture.directory;
    let password = Some(PASSWORD.into());
    operator::create_web_user(directory, BELLO, "demo", None, password).await.unwrap();
    let deactivate = async |active| directory.set_web_user_active(ADA, active).await.unwrap();
    deactivate(false).await;
    let page = fixture.browser().sign_in().await;
    assert_eq!(page.status, 403);
    assert!(page.body.contains("Your account is deactivated"), "{}", page.body);
    deactivate(true).await;
    let mut browser = fixture.browser();
    assert_eq!(browser.sign_in().await.status, 303);
    deactivate(false).await;
    assert!(!browser.is_signed_in().await);
    assert_eq!(browser.sign_in().await.status, 403);
    let token = "unknown".into();
    let error = directory.session(&token).await.err().unwrap();
    let roster_model::Error::Unauthenticated(AuthFailure::NoCredentials) = error else {
        panic!("{error}");
    };
}

async fn recovery_removes_the_link(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let mut browser = fixture.browser();
    assert_eq!(browser.sign_in().await.status, 303);
    fixture.directory.recover_account(ADA, None).await.unwrap();
    assert!(!browser.is_signed_in().await);
    fixture.provider.change(|it| it.person = person("ada-2", ADA));
    assert_eq!(browser.sign_in().await.status, 303);
}
