//! Undoing deletions and changes, and limiting how long values are kept.

use std::time::Duration;

use jiff::SignedDuration;
use roster_model::{
    ChangeFilter, DataEdit, Error, NewGroup, Patch, PersonEdit, PersonRef, SecretString, WorkerEdit,
};
use roster_store::Backend;
use serde_json::json;

use crate::fixture::{Fixture, errors, problem};

roster_testkit::on_both_engines! {
    restored_contact_has_tags_and_companies,
    taken_identities_prevent_a_restore,
    deletion_can_be_undone_for_thirty_days,
    values_are_kept_for_some_days,
    change_is_put_back_unless_the_field_changed_again,
    secrets_are_not_put_back,
    history_names_deleted_records,
    history_has_a_date_range,
}

fn edit(text: &str) -> WorkerEdit {
    WorkerEdit { first_name: Some(text.to_owned()), ..WorkerEdit::default() }
}

async fn restored_contact_has_tags_and_companies(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let people = fixture.directory.people(&fixture.actor).unwrap();
    let company = roster_model::CompanyEdit {
        name: Some("Acme".to_owned()),
        custom_id: Patch::Set("acme".to_owned()),
        ..roster_model::CompanyEdit::default()
    };
    fixture.directory.companies(&fixture.actor).unwrap().create(&company).await.unwrap();
    let new = PersonEdit {
        custom_id: Patch::Set("c-1".to_owned()),
        tags: vec!["vip".to_owned(), "old".to_owned()],
        company: Some("acme".to_owned()),
        ..PersonEdit::default()
    };
    let created = people.create(&new).await.unwrap();
    let contact = PersonRef::Number(created.person.number);
    people.delete(&contact).await.unwrap();
    // A tag that is deleted meanwhile does not come back.
    fixture.directory.tags(&fixture.actor).unwrap().delete(2).await.unwrap();

    let deleted = fixture.directory.deleted_people(&fixture.actor).unwrap();
    let page = deleted.list(0, 10).await.unwrap();
    assert_eq!((page.total, page.items[0].person.clone()), (1, created.person.clone()));
    assert_eq!(page.items[0].deleted_by, "operator");
    deleted.restore(created.person.id.as_str()).await.unwrap();
    assert_eq!(deleted.list(0, 10).await.unwrap().total, 0);
    let restored = people.find(&contact).await.unwrap();
    assert_eq!(restored.person.custom_id.as_deref(), Some("c-1"));
    assert_eq!(restored.person.usercom.tags, [1]);
    assert_eq!(restored.companies[0].name, "Acme");
    // Workers are restored by the route of workers only.
    people.delete(&contact).await.unwrap();
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let result = workers.restore(created.person.id.as_str()).await;
    assert!(matches!(result, Err(Error::NotFound { .. })));
}

async fn taken_identities_prevent_a_restore(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let people = fixture.directory.people(&fixture.actor).unwrap();
    let new = PersonEdit { custom_id: Patch::Set("c-1".to_owned()), ..PersonEdit::default() };
    let first = people.create(&new).await.unwrap().person;
    people.delete(&PersonRef::Number(first.number)).await.unwrap();
    people.create(&new).await.unwrap();
    let deleted = fixture.directory.deleted_people(&fixture.actor).unwrap();
    let fields = errors(deleted.restore(first.id.as_str()).await);
    assert_eq!(fields.len(), 1, "{fields:?}");
    assert_eq!(fields[0].0, "custom_id");
    assert_eq!(deleted.list(0, 10).await.unwrap().total, 1);
}

async fn deletion_can_be_undone_for_thirty_days(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let id = fixture.worker("asha").await;
    let password =
        WorkerEdit { password: Some(SecretString::from("a password")), ..WorkerEdit::default() };
    workers.edit(id.as_str(), password).await.unwrap();
    for days in [29, 29] {
        workers.delete(id.as_str()).await.unwrap();
        fixture.clock.advance(SignedDuration::from_hours(days * 24));
        fixture.directory.purge_history().await.unwrap();
        workers.restore(id.as_str()).await.unwrap();
    }
    workers.delete(id.as_str()).await.unwrap();
    fixture.clock.advance(SignedDuration::from_hours(30 * 24));
    assert!(workers.restore(id.as_str()).await.is_err());
    fixture.directory.purge_history().await.unwrap();
    let deleted = fixture.directory.deleted_people(&fixture.actor).unwrap();
    assert_eq!(deleted.list(0, 10).await.unwrap().total, 0);
    // The username stays taken.
    let new = roster_model::NewWorker {
        username: Some("asha".to_owned()),
        connect_username: Some("asha".to_owned()),
        ..roster_model::NewWorker::default()
    };
    assert_eq!(errors(workers.create(new).await)[0].0, "username");
}

