//! The pages of companies, tags and lists.

use roster_model::{Actor, NewWorker, Patch, PersonEdit, PersonRef, limits::MAX_PER_PERSON};
use roster_store::Backend;
use roster_testkit::operator;

use super::browser::{Browser, Page};
use crate::fixture::{ADAS_PASSWORD, Fixture};

roster_testkit::on_both_engines! {
    record_is_added_searched_renamed_and_deleted,
    taken_name_is_an_error_of_its_field,
    people_are_found_added_and_removed,
    refused_people_keep_the_search_and_the_selection,
    confirmation_says_how_many_people_and_companies_lose_a_tag,
    form_that_is_sent_twice_is_carried_out_once,
    edits_of_two_users_are_merged,
    history_links_to_the_record,
    unknown_records_and_kinds_are_missing,
    only_editors_with_all_locations_see_the_section,
}

const KINDS: [&str; 3] = ["companies", "tags", "lists"];

fn url(kind: &str) -> String {
    format!("/d/demo/labels/{kind}")
}

async fn actor(fixture: &Fixture) -> Actor {
    fixture.directory.operator("demo").await.unwrap()
}

/// Creates a worker. Returns the number.
async fn worker(fixture: &Fixture, name: &str) -> i64 {
    let new = NewWorker {
        username: Some(name.to_owned()),
        connect_username: Some(name.to_owned()),
        ..NewWorker::default()
    };
    let workers = fixture.directory.workers(&actor(fixture).await).unwrap();
    workers.create(new).await.unwrap().person.number
}

/// Creates a contact. Returns the number.
async fn contact(fixture: &Fixture, name: &str) -> i64 {
    let edit = PersonEdit { first_name: Patch::Set(name.to_owned()), ..PersonEdit::default() };
    let people = fixture.directory.people(&actor(fixture).await).unwrap();
    people.create(&edit).await.unwrap().person.number
}

/// Adds a record. Returns its URL.
async fn add(browser: &Browser<'_>, kind: &str, name: &str) -> String {
    let path = format!("{}/new", url(kind));
    let form = browser.form(&path, "Save").await.with("name", name);
    let page = browser.submit(&path, &form).await;
    assert_eq!(page.status, 303, "{page:?}");
    page.location.strip_suffix("?done=created").unwrap().to_owned()
}

fn total(page: &Page) -> &str {
    page.text.split("class=\"total\" role=\"status\">").nth(1).unwrap().split('<').next().unwrap()
}

async fn record_is_added_searched_renamed_and_deleted(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    for (kind, empty) in KINDS.into_iter().zip(["No companies", "No tags", "No lists"]) {
        let list = url(kind);
        assert!(total(&browser.open(&list).await).starts_with(empty), "{kind}");
        let first = add(&browser, kind, "Clinic & <Co>").await;
        add(&browser, kind, "Other").await;
        let page = browser.open(&list).await;
        assert_eq!(total(&page), "Total: 2", "{kind}");
        assert!(page.links().contains(&first), "{page:?}");
        assert!(page.text.contains("Clinic &#38; &#60;Co&#62;"), "{page:?}");
        let found = browser.open(&format!("{list}?q=OTH")).await;
        assert!(total(&found) == "Total: 1" && !found.links().contains(&first), "{found:?}");
        assert_eq!(total(&browser.open(&format!("{list}?q=%25")).await), "No results.");

        let edit = format!("{first}/edit");
        let form = browser.form(&edit, "Save").await;
        assert_eq!(form.values("name"), ["Clinic & <Co>"]);
        let form = form.with("name", " Clinic ");
        let form = match kind {
            "companies" => form.with("custom_id", "c-1"),
            "lists" => form.with("description", "one\r\ntwo"),
            _ => form,
        };
        let page = browser.submit(&edit, &form).await;
        assert_eq!(page.location, format!("{first}?done=saved"), "{page:?}");
        let page = browser.open(&first).await;
        let detail = match kind {
            "companies" => "c-1",
            "lists" => "one\ntwo",
            _ => "",
        };
        assert!(page.text.contains("<bdi>Clinic</bdi>") && page.text.contains(detail), "{page:?}");
        // A form that changes nothing is no error.
        let same = browser.form(&edit, "Save").await;
        assert_eq!(browser.submit(&edit, &same).await.status, 303, "{kind}");

        let delete = format!("{first}/delete");
        let form = browser.form(&delete, "Delete").await;
        let refused = browser.submit(&delete, &form.clone().with("confirm", "clinic")).await;
        assert_eq!(refused.status, 422);
        assert!(refused.element("confirm-error").contains("exactly as shown"), "{refused:?}");
        let page = browser.submit(&delete, &form.with("confirm", "Clinic")).await;
        assert_eq!(page.location, format!("{list}?done=deleted"), "{page:?}");
        assert_eq!(total(&browser.open(&list).await), "Total: 1");
    }
}

