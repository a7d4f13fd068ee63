//! The change log has the values of the changed fields, and its times never go back.

use std::time::Duration;

use jiff::SignedDuration;
use roster_directory::Clock as _;
use roster_model::{
    Change, CustomData, DataEdit, Email, GroupEdit, LocationEdit, NewGroup, NewLocation,
    NewLocationType, NewRole, NewWorker, Patch, PersonEdit, PhoneEdit, SecretString, WorkerEdit,
    WorkerItem,
};
use roster_store::Backend;
use serde_json::{Value, json};

use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    edit_of_a_worker_has_both_values_of_each_changed_field,
    new_and_deleted_people_have_all_their_values,
    contact_is_named_by_the_email_address,
    other_records_have_values,
    large_group_has_only_the_members_that_changed,
    times_never_go_back,
}

async fn after(fixture: &Fixture, seq: i64) -> Vec<Change> {
    let changes = fixture.directory.changes(&fixture.actor).unwrap();
    changes.after(seq, 10_000, Duration::ZERO).await.unwrap().changes
}

async fn last(fixture: &Fixture) -> Change {
    after(fixture, 0).await.pop().unwrap()
}

fn values(change: &Change) -> (Value, Value) {
    (change.before.clone().into(), change.after.clone().into())
}

fn data(value: &Value) -> CustomData {
    value.as_object().unwrap().clone()
}

async fn edit_of_a_worker_has_both_values_of_each_changed_field(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let id = fixture.worker("asha").await;
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let edit = WorkerEdit {
        first_name: Some("Asha".to_owned()),
        email: Some(Email::parse("asha@example.org").unwrap()),
        password: Some(SecretString::from("a secret password")),
        phones: vec![PhoneEdit::Default(roster_model::Phone::parse("600100200").unwrap())],
        data: Some(DataEdit::Merge(data(&json!({ "village": "Rampur", "age": 31 })))),
        ..WorkerEdit::default()
    };
    workers.edit(id.as_str(), edit).await.unwrap();
    let change = last(&fixture).await;
    let fields = ["first_name", "email", "phone_numbers", "user_data", "password"];
    assert_eq!(change.fields, fields);
    let expected = json!({
        "first_name": "Asha", "email": "asha@example.org", "phone_numbers": ["600100200"],
        "user_data": { "village": "Rampur", "age": 31 },
    });
    let before = json!({ "first_name": "", "phone_numbers": [], "user_data": {} });
    assert_eq!(values(&change), (before, expected));
    assert_eq!(change.username.as_deref(), Some("asha@demo.commcarehq.org"));

    let edit = WorkerEdit {
        email: Some(None),
        data: Some(DataEdit::Replace(data(&json!({ "village": "Sonpur" })))),
        ..WorkerEdit::default()
    };
    workers.edit(id.as_str(), edit).await.unwrap();
    let change = last(&fixture).await;
    assert_eq!(change.before["user_data"], json!({ "village": "Rampur", "age": 31 }));
    assert_eq!(change.after["user_data"], json!({ "village": "Sonpur" }));
    assert_eq!(change.before["email"], "asha@example.org");
    assert!(!change.after.contains_key("email"));
}

async fn new_and_deleted_people_have_all_their_values(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let id = fixture.worker("asha").await;
    let created = last(&fixture).await;
    assert!(created.before.is_empty() && created.fields.is_empty());
    assert_eq!(created.after["username"], "asha@demo.commcarehq.org");
    assert_eq!(created.after["id"], id.as_str());
    assert_eq!(created.after["is_active"], true);
    assert!(!created.after.contains_key("email"));

    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    workers.delete(id.as_str()).await.unwrap();
    let deleted = last(&fixture).await;
    assert_eq!(deleted.kind, "person.deleted");
    assert_eq!(deleted.before, created.after);
    assert!(deleted.after.is_empty());
    assert_eq!(deleted.username, created.username);
}

async fn contact_is_named_by_the_email_address(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let people = fixture.directory.people(&fixture.actor).unwrap();
    let email = |text: &str| Patch::Set(Email::parse(text).unwrap().unwrap());
    let new = PersonEdit { email: email("bo@example.org"), ..PersonEdit::default() };
    let number = people.create(&new).await.unwrap().person.number;
    assert_eq!(last(&fixture).await.username.as_deref(), Some("bo@example.org"));
    let edit = PersonEdit {
        email: email("new@example.org"),
        tags: vec!["vip".to_owned()],
        score: Some(7),
        ..PersonEdit::default()
    };
    people.edit(&roster_model::PersonRef::Number(number), &edit).await.unwrap();
    let change = last(&fixture).await;
    assert_eq!(change.username.as_deref(), Some("new@example.org"));
    let before = json!({ "email": "bo@example.org", "score": 0, "tags": [] });
    let after = json!({ "email": "new@example.org", "score": 7, "tags": [1] });
    assert_eq!(values(&change), (before, after));
}

