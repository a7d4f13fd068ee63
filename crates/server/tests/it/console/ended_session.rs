//! A form whose session has ended, and pages of errors.

use roster_store::Backend;

use super::browser::Browser;
use crate::fixture::{ADA, ADAS_PASSWORD, Fixture};

roster_testkit::on_both_engines! {
    input_survives_the_end_of_the_session,
    page_of_an_error_has_the_navigation_and_a_request_id,
}

const NEW: &str = "/d/demo/people/new";

async fn input_survives_the_end_of_the_session(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let form = browser.form(NEW, "Add worker").await;
    let form = form.with("username", "asha").with("last_name", "B & C").with("password", "secret!");
    let mut later = browser.without_session();
    let page = later.submit(NEW, &form).await;
    assert_eq!((page.status, page.location.as_str()), (403, ""));
    assert!(page.text.contains("Your session has ended"), "{page:?}");
    assert!(!page.text.contains("secret!"), "a password is never repeated");

    let wrong = page.form("Sign in").with("username", ADA).with("password", "wrong");
    let page = later.submit_sign_in(&wrong).await;
    let right = page.form("Sign in").with("username", ADA).with("password", ADAS_PASSWORD);
    let page = later.submit_sign_in(&right).await;
    let resumed = page.form("Back to the form");
    let page = later.submit(NEW, &resumed).await;
    assert_eq!(page.status, 422);
    let form = page.form("Add worker");
    let kept = ["username", "last_name", "password"].map(|name| form.values(name)[0]);
    assert_eq!(kept, ["asha", "B & C", ""]);
    assert!(later.open("/d/demo/people").await.text.contains("No workers yet"));

    let page = later.submit(NEW, &form.with("password", "a rather long one")).await;
    assert_eq!(page.status, 303, "{page:?}");
}

async fn page_of_an_error_has_the_navigation_and_a_request_id(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    for (path, status) in [
        ("/d/demo/person/unknown", 404),
        ("/d/demo/no/such/page", 404),
        ("/d/elsewhere/people", 403),
    ] {
        let page = browser.open(path).await;
        assert_eq!(page.status, status, "{path}");
        assert!(!page.element("request-id").is_empty(), "{path}");
        assert!(page.text.contains("href=\"/account\""), "{path}");
        let has_sections = page.text.contains("href=\"/d/demo/people\"");
        assert_eq!(has_sections, path.starts_with("/d/demo/"), "{path}");
    }
    let form = browser.form(NEW, "Add worker").await;
    let page = browser.submit("/d/demo/people/no/such/form", &form).await;
    assert!(!page.element("request-id").is_empty(), "{page:?}");
}
