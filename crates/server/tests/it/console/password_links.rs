//! One-time links with which workers set their passwords, and the slips to print.

use std::time::Duration;

use roster_model::{Actor, ImportMode, ImportRow, NewWorker, WorkerEdit};
use roster_store::Backend;

use super::browser::{Browser, Page};
use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    link_of_one_worker_is_shown_once_with_its_slip,
    links_of_found_workers_are_printed_in_their_languages,
    workers_of_an_import_get_links,
}

const PEOPLE: &str = "/d/demo/people";
const SELECTED: &str = "/d/demo/people/selected";

async fn worker(
    fixture: &Fixture,
    actor: &Actor,
    (name, first, language): (&str, &str, Option<&str>),
) -> String {
    let edit = WorkerEdit {
        first_name: Some(first.to_owned()),
        language: Some(language.map(str::to_owned)),
        ..WorkerEdit::default()
    };
    let new = NewWorker {
        username: Some(name.to_owned()),
        connect_username: Some(name.to_owned()),
        edit,
        ..NewWorker::default()
    };
    let workers = fixture.directory.workers(actor).unwrap();
    workers.create(new).await.unwrap().person.id.to_string()
}

/// Waits for the end of an action in the background.
async fn finished(browser: &Browser<'_>, submitted: &Page) -> Page {
    assert_eq!(submitted.status, 303, "{submitted:?}");
    loop {
        let page = browser.open(&submitted.location).await;
        if !page.text.contains("Changing workers") {
            assert!(page.text.contains("Action finished"), "{page:?}");
            return page;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// The slips of a page.
fn slips(page: &Page) -> Vec<&str> {
    assert_eq!(page.status, 200, "{page:?}");
    page.text.split("<section class=\"slip\"").skip(1).collect()
}

/// The path of the link on a slip.
fn link(slip: &str) -> String {
    let url = slip.split("class=\"link\" dir=\"ltr\">").nth(1).unwrap().split('<').next().unwrap();
    url.strip_prefix("http://localhost").unwrap_or_else(|| panic!("{url}")).to_owned()
}

async fn link_of_one_worker_is_shown_once_with_its_slip(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let actor = fixture.directory.operator("demo").await.unwrap();
    let id = worker(&fixture, &actor, ("amina", "أمينة", Some("ara"))).await;
    let browser = Browser::admin(&fixture).await;
    let person = format!("/d/demo/person/{id}");
    let path = format!("{person}/password-link");
    assert!(browser.open(&person).await.links().contains(&path));
    let form = browser.form(&path, "Create link").await;
    assert_eq!(form.values("days"), ["7"]);
    let refused = browser.submit(&path, &form.clone().with("days", "8")).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.element("days-error"), "Choose one of the listed numbers of days.");
    let page = browser.submit(&path, &form.with("days", "1")).await;
    let slips = slips(&page);
    assert_eq!(slips.len(), 1);
    assert!(slips[0].starts_with(" lang=\"ar\" dir=\"rtl\">"), "{page:?}");
    assert!(slips[0].contains("أمينة") && slips[0].contains("amina@demo.commcarehq.org"));
    assert!(slips[0].contains("الرمز") && slips[0].contains("<svg "), "{page:?}");
    let url = link(slips[0]);
    assert!(page.element("link").ends_with(&url), "{page:?}");
    assert!(browser.open(&url).await.text.contains("amina@demo.commcarehq.org"));
    // A newer link ends it.
    let form = browser.form(&path, "Create link").await;
    browser.submit(&path, &form.clone()).await;
    assert_eq!(browser.open(&url).await.status, 404);

    fixture.directory.workers(&actor).unwrap().set_active(&id, false).await.unwrap();
    assert!(!browser.open(&person).await.links().contains(&path));
    let form = browser.form(&path, "Create link").await;
    let refused = browser.submit(&path, &form).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("reactivate the account first"), "{refused:?}");
    assert!(!refused.text.contains("/set-password/"));
}

async fn links_of_found_workers_are_printed_in_their_languages(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let actor = fixture.directory.operator("demo").await.unwrap();
    worker(&fixture, &actor, ("amina", "أمينة", Some("ar"))).await;
    worker(&fixture, &actor, ("asha", "Asha <b>", Some("hin"))).await;
    worker(&fixture, &actor, ("bob", "", Some("swa"))).await;
    let gone = worker(&fixture, &actor, ("gone", "Gone", None)).await;
    fixture.directory.workers(&actor).unwrap().set_active(&gone, false).await.unwrap();
    let browser = Browser::admin(&fixture).await;
    let form = browser.form(&format!("{PEOPLE}?state=all"), "Apply").await;
    let form = form.with("found", "on").with("action", "link");
    let confirmation = browser.submit(SELECTED, &form).await;
    let form = confirmation.form("Create password links for 4 workers");
    let refused = browser.submit(SELECTED, &form.clone().with("days", "junk")).await;
    assert_eq!(refused.element("days-error"), "Choose one of the listed numbers of days.");
    let page = finished(&browser, &browser.submit(SELECTED, &form.with("days", "30")).await).await;
    let table = page.links().into_iter().find(|url| url.ends_with("/slips")).unwrap();
    assert!(!page.text.contains("/set-password/") && !page.text.contains("/undo"), "{page:?}");
    let print = browser.open(&table).await;
    let slips = slips(&print);
    assert_eq!(slips.len(), 3, "{print:?}");
    for (slip, language, direction, name) in [
        (slips[0], "ar", "rtl", "أمينة"),
        (slips[1], "hi", "ltr", "Asha &#60;b&#62;"),
        (slips[2], "en", "ltr", "bob@demo.commcarehq.org"),
    ] {
        let start = format!(" lang=\"{language}\" dir=\"{direction}\">");
        assert!(slip.starts_with(&start), "{slip}");
        assert!(slip.contains(&format!("<h2><bdi>{name}</bdi></h2>")), "{slip}");
        assert!(slip.contains(">demo<") && slip.contains(">localhost<"), "{slip}");
        assert_eq!(browser.open(&link(slip)).await.status, 200);
    }
    assert!(print.text.contains("3 slips") && print.text.ends_with("</html>\n"), "{print:?}");
    for inline in ["<style", " style=", "<script>"] {
        assert!(!print.text.contains(inline), "{inline}");
    }
    let report = browser.open(&table.replace("/slips", "/report")).await.text;
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines[0], "\u{feff}username,name,link,expires,language,problem");
    assert!(lines[1].contains(&link(slips[0])) && lines[1].ends_with(",ar,"), "{report}");
    assert!(lines[4].starts_with("gone@demo.commcarehq.org,,,,,"), "{report}");
    assert!(lines[4].contains("deactivated"), "{report}");
    // The report of another action has no slips.
    let form = browser.form(PEOPLE, "Apply").await.with("found", "on").with("action", "password");
    let confirmation = browser.submit(SELECTED, &form).await;
    let form = confirmation.form("Reset the passwords of 3 workers");
    let submitted = browser.submit(SELECTED, &form).await;
    let page = finished(&browser, &submitted).await;
    assert!(!page.links().iter().any(|url| url.ends_with("/slips")));
    assert_eq!(browser.open(&format!("{}/slips", submitted.location)).await.status, 404);
}

