//! Filters of the list of people, and actions on the people that they select.

use std::time::Duration;

use roster_directory::Directory;
use roster_model::{Actor, NewGroup, NewProfile, NewWorker, Person, WorkerEdit};
use roster_store::Backend;
use serde_json::json;

use super::browser::{Browser, Page};
use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    tag_is_found_by_name_before_number,
    unknown_tags_and_profiles_are_errors_of_their_inputs,
    unusable_filter_is_an_error_and_selects_no_one,
    worker_in_too_many_groups_is_left_out_with_the_reason,
}

const PEOPLE: &str = "/d/demo/people";
const SELECTED: &str = "/d/demo/people/selected";

async fn operator(fixture: &Fixture) -> Actor {
    fixture.directory.operator("demo").await.unwrap()
}

async fn worker(directory: &Directory, actor: &Actor, name: &str) -> Person {
    let new = NewWorker {
        username: Some(name.to_owned()),
        connect_username: Some(name.to_owned()),
        edit: WorkerEdit { first_name: Some("Asha".to_owned()), ..WorkerEdit::default() },
        ..NewWorker::default()
    };
    directory.workers(actor).unwrap().create(new).await.unwrap().person
}

async fn reload(directory: &Directory, actor: &Actor, person: &Person) -> Person {
    let workers = directory.workers(actor).unwrap();
    workers.find(person.id.as_str(), false).await.unwrap().person
}