async fn values_are_kept_for_some_days(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let settings = fixture.directory.settings(&fixture.actor).unwrap();
    settings.save(&[("history_days".to_owned(), "10".to_owned())]).await.unwrap();
    let actor = fixture.directory.operator("demo").await.unwrap();
    let id = fixture.worker("asha").await;
    fixture.clock.advance(SignedDuration::from_hours(8 * 24));
    let workers = fixture.directory.workers(&actor).unwrap();
    workers.edit(id.as_str(), edit("Asha")).await.unwrap();
    fixture.clock.advance(SignedDuration::from_hours(3 * 24));
    let shown = async || {
        let log = fixture.directory.changes(&actor).unwrap();
        let changes = log.after(0, 100, Duration::ZERO).await.unwrap().changes;
        changes.iter().map(|it| !it.before.is_empty() || !it.after.is_empty()).collect::<Vec<_>>()
    };
    // The domain, its settings, the worker, and the edit.
    let expected = [false, false, false, true];
    assert_eq!(shown().await, expected);
    fixture.directory.purge_history().await.unwrap();
    settings.save(&[("history_days".to_owned(), "0".to_owned())]).await.unwrap();
    let unlimited = fixture.directory.operator("demo").await.unwrap();
    let log = fixture.directory.changes(&unlimited).unwrap();
    let changes = log.after(0, 4, Duration::ZERO).await.unwrap().changes;
    let kept = changes.iter().map(|it| !it.before.is_empty() || !it.after.is_empty());
    assert_eq!(kept.collect::<Vec<_>>(), expected);
    assert_eq!(changes[3].fields, ["first_name"]);
}

async fn change_is_put_back_unless_the_field_changed_again(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (directory, actor) = (&fixture.directory, &fixture.actor);
    let id = fixture.worker("asha").await;
    let new = |name: &str| NewGroup { name: Some(name.to_owned()), ..NewGroup::default() };
    let groups = directory.groups(actor).unwrap();
    let north = groups.create(new("North")).await.unwrap().id;
    let workers = directory.workers(actor).unwrap();
    let data =
        |value: serde_json::Value| Some(DataEdit::Replace(value.as_object().cloned().unwrap()));
    let first = WorkerEdit {
        groups: Some(vec![north.to_string()]),
        data: data(json!({ "village": "Rampur" })),
        ..edit("Asha")
    };
    workers.edit(id.as_str(), first).await.unwrap();
    let second =
        WorkerEdit { groups: Some(Vec::new()), data: data(json!({ "age": 3 })), ..edit("Wrong") };
    workers.edit(id.as_str(), second).await.unwrap();
    let seq = fixture.seq().await;
    workers.set_active(id.as_str(), false).await.unwrap();

    let person = workers.put_back(seq).await.unwrap().person;
    assert_eq!(person.first_name, "Asha");
    assert_eq!(serde_json::Value::from(person.custom.clone()), json!({ "village": "Rampur" }));
    let worker = person.worker.unwrap();
    assert_eq!(worker.groups, std::slice::from_ref(&north));
    assert!(!worker.active, "later changes of other fields stay");
    assert_eq!(groups.find(north.as_str()).await.unwrap().users, []);
    let log = fixture.log_after(seq + 1).await;
    assert_eq!(log, [format!("person.updated {id}: first_name, user_data, groups")]);

    let fields = errors(workers.put_back(seq).await);
    assert!(fields.iter().any(|(field, ..)| field == "first_name"), "{fields:?}");
    assert!(workers.put_back(seq + 1).await.is_ok(), "the deactivation");
    assert!(matches!(workers.put_back(1).await, Err(Error::NotFound { .. })));
    assert!(matches!(workers.put_back(9_999).await, Err(Error::NotFound { .. })));
    let other = fixture.another_domain().await;
    let elsewhere = directory.workers(&other).unwrap().put_back(seq).await;
    assert!(matches!(elsewhere, Err(Error::NotFound { .. })));
}

async fn secrets_are_not_put_back(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let id = fixture.worker("asha").await;
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let password =
        WorkerEdit { password: Some(SecretString::from("a password")), ..WorkerEdit::default() };
    workers.edit(id.as_str(), password).await.unwrap();
    let problem = problem(workers.put_back(fixture.seq().await).await);
    assert!(problem.to_string().contains("not stored"), "{problem}");
}

async fn history_names_deleted_records(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (directory, actor) = (&fixture.directory, &fixture.actor);
    let id = fixture.worker("asha").await;
    let workers = directory.workers(actor).unwrap();
    workers.edit(id.as_str(), edit("Asha")).await.unwrap();
    let groups = directory.groups(actor).unwrap();
    let new = NewGroup {
        name: Some("North".to_owned()),
        users: Some(vec![id.to_string()]),
        ..NewGroup::default()
    };
    let group = groups.create(new).await.unwrap().id;
    groups.delete(group.as_str()).await.unwrap();
    workers.delete(id.as_str()).await.unwrap();
    let log = directory.changes(actor).unwrap();
    let found = log.latest(&ChangeFilter::default(), None, 50).await.unwrap();
    assert_eq!(found.names.get("group", group.as_str()), Some("North"));
    assert_eq!(found.names.get("person", id.as_str()), Some("Asha"));
    assert!(found.people.is_empty());
}

async fn history_has_a_date_range(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let start = fixture.directory.now();
    for name in ["a", "b", "c"] {
        fixture.clock.advance(SignedDuration::from_hours(24));
        fixture.worker(name).await;
    }
    let day = |days: i64| start + SignedDuration::from_hours(days * 24);
    let filter =
        ChangeFilter { from: Some(day(2)), until: Some(day(3)), ..ChangeFilter::default() };
    let log = fixture.directory.changes(&fixture.actor).unwrap();
    let found = log.latest(&filter, None, 50).await.unwrap();
    let names: Vec<_> = found.changes.into_iter().map(|change| change.username).collect();
    assert_eq!(names, [Some("b@demo.commcarehq.org".to_owned())]);
}
