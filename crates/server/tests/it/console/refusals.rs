//! Forms that cannot be carried out say why, at the input.

use roster_model::{DataEdit, FieldOptions, NewField, NewGroup, NewWorker, PersonRef, WorkerEdit};
use roster_store::Backend;
use serde_json::json;

use super::browser::Browser;
use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    change_that_cannot_be_put_back_says_why,
    tag_beyond_the_limit_has_its_own_message,
    unknown_type_and_repeated_choice_of_a_field_are_refused,
    expiry_that_is_too_late_is_no_wrong_date,
}

async fn change_that_cannot_be_put_back_says_why(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let actor = fixture.directory.operator("demo").await.unwrap();
    let directory = &fixture.directory;
    let fields = directory.fields(&actor).unwrap();
    let new = NewField { slug: "village".to_owned(), ..NewField::default() };
    let village = fields.declare(new).await.unwrap().number;
    let workers = directory.workers(&actor).unwrap();
    let new = NewWorker {
        username: Some("asha".to_owned()),
        connect_username: Some("asha".to_owned()),
        ..NewWorker::default()
    };
    let id = workers.create(new).await.unwrap().person.id;
    let new = |name: &str| NewGroup { name: Some(name.to_owned()), ..NewGroup::default() };
    let groups = directory.groups(&actor).unwrap();
    let north = groups.create(new("North")).await.unwrap().id;
    let south = groups.create(new("South")).await.unwrap().id;
    let browser = Browser::admin(&fixture).await;
    let form = browser.form("/d/demo/groups/new", "Save").await;
    let change = async |edit: WorkerEdit| {
        workers.edit(id.as_str(), edit).await.unwrap();
        let log = directory.changes(&actor).unwrap();
        let latest = log.latest(&roster_model::ChangeFilter::default(), None, 1).await.unwrap();
        latest.changes[0].seq.to_string()
    };
    let put_back = async |seq: &str| {
        browser.submit("/d/demo/history/put-back", &form.clone().with("seq", seq)).await
    };
    let data = |value: serde_json::Value| WorkerEdit {
        data: Some(DataEdit::Replace(value.as_object().cloned().unwrap())),
        ..WorkerEdit::default()
    };
    change(data(json!({ "village": "x" }))).await;
    let seq = change(data(json!({ "village": "Rampur" }))).await;
    let options = FieldOptions { pattern: Some("[A-Z].+".to_owned()), ..FieldOptions::default() };
    let edit = roster_model::FieldEdit { options: Some(options), ..Default::default() };
    fields.edit(village, edit).await.unwrap();
    let page = put_back(&seq).await;
    assert_eq!(page.status, 422, "{page:?}");
    assert!(page.text.contains("Not put back: <bdi>data.village: Does not match"), "{page:?}");

    let in_groups = |ids: &[&roster_model::Id]| WorkerEdit {
        groups: Some(ids.iter().map(ToString::to_string).collect()),
        ..WorkerEdit::default()
    };
    change(in_groups(&[&north, &south])).await;
    let left = change(in_groups(&[])).await;
    groups.delete(north.as_str()).await.unwrap();
    let page = put_back(&left).await;
    assert!(page.location.ends_with("done=put-back&left=groups"), "{page:?}");
    let page = browser.open(&page.location).await;
    let text = "The earlier values are back. Left out, because it no longer exists: groups.";
    assert!(page.text.contains(text), "{page:?}");
    let left = change(in_groups(&[])).await;
    groups.delete(south.as_str()).await.unwrap();
    let page = put_back(&left).await;
    assert!(
        page.text.contains("Not put back: <bdi>groups: South does not exist any more."),
        "{page:?}"
    );
}

async fn tag_beyond_the_limit_has_its_own_message(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let path = "/d/demo/people/new";
    let form = browser.form(path, "Add worker").await.with("username", "asha");
    let page = browser.submit(path, &form).await;
    let person = page.links().into_iter().find(|url| url.contains("/person/")).unwrap();
    let form = browser.form(&person, "Add").await;
    let add = async |name: &str| {
        let path = format!("{}/tags", person.split('?').next().unwrap());
        browser.submit(&path, &form.clone().with("add", name)).await.location
    };
    assert!(add(&"x".repeat(300)).await.contains("done=unchanged"));
    let actor = fixture.directory.operator("demo").await.unwrap();
    let tags: Vec<String> = (0..100).map(|number| format!("t{number}")).collect();
    let people = fixture.directory.people(&actor).unwrap();
    people.add_tags(&PersonRef::Number(1), &tags).await.unwrap();
    let page = browser.open(&add("one more").await).await;
    assert!(page.text.contains("a person can have at most 100 tags"), "{page:?}");
}

async fn unknown_type_and_repeated_choice_of_a_field_are_refused(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let path = "/d/demo/fields";
    let form = browser.form(path, "Add field").await.with("slug", "shift");
    let page = browser.submit(path, &form.clone().with("type", "zzz")).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.element("type-error"), "'zzz' is not one of the allowed values.");
    let repeated = form.clone().with("type", "choice").with("choices", "a\r\nb\r\na");
    let page = browser.submit(path, &repeated).await;
    assert_eq!(page.element("choices-error"), "'a' is listed more than once.");
    let page = browser.submit(path, &repeated.with("choices", "a\r\nb")).await;
    assert_eq!(page.status, 303, "{page:?}");
}

async fn expiry_that_is_too_late_is_no_wrong_date(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let browser = Browser::admin(&fixture).await;
    let path = "/d/demo/keys";
    let form = browser.form(path, "Create API key").await.with("name", "sync");
    for (day, expected) in [("9999-12-31", "is too late"), ("31.12.2027", "is not a date")] {
        let page = browser.submit(path, &form.clone().with("expires", day)).await;
        assert_eq!(page.status, 422);
        assert!(page.element("expires-error").contains(expected), "{page:?}");
    }
}
