//! A form that is sent twice is carried out once.

use roster_store::Backend;

use super::browser::{Browser, Page};
use crate::fixture::{ADAS_PASSWORD, Fixture};

roster_testkit::on_both_engines! {
    second_submit_gets_the_first_answer,
    simultaneous_submits_are_carried_out_once,
    each_page_has_another_form,
    rejected_form_can_be_corrected,
    account_form_is_carried_out_once,
}

const NEW: &str = "/d/demo/people/new";

async fn total(browser: &Browser<'_>, path: &str) -> String {
    browser.open(path).await.text.split("class=\"total\"").nth(1).unwrap()[..200].to_owned()
}

fn assert_same(first: &Page, second: &Page, context: &str) {
    assert!(first.status == 200 || first.status == 303, "{context}: {first:?}");
    assert_eq!((first.status, &first.location), (second.status, &second.location), "{context}");
    assert_eq!(first.text, second.text, "{context}");
}

async fn second_submit_gets_the_first_answer(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let worker = browser.form(NEW, "Add worker").await.with("username", "asha");
    let first = browser.submit(NEW, &worker).await;
    assert_same(&first, &browser.submit(NEW, &worker).await, "worker");
    assert_eq!(first.element("password").len(), 14, "{first:?}");
    let person = first.links().into_iter().find(|url| url.contains("/person/")).unwrap();

    let forms = [
        ("/d/demo/groups/new", "Save", vec![("name", "North")]),
        ("/d/demo/people/new-contact", "Add contact", vec![("first_name", "Chitra")]),
        ("/d/demo/roles/new", "Save", vec![("name", "Viewer")]),
        ("/d/demo/keys", "Create API key", vec![]),
        (
            "/d/demo/web-users/new",
            "Create invitation",
            vec![("email", "b@example.org"), ("role", "Viewer")],
        ),
        (&format!("{person}/password"), "Reset password", vec![]),
        (&format!("{person}/edit"), "Save", vec![("first_name", "Asha")]),
    ];
    for (path, button, input) in forms {
        let form = browser.form(path, button).await;
        let form = input.iter().fold(form, |form, (name, value)| form.with(name, value));
        let first = browser.submit(path, &form).await;
        assert_same(&first, &browser.submit(path, &form).await, path);
    }
    let page = browser.open(&person).await;
    for (action, input) in [
        ("tags", ("add", "new")),
        ("companies", ("add", "Acme")),
        ("archive", ("x", "")),
        ("delete", ("confirm", "asha")),
    ] {
        let form = page.form("Deactivate").with(input.0, input.1);
        let path = format!("{person}/{action}");
        let first = browser.submit(&path, &form).await;
        assert_same(&first, &browser.submit(&path, &form).await, action);
        assert!(first.location.contains("done="), "{first:?}");
    }
}

async fn simultaneous_submits_are_carried_out_once(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let form = browser.form(NEW, "Add worker").await.with("username", "asha");
    let submits = (0..4).map(|_| browser.submit(NEW, &form));
    let pages = futures_util::future::join_all(submits).await;
    for page in &pages {
        assert_same(&pages[0], page, "simultaneous");
    }
    assert!(total(&browser, "/d/demo/people").await.contains("1 person"));
}

async fn each_page_has_another_form(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let (path, button) = ("/d/demo/people/new-contact", "Add contact");
    for _ in 0..2 {
        let form = browser.form(path, button).await.with("first_name", "Asha");
        let page = browser.submit(path, &form).await;
        assert_eq!(page.status, 303, "{page:?}");
    }
    assert!(total(&browser, "/d/demo/people?state=contacts").await.contains("2 people"));
}

async fn rejected_form_can_be_corrected(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let form = browser.form(NEW, "Add worker").await.with("username", "no spaces!");
    let page = browser.submit(NEW, &form).await;
    assert_eq!(page.status, 422);
    assert!(!page.element("username-error").is_empty());
    let form = page.form("Add worker").with("username", "asha");
    assert_eq!(browser.submit(NEW, &form).await.status, 200);
}

async fn account_form_is_carried_out_once(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let form = browser.form("/account", "Change password").await;
    let form = form.with("old", ADAS_PASSWORD).with("new", "another rather long password");
    let form = form.with("again", "another rather long password");
    let first = browser.submit("/account/password", &form).await;
    assert_same(&first, &browser.submit("/account/password", &form).await, "password");
    assert!(first.location.contains("done=password"), "{first:?}");
}