async fn other_records_have_values(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (directory, actor) = (&fixture.directory, &fixture.actor);
    let worker = fixture.worker("asha").await;

    let groups = directory.groups(actor).unwrap();
    let new = NewGroup { name: Some("North".to_owned()), ..NewGroup::default() };
    let group = groups.create(new).await.unwrap();
    let edit = GroupEdit {
        name: Some("South".to_owned()),
        users: Some(vec![worker.to_string()]),
        ..GroupEdit::default()
    };
    let seq = fixture.seq().await;
    groups.edit(group.id.as_str(), edit).await.unwrap();
    let changes = after(&fixture, seq).await;
    let before = json!({ "name": "North", "users": [] });
    let expected = json!({ "name": "South", "users": [worker.as_str()] });
    assert_eq!(values(&changes[0]), (before, expected));
    let joined = (json!({ "groups": [] }), json!({ "groups": [group.id.as_str()] }));
    assert_eq!(values(&changes[1]), joined);

    let level = |code: &str, parent: Option<&str>| NewLocationType {
        code: Some(code.to_owned()),
        parent: parent.map(str::to_owned),
        ..NewLocationType::default()
    };
    let types = directory.location_types(actor).unwrap();
    types.create(level("state", None)).await.unwrap();
    types.create(level("district", Some("state"))).await.unwrap();
    assert_eq!(last(&fixture).await.after["parent"], "state");
    let edit = LocationEdit {
        name: Some("Goa".to_owned()),
        kind: Some("state".to_owned()),
        ..LocationEdit::default()
    };
    let locations = directory.locations(actor).unwrap();
    locations.create(NewLocation { edit, id: None }).await.unwrap();
    assert_eq!(last(&fixture).await.after["location_type_code"], "state");

    let role = |permission: &str| NewRole {
        name: "Reader".to_owned(),
        permissions: vec![permission.to_owned()],
    };
    let roles = directory.roles(actor).unwrap();
    let id = roles.create(role("access_api")).await.unwrap().id;
    roles.edit(id.as_str(), role("edit_data")).await.unwrap();
    let before = json!({ "permissions": ["access_api"] });
    let expected = json!({ "permissions": ["edit_data"] });
    assert_eq!(values(&last(&fixture).await), (before, expected));

    let settings = directory.settings(actor).unwrap();
    settings.save(&[("rate_limit".to_owned(), "60".to_owned())]).await.unwrap();
    let expected = (json!({ "rate_limit": 0 }), json!({ "rate_limit": 60 }));
    assert_eq!(values(&last(&fixture).await), expected);
}

async fn large_group_has_only_the_members_that_changed(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let groups = fixture.directory.groups(&fixture.actor).unwrap();
    let mut users = Vec::new();
    let new = |number: usize| NewWorker {
        username: Some(format!("w{number}")),
        connect_username: Some("w".to_owned()),
        ..NewWorker::default()
    };
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let items = (0..1_001).map(|number| WorkerItem::Create(new(number))).collect();
    for row in workers.write_many(items, true).await.unwrap().rows {
        users.push(row.unwrap().to_string());
    }
    let new = NewGroup {
        name: Some("All".to_owned()),
        users: Some(users.clone()),
        ..NewGroup::default()
    };
    let group = groups.create(new).await.unwrap();
    let seq = fixture.seq().await;
    groups.remove_members(group.id.as_str(), &users[..1]).await.unwrap();
    let change = after(&fixture, seq).await.swap_remove(0);
    assert_eq!(values(&change), (json!({ "users": users[..1] }), json!({ "users": [] })));
}

async fn times_never_go_back(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let mut times = vec![last(&fixture).await.at];
    for hours in [1, -3, 0, 1, -30] {
        fixture.clock.advance(SignedDuration::from_hours(hours));
        fixture.worker(&format!("w{}", times.len())).await;
        times.push(last(&fixture).await.at);
    }
    assert!(times.is_sorted_by(|a, b| a < b), "{times:?}");
    assert!(times[5] > fixture.clock.now());
}