async fn taken_name_is_an_error_of_its_field(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    add(&browser, "tags", "vip").await;
    let other = add(&browser, "tags", "other").await;
    for path in [format!("{}/new", url("tags")), format!("{other}/edit")] {
        let form = browser.form(&path, "Save").await.with("name", "vip");
        let page = browser.submit(&path, &form).await;
        assert_eq!(page.status, 422, "{page:?}");
        assert!(page.element("name-error").contains("already taken"), "{page:?}");
        assert_eq!(page.form("Save").values("name"), ["vip"], "the input is kept");
        let form = page.form("Save").with("name", "");
        assert!(!browser.submit(&path, &form).await.element("name-error").is_empty());
    }
    let first = add(&browser, "companies", "Acme").await;
    let second = add(&browser, "companies", "Acme").await;
    let path = format!("{first}/edit");
    let form = browser.form(&path, "Save").await.with("custom_id", "a");
    assert_eq!(browser.submit(&path, &form).await.status, 303);
    let path = format!("{second}/edit");
    let form = browser.form(&path, "Save").await.with("custom_id", "a");
    let page = browser.submit(&path, &form).await;
    assert_eq!(page.status, 422, "{page:?}");
    assert!(page.element("custom_id-error").contains("already taken"), "{page:?}");
    let path = format!("{}/new", url("lists"));
    let form = browser.form(&path, "Save").await.with("name", "News");
    let page = browser.submit(&path, &form.with("description", &"x".repeat(2_001))).await;
    assert_eq!(page.status, 422, "{page:?}");
    assert!(page.element("description-error").contains("2000"), "{page:?}");
}

async fn people_are_found_added_and_removed(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let (asha, chitra) = (worker(&fixture, "asha").await, contact(&fixture, "Ashani").await);
    for kind in KINDS {
        let here = add(&browser, kind, "vip").await;
        assert!(browser.open(&here).await.text.contains("No people yet."), "{kind}");
        let found = browser.open(&format!("{here}?find=ash")).await;
        let form = found.form("Add selected");
        let both = form.and("person", &asha.to_string()).and("person", &chitra.to_string());
        let page = browser.submit(&format!("{here}/people"), &both).await;
        assert_eq!(page.location, format!("{here}?done=added&n=2"), "{page:?}");
        let page = browser.open(&page.location).await;
        assert!(page.text.contains("2 people added."), "{page:?}");
        for name in ["asha", "Ashani"] {
            assert!(page.text.contains(&format!("Select {name}")), "{kind}: {page:?}");
        }
        let again = browser.open(&format!("{here}?find=ash")).await;
        assert_eq!(again.text.matches("checked disabled").count(), 2, "{again:?}");
        let numbers = browser.open(&url(kind)).await.text;
        assert!(numbers.contains("data-label=\"People\" class=\"number\">2<"), "{numbers}");

        let people = page.links().into_iter().find(|link| link.contains("/people?state=all"));
        let people = browser.open(&people.unwrap()).await;
        assert!(people.text.contains("2 people") && people.text.contains("Ashani"), "{people:?}");
        let total_of = people.form("Apply").with("found", "on").with("action", "archive");
        let confirmation = browser.submit("/d/demo/people/selected", &total_of).await;
        assert!(confirmation.text.contains("All 1 worker of the list"), "{confirmation:?}");

        let form = page.form("Remove selected").and("person", &chitra.to_string());
        let page = browser.submit(&format!("{here}/people/remove"), &form).await;
        assert_eq!(page.location, format!("{here}?done=taken-out&n=1"), "{page:?}");
        let page = browser.open(&page.location).await;
        assert!(page.text.contains("1 person removed."), "{page:?}");
        assert!(!page.text.contains("Select Ashani"), "{page:?}");
    }
}

