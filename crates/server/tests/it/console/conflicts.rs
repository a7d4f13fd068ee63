//! Two users who edit the same record.

use roster_store::Backend;

use super::browser::{Browser, Page};
use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    changes_of_different_fields_are_merged,
    collision_is_shown_at_its_field_with_both_values,
    checkboxes_are_merged_one_by_one,
    every_edit_form_merges,
}

async fn worker(browser: &Browser<'_>) -> String {
    let path = "/d/demo/people/new";
    let form = browser.form(path, "Add worker").await.with("username", "asha");
    let page =
        browser.submit(path, &form.with("first_name", "Asha").with("last_name", "Bai")).await;
    page.links().into_iter().find(|url| url.contains("/person/")).unwrap()
}

async fn group(browser: &Browser<'_>, name: &str) -> String {
    let form = browser.form("/d/demo/groups/new", "Save").await.with("name", name);
    let page = browser.submit("/d/demo/groups/new", &form).await;
    page.location.split('?').next().unwrap().to_owned()
}

fn assert_saved(page: &Page, code: &str) {
    assert!(page.location.ends_with(&format!("done={code}")), "{page:?}");
}

async fn changes_of_different_fields_are_merged(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let person = worker(&browser).await;
    let path = format!("{person}/edit");
    let (one, other) = (browser.form(&path, "Save").await, browser.form(&path, "Save").await);
    let phones = "+15551234567\r\n+15551234568";
    assert_saved(&browser.submit(&path, &one.with("phone_numbers", phones)).await, "saved");
    assert_saved(&browser.submit(&path, &other.with("last_name", "Kumari")).await, "merged");
    let now = browser.form(&path, "Save").await;
    assert_eq!(now.values("last_name"), ["Kumari"]);
    assert_eq!(now.values("phone_numbers"), [phones]);
}

async fn collision_is_shown_at_its_field_with_both_values(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let person = worker(&browser).await;
    let path = format!("{person}/edit");
    let (one, other) = (browser.form(&path, "Save").await, browser.form(&path, "Save").await);
    let one = one.with("first_name", "Usha").with("language", "hin");
    assert_saved(&browser.submit(&path, &one).await, "saved");
    let other = other.with("first_name", "Nisha").with("email", "n@example.org");
    let page = browser.submit(&path, &other).await;
    assert_eq!(page.status, 422);
    let text = page.element("first_name-error");
    assert!(text.contains("now: Usha, yours: Nisha"), "{text}");
    assert!(!page.text.contains("id=\"language-error\""));
    let form = page.form("Save");
    let kept = ["first_name", "email", "language"].map(|name| form.values(name)[0]);
    assert_eq!(kept, ["Nisha", "n@example.org", "hin"]);
    assert_saved(&browser.submit(&path, &form).await, "saved");
    assert_eq!(browser.form(&path, "Save").await.values("first_name"), ["Nisha"]);
}

async fn checkboxes_are_merged_one_by_one(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let person = worker(&browser).await;
    let path = format!("{person}/edit");
    let mut ids = Vec::new();
    for name in ["East", "North", "West"] {
        ids.push(group(&browser, name).await.rsplit('/').next().unwrap().to_owned());
    }
    let first = browser.form(&path, "Save").await.and("groups", &ids[0]).and("groups", &ids[1]);
    browser.submit(&path, &first).await;
    let (one, other) = (browser.form(&path, "Save").await, browser.form(&path, "Save").await);
    assert_saved(&browser.submit(&path, &one.with("groups", &ids[1])).await, "saved");
    assert_saved(&browser.submit(&path, &other.and("groups", &ids[2])).await, "merged");
    let mut now = browser.form(&path, "Save").await.values("groups").join(" ");
    let mut expected = [ids[1].clone(), ids[2].clone()].join(" ");
    if now.split(' ').next() != expected.split(' ').next() {
        (now, expected) = (now, [ids[2].clone(), ids[1].clone()].join(" "));
    }
    assert_eq!(now, expected);
}

async fn every_edit_form_merges(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let group = group(&browser, "North").await;
    let contact = browser.form("/d/demo/people/new-contact", "Add contact").await;
    let contact = contact.with("first_name", "Chitra");
    let contact = browser.submit("/d/demo/people/new-contact", &contact).await.location;
    let role = browser.form("/d/demo/roles/new", "Save").await.with("name", "Viewer");
    let role = browser.submit("/d/demo/roles/new", &role).await.location;
    let here = |url: &str| url.split('?').next().unwrap().to_owned();
    for (path, one, other) in [
        (format!("{group}/edit"), ("name", "South"), ("case_sharing", "on")),
        (format!("{}/details", here(&contact)), ("city", "Patna"), ("last_name", "Basu")),
        (format!("{}/edit", here(&role)), ("name", "Reader"), ("permission", "view_groups")),
        ("/d/demo/settings".to_owned(), ("rate_limit", "77"), ("history_days", "99")),
    ] {
        let forms = (browser.form(&path, "Save").await, browser.form(&path, "Save").await);
        assert_saved(&browser.submit(&path, &forms.0.with(one.0, one.1)).await, "saved");
        assert_saved(&browser.submit(&path, &forms.1.and(other.0, other.1)).await, "merged");
        let now = browser.form(&path, "Save").await;
        assert_eq!(now.values(one.0), [one.1], "{path}");
        assert!(now.values(other.0).contains(&other.1), "{path}");
    }
}