async fn workers_of_an_import_get_links(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let actor = fixture.directory.operator("demo").await.unwrap();
    worker(&fixture, &actor, ("before", "Before", None)).await;
    let row = |row: u64, name: &str| ImportRow {
        row,
        username: Some(name.to_owned()),
        edit: WorkerEdit { last_name: Some("Devi".to_owned()), ..WorkerEdit::default() },
        ..ImportRow::default()
    };
    let imports = fixture.directory.imports(&actor).unwrap();
    let mut import = imports.start("new.csv", ImportMode::RowByRow);
    import.add(vec![row(2, "before"), row(3, "asha"), row(4, "bela")]).await.unwrap();
    let number = import.finish().await.unwrap().number.unwrap();
    let browser = Browser::admin(&fixture).await;
    let path = format!("/d/demo/import/{number}/password-links");
    assert!(browser.open("/d/demo/imports").await.links().contains(&path));
    let page = browser.open(&path).await;
    assert!(
        page.text.contains(&format!("The 2 workers that import {number} created.")),
        "{page:?}"
    );
    let form = page.form("Create password links for 2 workers");
    assert_eq!(form.values("person"), [""; 0]);
    let page = finished(&browser, &browser.submit(SELECTED, &form).await).await;
    let url = page.links().into_iter().find(|url| url.ends_with("/slips")).unwrap();
    let print = browser.open(&url).await;
    assert_eq!(slips(&print).len(), 2);
    assert!(print.text.contains("asha@") && print.text.contains("bela@"), "{print:?}");
    assert!(!print.text.contains("before@"), "{print:?}");
    assert_eq!(browser.open("/d/demo/import/99/password-links").await.status, 404);
    let form = form.with("import", "99");
    assert_eq!(browser.submit(SELECTED, &form).await.status, 404);
}