async fn refused_people_keep_the_search_and_the_selection(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let (free, full) = (worker(&fixture, "asha").await, worker(&fixture, "ashok").await);
    let names: Vec<String> = (0..MAX_PER_PERSON).map(|number| format!("t{number}")).collect();
    let people = fixture.directory.people(&actor(&fixture).await).unwrap();
    people.add_tags(&PersonRef::Number(full), &names).await.unwrap();
    let here = add(&browser, "tags", "vip").await;
    let form = browser.open(&format!("{here}?find=ash")).await.form("Add selected");
    let action = format!("{here}/people");
    let page = browser.submit(&action, &form).await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("Select at least one person first."), "{page:?}");
    let form = page.form("Add selected");
    let both = form.and("person", &free.to_string()).and("person", &full.to_string());
    let page = browser.submit(&action, &both).await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("Ashok cannot be added") || page.text.contains("ashok"), "{page:?}");
    assert!(page.text.contains("at most 100 tags"), "{page:?}");
    assert_eq!(page.form("Add selected").values("person").len(), 2, "{page:?}");
    assert!(people.find(&PersonRef::Number(free)).await.unwrap().tags.is_empty());
}

async fn confirmation_says_how_many_people_and_companies_lose_a_tag(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let here = add(&browser, "tags", "vip").await;
    let confirmation = browser.open(&format!("{here}/delete")).await;
    assert!(confirmation.text.contains("It is taken from no one."), "{confirmation:?}");
    let people = fixture.directory.people(&actor(&fixture).await).unwrap();
    let companies = fixture.directory.companies(&actor(&fixture).await).unwrap();
    let asha = PersonRef::Number(worker(&fixture, "asha").await);
    let chitra = PersonRef::Number(contact(&fixture, "Chitra").await);
    for person in [&asha, &chitra] {
        people.add_tag(person, "vip").await.unwrap();
    }
    let edit = roster_model::CompanyEdit {
        name: Some("Acme".to_owned()),
        tags: vec!["vip".to_owned()],
        ..roster_model::CompanyEdit::default()
    };
    companies.create(&edit).await.unwrap();
    let path = format!("{here}/delete");
    let page = browser.open(&path).await;
    assert!(page.text.contains("Delete the tag vip?"), "{page:?}");
    assert!(page.text.contains("taken from 2 people"), "{page:?}");
    assert!(page.text.contains("taken from 1 company"), "{page:?}");
    let form = page.form("Delete").with("confirm", "vip");
    assert_eq!(browser.submit(&path, &form).await.status, 303);
    assert!(people.find(&asha).await.unwrap().tags.is_empty());
    assert_eq!(browser.open(&here).await.status, 404);
}

async fn form_that_is_sent_twice_is_carried_out_once(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let asha = worker(&fixture, "asha").await.to_string();
    for kind in KINDS {
        let path = format!("{}/new", url(kind));
        let form = browser.form(&path, "Save").await.with("name", "vip");
        let first = browser.submit(&path, &form).await;
        let second = browser.submit(&path, &form).await;
        assert_eq!((first.status, &first.location), (303, &second.location), "{second:?}");
        assert_eq!(total(&browser.open(&url(kind)).await), "Total: 1", "{kind}");
        let here = first.location.split('?').next().unwrap();
        let form = browser.open(&format!("{here}?find=ash")).await.form("Add selected");
        let form = form.and("person", &asha);
        let path = format!("{here}/people");
        let first = browser.submit(&path, &form).await;
        assert_eq!(first.location, format!("{here}?done=added&n=1"), "{first:?}");
        assert_eq!(browser.submit(&path, &form).await.location, first.location, "{kind}");
        let form = browser.open(here).await.form("Remove selected").and("person", &asha);
        let path = format!("{here}/people/remove");
        let first = browser.submit(&path, &form).await;
        assert_eq!(browser.submit(&path, &form).await.location, first.location, "{kind}");
        let path = format!("{here}/delete");
        let form = browser.form(&path, "Delete").await.with("confirm", "vip");
        let first = browser.submit(&path, &form).await;
        assert_eq!(browser.submit(&path, &form).await.location, first.location, "{kind}");
    }
}

