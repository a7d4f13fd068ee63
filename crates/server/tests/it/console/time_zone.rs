//! The time zone of a domain: how times are shown, and how days are read.

use roster_model::{NewWorker, WorkerEdit};
use roster_store::Backend;

use super::browser::Browser;
use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    times_are_shown_in_the_zone_of_the_domain,
    exported_history_stays_in_utc,
    unknown_zone_is_refused_with_the_names_that_are_probably_meant,
    days_of_filters_are_those_of_the_zone,
    key_expires_at_the_end_of_a_day_of_the_zone,
}

/// Sets the time zone of `demo` in the console.
async fn set_zone(browser: &Browser<'_>, name: &str) {
    let path = "/d/demo/settings";
    let form = browser.form(path, "Save").await.with("time_zone", name);
    let page = browser.submit(path, &form).await;
    assert_eq!(page.location, "/d/demo/settings?done=saved", "{page:?}");
}

/// Creates a worker of `demo` now. Returns the id.
async fn worker(fixture: &Fixture, name: &str) -> String {
    let actor = fixture.directory.operator("demo").await.unwrap();
    let new = NewWorker {
        username: Some(name.to_owned()),
        connect_username: Some(name.to_owned()),
        edit: WorkerEdit::default(),
        ..NewWorker::default()
    };
    let workers = fixture.directory.workers(&actor).unwrap();
    workers.create(new).await.unwrap().person.id.into_string()
}

async fn times_are_shown_in_the_zone_of_the_domain(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    // At 22:30 UTC.
    fixture.advance_minutes(630);
    let id = worker(&fixture, "asha").await;
    let browser = Browser::admin(&fixture).await;
    set_zone(&browser, "africa/nairobi").await;
    let form = browser.form("/d/demo/settings", "Save").await;
    assert_eq!(form.values("time_zone"), ["Africa/Nairobi"]);
    let time = "<time datetime=\"2026-07-01T22:30:00Z\" title=\"Africa/Nairobi, UTC+03:00\">\
                2 Jul 2026, 01:30 EAT</time>";
    let person = format!("/d/demo/person/{id}");
    for path in ["/d/demo/history", &person, "/d/demo/people/print"] {
        let page = browser.open(path).await;
        assert!(page.text.contains(time), "{path}: {}", page.text);
        assert!(!page.text.contains(" UTC<"), "{path}");
    }
    let page = browser.open("/d/demo/people").await;
    assert!(page.text.contains("Changed since (Africa/Nairobi)"), "{page:?}");
    // Pages outside a domain have no zone but UTC.
    let page = browser.open("/account").await;
    assert!(page.text.contains("1 Jul 2026, 22:30 UTC"), "{page:?}");
}

async fn exported_history_stays_in_utc(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    fixture.advance_minutes(630);
    let id = worker(&fixture, "asha").await;
    let browser = Browser::admin(&fixture).await;
    set_zone(&browser, "Africa/Nairobi").await;
    let file = browser.open("/d/demo/history/export").await.text;
    assert!(file.contains(&format!("2026-07-01T22:30:00Z,person.created,{id}")), "{file}");
    assert!(!file.contains("2026-07-02"), "{file}");
}

async fn unknown_zone_is_refused_with_the_names_that_are_probably_meant(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let path = "/d/demo/settings";
    let form = browser.form(path, "Save").await;
    for (name, expected) in [
        ("Nairobi", "'Nairobi' is not a time zone; did you mean Africa/Nairobi?"),
        ("Mars", "'Mars' is not a time zone"),
        ("", "This field is required."),
    ] {
        let page = browser.submit(path, &form.clone().with("time_zone", name)).await;
        assert_eq!(page.status, 422, "{name}");
        let error = page.element("time_zone-error");
        assert!(error.contains(expected), "{name}: {error}");
        assert_eq!(page.form("Save").values("time_zone"), [name]);
    }
    assert_eq!(browser.form(path, "Save").await.values("time_zone"), ["UTC"]);
}

async fn days_of_filters_are_those_of_the_zone(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    // At 20:30 and at 22:30 UTC, which is another day in Nairobi.
    fixture.advance_minutes(510);
    let early = worker(&fixture, "early").await;
    fixture.advance_minutes(120);
    let late = worker(&fixture, "late").await;
    let browser = Browser::admin(&fixture).await;
    let found = async |path: &str| {
        let page = browser.open(path).await;
        assert_eq!(page.status, 200, "{path}");
        let results = page.text.split("id=\"results\"").nth(1).unwrap().to_owned();
        (results.contains(&early), results.contains(&late))
    };
    let people = "/d/demo/people?since=2026-07-02";
    let from = "/d/demo/history?record=person&from=2026-07-02";
    let to = "/d/demo/history?record=person&from=2026-07-01&to=2026-07-01";
    for path in [people, from] {
        assert_eq!(found(path).await, (false, false), "{path}");
    }
    assert_eq!(found(to).await, (true, true));
    set_zone(&browser, "Africa/Nairobi").await;
    for path in [people, from] {
        assert_eq!(found(path).await, (false, true), "{path}");
    }
    assert_eq!(found(to).await, (true, false));
    // A file has the changes that the page shows.
    let file = browser.open("/d/demo/history/export?record=person&from=2026-07-02").await.text;
    assert!(file.contains(&late) && !file.contains(&early), "{file}");
}

async fn key_expires_at_the_end_of_a_day_of_the_zone(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    set_zone(&browser, "America/New_York").await;
    let path = "/d/demo/keys";
    let form = browser.form(path, "Create API key").await.with("name", "sync");
    // Clocks go back on this day, so that it has 25 hours.
    let page = browser.submit(path, &form.with("expires", "2026-11-01")).await;
    assert_eq!(page.status, 200, "{page:?}");
    let page = browser.open(path).await;
    let end = "<time datetime=\"2026-11-02T05:00:00Z\" title=\"America/New_York, UTC-05:00\">\
               2 Nov 2026, 00:00 EST</time>";
    assert!(page.text.contains(end), "{}", page.text);
}