/// Submits an action on all results, with the input that its confirmation asks for.
async fn act(browser: &Browser<'_>, action: &str, input: (&str, &str)) -> Page {
    let form = browser.form(PEOPLE, "Apply").await.with("found", "on").with("action", action);
    let confirmation = browser.submit(SELECTED, &form).await;
    assert_eq!(confirmation.status, 200, "{confirmation:?}");
    let button = match action {
        "tag" => "Add a tag to 1 worker",
        "untag" => "Remove a tag from 1 worker",
        _ => "Set the profile of 1 worker",
    };
    browser.submit(SELECTED, &confirmation.form(button).with(input.0, input.1)).await
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

async fn tag_is_found_by_name_before_number(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let (directory, actor) = (&fixture.directory, operator(&fixture).await);
    let person = worker(directory, &actor, "asha").await;
    let tags = directory.tags(&actor).unwrap();
    for (number, name) in [(1, "first"), (2, "3"), (3, "third")] {
        assert_eq!(tags.create(name).await.unwrap().number, number);
    }
    let browser = Browser::admin(&fixture).await;
    for (action, text, expected) in
        [("tag", "3", vec![2]), ("tag", "1", vec![1, 2]), ("untag", "3", vec![1])]
    {
        finished(&browser, &act(&browser, action, ("tag", text)).await).await;
        let mut found = reload(directory, &actor, &person).await.usercom.tags;
        found.sort_unstable();
        assert_eq!(found, expected, "{action} {text}");
    }
    finished(&browser, &act(&browser, "tag", ("tag", "third")).await).await;
    for (text, count) in [("3", 0), ("third", 1), ("first", 1), ("1", 1)] {
        let page = browser.open(&format!("{PEOPLE}?tag={text}")).await;
        assert_eq!(page.text.contains(person.id.as_str()), count == 1, "{text}");
    }
}

async fn unknown_tags_and_profiles_are_errors_of_their_inputs(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let (directory, actor) = (&fixture.directory, operator(&fixture).await);
    let person = worker(directory, &actor, "asha").await;
    let new = NewProfile {
        name: "Midwife".to_owned(),
        values: [("grade".to_owned(), json!("b"))].into_iter().collect(),
        adds_fields: true,
    };
    let number = directory.fields(&actor).unwrap().create_profile(new).await.unwrap().number;
    let browser = Browser::admin(&fixture).await;
    finished(&browser, &act(&browser, "profile", ("profile", "Midwife")).await).await;
    for (action, input, text, expected) in [
        ("tag", "tag", "999", "This tag does not exist."),
        ("untag", "tag", "vip", "This tag does not exist."),
        ("tag", "tag", "", "Choose a tag."),
        ("profile", "profile", "junk", "This profile does not exist."),
        ("profile", "profile", "999", "This profile does not exist."),
    ] {
        let page = act(&browser, action, (input, text)).await;
        assert_eq!(page.status, 422, "{action} {text}");
        assert_eq!(page.element(&format!("{input}-error")), expected);
        let now = reload(directory, &actor, &person).await.worker.unwrap();
        assert_eq!(now.profile, Some(number), "{action} {text}");
    }
    finished(&browser, &act(&browser, "profile", ("profile", "")).await).await;
    finished(&browser, &act(&browser, "profile", ("profile", &number.to_string())).await).await;
    let now = reload(directory, &actor, &person).await.worker.unwrap();
    assert_eq!(now.profile, Some(number));
}

async fn unusable_filter_is_an_error_and_selects_no_one(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let (directory, actor) = (&fixture.directory, operator(&fixture).await);
    let person = worker(directory, &actor, "asha").await;
    let shift = roster_model::NewField { slug: "shift".to_owned(), ..Default::default() };
    directory.fields(&actor).unwrap().declare(shift).await.unwrap();
    let browser = Browser::admin(&fixture).await;
    let form = browser.form(PEOPLE, "Apply").await.with("found", "on").with("action", "archive");
    for (query, input) in [
        ("since=junk", "since"),
        ("changed=junk", ""),
        ("state=junk", "state"),
        ("sort=junk", "sort"),
        ("tag=junk", "tag"),
        ("tag=99", "tag"),
        ("group=junk", "group"),
        ("location=junk", "location"),
        ("role=junk", "role"),
        ("field=junk&value=1", "field"),
        ("field=shift", "value"),
        ("value=1", "field"),
        ("phone=junk", ""),
        ("forms=junk", ""),
        ("q=a+b+c+d+e+f+g+h+i", "q"),
    ] {
        let page = browser.open(&format!("{PEOPLE}?{query}")).await;
        assert_eq!(page.status, 200, "{query}");
        let results = page.text.split("id=\"results\"").nth(1).unwrap();
        assert!(results.contains("role=\"alert\"") && results.contains("No results"), "{query}");
        assert!(!page.text.contains(person.id.as_str()), "{query}");
        assert!(!page.text.contains("Select all"), "{query}");
        if !input.is_empty() {
            assert!(!page.element(&format!("{input}-error")).is_empty(), "{query}");
        }
        let refused = browser.submit(SELECTED, &form.clone().with("back", query)).await;
        assert_eq!(refused.status, 422, "{query}");
        assert!(refused.text.contains("Nothing changed"), "{query}: {refused:?}");
        for page in ["export?format=csv&", "print?"] {
            let status = browser.open(&format!("{PEOPLE}/{page}{query}")).await.status;
            assert!((400..500).contains(&status), "{query}: {status}");
        }
    }
    assert!(reload(directory, &actor, &person).await.worker.unwrap().active);
    let page = browser.open(&format!("{PEOPLE}?since=9999-12-31")).await;
    assert!(page.text.contains("No results") && !page.text.contains("role=\"alert\">"), "{page:?}");
}

async fn worker_in_too_many_groups_is_left_out_with_the_reason(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let (directory, actor) = (&fixture.directory, operator(&fixture).await);
    let full = worker(directory, &actor, "full").await;
    let free = worker(directory, &actor, "free").await;
    let groups = directory.groups(&actor).unwrap();
    let group = |number: u32, users: Vec<String>| NewGroup {
        name: Some(format!("Group {number}")),
        users: Some(users),
        ..NewGroup::default()
    };
    for number in 0..100 {
        groups.create(group(number, vec![full.id.to_string()])).await.unwrap();
    }
    let night = groups.create(group(100, Vec::new())).await.unwrap().id;
    let browser = Browser::admin(&fixture).await;
    let form = browser.form(PEOPLE, "Apply").await.with("action", "join");
    let form = form.with("group", night.as_str());
    let both = form.and("person", full.id.as_str()).and("person", free.id.as_str());
    let page = finished(&browser, &browser.submit(SELECTED, &both).await).await;
    assert!(page.text.to_lowercase().contains("must not have more than 100 items"), "{page:?}");
    assert_eq!(groups.find(night.as_str()).await.unwrap().users, [free.id]);
}