async fn edits_of_two_users_are_merged(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let asha = worker(&fixture, "asha").await.to_string();
    for (kind, field) in [("companies", "custom_id"), ("lists", "description")] {
        let here = add(&browser, kind, "vip").await;
        let path = format!("{here}/edit");
        let (one, other) = (browser.form(&path, "Save").await, browser.form(&path, "Save").await);
        let third = other.clone();
        let page = browser.submit(&path, &one.with("name", "North")).await;
        assert!(page.location.ends_with("done=saved"), "{page:?}");
        // Another member does not get in the way of the edit.
        let add = browser.open(&format!("{here}?find=ash")).await.form("Add selected");
        browser.submit(&format!("{here}/people"), &add.and("person", &asha)).await;
        let page = browser.submit(&path, &other.with(field, "text")).await;
        assert!(page.location.ends_with("done=merged"), "{page:?}");
        let page = browser.submit(&path, &third.with("name", "South")).await;
        assert_eq!(page.status, 422);
        assert!(page.element("name-error").contains("now: North, yours: South"), "{page:?}");
        let form = browser.form(&path, "Save").await;
        assert_eq!((form.values("name"), form.values(field)), (vec!["North"], vec!["text"]));
    }
}

async fn history_links_to_the_record(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let mut all = Vec::new();
    for kind in KINDS {
        all.push(add(&browser, kind, "vip").await);
    }
    let links = browser.open("/d/demo/history").await.links();
    for here in all {
        assert!(links.contains(&here), "{here}: {links:?}");
        assert_eq!(browser.open(&here).await.status, 200);
    }
}

async fn unknown_records_and_kinds_are_missing(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let olgas = fixture.directory.operator("other").await.unwrap();
    fixture.directory.tags(&olgas).unwrap().create("theirs").await.unwrap();
    let form = browser.form(&format!("{}/new", url("tags")), "Save").await;
    for path in ["tags/1", "tags/x", "tags/99999999999999999999", "companies/1", "lists/1"] {
        for page in ["", "/edit", "/delete"] {
            let path = format!("{}{page}", url(path));
            assert_eq!(browser.open(&path).await.status, 404, "{path}");
        }
        for action in ["/edit", "/delete", "/people", "/people/remove"] {
            let path = format!("{}{action}", url(path));
            let form = form.clone().with("name", "mine").with("person", "1").with("confirm", "x");
            assert_eq!(browser.submit(&path, &form).await.status, 404, "{path}");
        }
    }
    for path in ["groups", "groups/new", "groups/1", ""] {
        assert_eq!(browser.open(&url(path)).await.status, 404, "{path}");
    }
    assert_eq!(browser.open("/d/other/labels/tags").await.status, 403);
    for (query, status) in [("company=1", "company"), ("list=1", "list"), ("list=x", "list")] {
        let page = browser.open(&format!("/d/demo/people?{query}")).await;
        assert!(page.text.contains(&format!("This {status} does not exist.")), "{page:?}");
        assert!(page.text.contains("No results"), "{page:?}");
    }
}

async fn only_editors_with_all_locations_see_the_section(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    for (email, permissions, status) in [
        ("viewer@example.org", ["view_commcare_users", "access_all_locations"], 403),
        ("confined@example.org", ["view_commcare_users", "edit_commcare_users"], 403),
        ("editor@example.org", ["edit_commcare_users", "access_all_locations"], 200),
    ] {
        let permissions = permissions.map(str::to_owned).into();
        let role = roster_model::NewRole { name: email.to_owned(), permissions };
        operator::create_role(&fixture.directory, "demo", role).await.unwrap();
        let password = Some(ADAS_PASSWORD.into());
        let directory = &fixture.directory;
        operator::create_web_user(directory, email, "demo", Some(email), password).await.unwrap();
        let browser = Browser::sign_in(&fixture, email, ADAS_PASSWORD).await;
        for kind in KINDS {
            assert_eq!(browser.open(&url(kind)).await.status, status, "{email}");
            assert_eq!(browser.open(&format!("{}/new", url(kind))).await.status, status);
        }
        let links = browser.open("/d/demo/fields").await.links();
        let links = if status == 200 { browser.open(&url("tags")).await.links() } else { links };
        assert_eq!(links.contains(&url("companies")), status == 200, "{email}: {links:?}");
    }
}
