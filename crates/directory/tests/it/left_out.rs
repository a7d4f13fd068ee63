//! Undoing and putting back when records that the earlier values refer to were deleted meanwhile.

use roster_directory::LeftOut;
use roster_model::{
    Actor, BulkAction, Channel, DataEdit, FieldOptions, Id, NewField, NewGroup, NewProfile,
    NewRole, PersonRef, Problem, RowOutcome, Rule, WorkerEdit,
};
use roster_store::Backend;
use serde_json::{Value, json};

use crate::fixture::{Fixture, errors};

roster_testkit::on_both_engines! {
    undo_leaves_out_deleted_records_and_names_them,
    restored_worker_has_no_references_to_deleted_records,
    what_cannot_be_put_back_is_named,
    present_values_stay_where_nothing_can_be_put_back,
    present_profile_stays_where_the_earlier_one_is_gone,
    values_that_are_put_back_keep_the_rules_of_fields,
    worker_at_a_limit_is_left_out_of_a_bulk_action,
    bulk_action_with_an_unknown_tag_is_rejected,
}

/// The names that were left out, by field.
fn names(left_out: &LeftOut) -> Vec<(&'static str, Vec<String>)> {
    left_out.fields().map(|(field, names)| (field, names.iter().cloned().collect())).collect()
}

async fn group(fixture: &Fixture, name: &str) -> Id {
    let new = NewGroup { name: Some(name.to_owned()), ..NewGroup::default() };
    fixture.directory.groups(&fixture.actor).unwrap().create(new).await.unwrap().id
}

async fn role(fixture: &Fixture, name: &str) -> Id {
    let new = NewRole { name: name.to_owned(), permissions: Vec::new() };
    fixture.directory.roles(&fixture.actor).unwrap().create(new).await.unwrap().id
}

async fn field(fixture: &Fixture, slug: &str, options: FieldOptions) -> i64 {
    let new = NewField { slug: slug.to_owned(), options, ..NewField::default() };
    fixture.directory.fields(&fixture.actor).unwrap().declare(new).await.unwrap().number
}

fn data(value: Value) -> WorkerEdit {
    let Value::Object(data) = value else { panic!("not an object") };
    WorkerEdit { data: Some(DataEdit::Replace(data)), ..WorkerEdit::default() }
}

fn in_groups(groups: &[&Id]) -> WorkerEdit {
    let groups = groups.iter().map(ToString::to_string).collect();
    WorkerEdit { groups: Some(groups), ..WorkerEdit::default() }
}

/// Changes a worker. Returns the number of the change.
async fn change(fixture: &Fixture, id: &Id, edit: WorkerEdit) -> i64 {
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    workers.edit(id.as_str(), edit).await.unwrap();
    fixture.seq().await
}

/// Runs an action on one worker. Returns its number for the undo.
async fn act(fixture: &Fixture, action: BulkAction, id: &Id) -> i64 {
    let actions = fixture.directory.bulk_actions(&fixture.actor).unwrap();
    let mut run = actions.start("Bulk action", action).await.unwrap();
    run.add(&[id.to_string()]).await.unwrap();
    run.number().unwrap()
}

/// The same actor in the console.
fn in_console(fixture: &Fixture) -> Actor {
    Actor { channel: Channel::Console, ..fixture.actor.clone() }
}

async fn undo_leaves_out_deleted_records_and_names_them(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (directory, actor) = (&fixture.directory, &fixture.actor);
    let id = fixture.worker("asha").await;
    let (north, nurse) = (group(&fixture, "North").await, role(&fixture, "Nurse").await);
    let tag = directory.tags(actor).unwrap().create("vip").await.unwrap().number;
    let fields = directory.fields(actor).unwrap();
    let profile = NewProfile {
        name: "Midwife".to_owned(),
        values: [("grade".to_owned(), json!("b"))].into_iter().collect(),
        adds_fields: true,
    };
    let profile = fields.create_profile(profile).await.unwrap().number;
    let cases = [
        (BulkAction::AddTag(tag), BulkAction::RemoveTag(tag), "tags", "vip"),
        (
            BulkAction::JoinGroup(north.clone()),
            BulkAction::LeaveGroup(north.clone()),
            "groups",
            "North",
        ),
        (BulkAction::SetRole(Some("Nurse".to_owned())), BulkAction::SetRole(None), "role", "Nurse"),
        (BulkAction::SetProfile(Some(profile)), BulkAction::SetProfile(None), "profile", "Midwife"),
    ];
    for (give, take, left_field, name) in cases {
        act(&fixture, give, &id).await;
        let number = act(&fixture, take, &id).await;
        match left_field {
            "tags" => directory.tags(actor).unwrap().delete(tag).await.unwrap(),
            "groups" => directory.groups(actor).unwrap().delete(north.as_str()).await.unwrap(),
            "role" => directory.roles(actor).unwrap().delete(nurse.as_str()).await.unwrap(),
            _ => fields.delete_profile(profile).await.unwrap(),
        }
        let undone = directory.imports(actor).unwrap().undo(number, |_| ()).await.unwrap();
        assert_eq!(undone.import.changed, 1);
        assert_eq!(names(&undone.left_out), [(left_field, vec![name.to_owned()])]);
    }
    let workers = directory.workers(actor).unwrap();
    let person = workers.find(id.as_str(), false).await.unwrap().person;
    let worker = person.worker.unwrap();
    assert_eq!((worker.role, worker.profile, worker.groups), (None, None, Vec::new()));
    assert_eq!(person.usercom.tags, Vec::<i64>::new());
}

async fn restored_worker_has_no_references_to_deleted_records(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (directory, actor) = (&fixture.directory, &fixture.actor);
    let id = fixture.worker("asha").await;
    let (north, nurse) = (group(&fixture, "North").await, role(&fixture, "Nurse").await);
    let shift = field(&fixture, "shift", FieldOptions::default()).await;
    let edit = WorkerEdit {
        role: Some(Some("Nurse".to_owned())),
        data: data(json!({ "shift": "night" })).data,
        ..in_groups(&[&north])
    };
    change(&fixture, &id, edit).await;
    directory.workers(actor).unwrap().delete(id.as_str()).await.unwrap();
    directory.groups(actor).unwrap().delete(north.as_str()).await.unwrap();
    directory.roles(actor).unwrap().delete(nurse.as_str()).await.unwrap();
    directory.fields(actor).unwrap().delete(shift).await.unwrap();
    let deleted = directory.deleted_people(actor).unwrap();
    let restored = deleted.restore(id.as_str()).await.unwrap();
    let text = restored.left_out.to_string();
    assert_eq!(text, "groups North; role Nurse; user_data shift");
    assert!(restored.person.custom.is_empty());
    let worker = restored.person.worker.unwrap();
    assert_eq!((worker.groups, worker.role), (Vec::new(), None));
}

async fn what_cannot_be_put_back_is_named(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (directory, actor) = (&fixture.directory, &fixture.actor);
    let workers = directory.workers(actor).unwrap();
    let id = fixture.worker("asha").await;
    let (north, south) = (group(&fixture, "North").await, group(&fixture, "South").await);
    change(&fixture, &id, in_groups(&[&north, &south])).await;
    let left = change(&fixture, &id, in_groups(&[])).await;
    let groups = directory.groups(actor).unwrap();
    groups.delete(north.as_str()).await.unwrap();
    let restored = workers.put_back(left).await.unwrap();
    assert_eq!(restored.person.worker.unwrap().groups, std::slice::from_ref(&south));
    assert_eq!(names(&restored.left_out), [("groups", vec!["North".to_owned()])]);

    let left = change(&fixture, &id, in_groups(&[])).await;
    groups.delete(south.as_str()).await.unwrap();
    let seq = fixture.seq().await;
    let refused = errors(workers.put_back(left).await);
    let problem = Rule::Gone(vec!["South".to_owned()]).into();
    assert_eq!(refused, [("groups".to_owned(), None, problem)]);
    assert_eq!(fixture.seq().await, seq);
}

async fn present_values_stay_where_nothing_can_be_put_back(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (directory, actor) = (&fixture.directory, &fixture.actor);
    let workers = directory.workers(actor).unwrap();
    let id = fixture.worker("asha").await;
    let nurse = role(&fixture, "Nurse").await;
    role(&fixture, "Driver").await;
    let with_role = |name: &str, first_name: &str| WorkerEdit {
        role: Some(Some(name.to_owned())),
        first_name: Some(first_name.to_owned()),
        ..WorkerEdit::default()
    };
    change(&fixture, &id, with_role("Nurse", "Asha")).await;
    let seq = change(&fixture, &id, with_role("Driver", "Wrong")).await;
    directory.roles(actor).unwrap().delete(nurse.as_str()).await.unwrap();
    let restored = workers.put_back(seq).await.unwrap();
    assert_eq!(names(&restored.left_out), [("role", vec!["Nurse".to_owned()])]);
    assert_eq!(restored.person.first_name, "Asha");
    assert_eq!(restored.person.worker.unwrap().role.as_deref(), Some("Driver"));
}

async fn present_profile_stays_where_the_earlier_one_is_gone(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (directory, actor) = (&fixture.directory, &fixture.actor);
    let workers = directory.workers(actor).unwrap();
    let id = fixture.worker("asha").await;
    let fields = directory.fields(actor).unwrap();
    let profile = async |name: &str, key: &str| {
        let values = [(key.to_owned(), json!("b"))].into_iter().collect();
        let new = NewProfile { name: name.to_owned(), values, adds_fields: true };
        fields.create_profile(new).await.unwrap().number
    };
    let (midwife, driver) = (profile("Midwife", "grade").await, profile("Driver", "vehicle").await);
    let with_profile = |number: i64, first_name: &str| WorkerEdit {
        first_name: Some(first_name.to_owned()),
        ..data(json!({ "commcare_profile": number }))
    };
    change(&fixture, &id, with_profile(midwife, "Asha")).await;
    let seq = change(&fixture, &id, with_profile(driver, "Wrong")).await;
    change(&fixture, &id, with_profile(midwife, "Wrong")).await;
    let alone = change(&fixture, &id, with_profile(driver, "Wrong")).await;
    let with_car = data(json!({ "commcare_profile": midwife, "vehicle": "car" }));
    change(&fixture, &id, with_car).await;
    let with_value = change(&fixture, &id, with_profile(driver, "Wrong")).await;
    fields.delete_profile(midwife).await.unwrap();

    let restored = workers.put_back(seq).await.unwrap();
    assert_eq!(names(&restored.left_out), [("profile", vec!["Midwife".to_owned()])]);
    assert_eq!(restored.person.first_name, "Asha");
    assert_eq!(restored.person.worker.unwrap().profile, Some(driver));
    // Nothing would come back.
    let gone = Rule::Gone(vec!["Midwife".to_owned()]).into();
    let refused = errors(workers.put_back(alone).await);
    assert_eq!(refused, [("profile".to_owned(), None, gone)]);
    // The present profile has a value of its own for the key.
    let refused = errors(workers.put_back(with_value).await);
    assert_eq!(refused, [("user_data".to_owned(), None, Problem::ProfileConflict)]);
}

async fn values_that_are_put_back_keep_the_rules_of_fields(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let actor = in_console(&fixture);
    let id = fixture.worker("asha").await;
    let village = field(&fixture, "village", FieldOptions::default()).await;
    change(&fixture, &id, data(json!({ "village": "x" }))).await;
    let renamed = change(&fixture, &id, data(json!({ "village": "Rampur" }))).await;
    let fields = fixture.directory.fields(&fixture.actor).unwrap();
    let options = FieldOptions {
        pattern: Some("[A-Z].+".to_owned()),
        required: true,
        ..FieldOptions::default()
    };
    let edit = roster_model::FieldEdit { options: Some(options), ..Default::default() };
    fields.edit(village, edit).await.unwrap();
    let workers = fixture.directory.workers(&actor).unwrap();
    let refused = errors(workers.put_back(renamed).await);
    let is_of_village =
        |problem: &Problem| matches!(problem, Problem::OfField { slug, .. } if slug == "village");
    assert!(refused.len() == 1 && is_of_village(&refused[0].2), "{refused:?}");

    // A field that was deleted does not come back with its values.
    let removed = change(&fixture, &id, data(json!({ "village": "Sonpur" }))).await;
    let other = field(&fixture, "age", FieldOptions::default()).await;
    change(&fixture, &id, data(json!({ "village": "Sonpur", "age": 3 }))).await;
    let aged = change(&fixture, &id, data(json!({ "village": "Sonpur" }))).await;
    fields.delete(other).await.unwrap();
    let refused = errors(workers.put_back(aged).await);
    assert_eq!(refused[0].0, "user_data");
    assert_eq!(refused[0].2.to_string(), "age does not exist any more");
    let known = fields.schema().await.unwrap().fields;
    assert!(known.iter().all(|field| field.slug != "age"), "{known:?}");
    workers.put_back(removed).await.unwrap();
}

async fn worker_at_a_limit_is_left_out_of_a_bulk_action(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let (directory, actor) = (&fixture.directory, &fixture.actor);
    let (full, free) = (fixture.worker("full").await, fixture.worker("free").await);
    let people = directory.people(actor).unwrap();
    let tags: Vec<String> = (0..100).map(|number| format!("t{number}")).collect();
    people.add_tags(&PersonRef::Number(1), &tags).await.unwrap();
    let tag = directory.tags(actor).unwrap().create("vip").await.unwrap().number;
    let actions = directory.bulk_actions(actor).unwrap();
    let mut run = actions.start("Add tag", BulkAction::AddTag(tag)).await.unwrap();
    let verdicts = run.add(&[full.to_string(), free.to_string()]).await.unwrap();
    let RowOutcome::Refused(reasons) = &verdicts[0].verdict.outcome else { panic!("{verdicts:?}") };
    assert_eq!(reasons[0].problem, Problem::TooManyItems(100));
    assert!(matches!(verdicts[1].verdict.outcome, RowOutcome::Changed(_)), "{verdicts:?}");
}

async fn bulk_action_with_an_unknown_tag_is_rejected(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let id = fixture.worker("asha").await;
    let other = fixture.another_domain().await;
    let foreign = fixture.directory.tags(&other).unwrap().create("theirs").await.unwrap().number;
    let actions = fixture.directory.bulk_actions(&fixture.actor).unwrap();
    for number in [foreign, 999] {
        for action in [BulkAction::AddTag(number), BulkAction::RemoveTag(number)] {
            let refused = errors(actions.start("x", action).await.map(drop));
            assert_eq!(refused[0].0, "tag");
        }
    }
    // A tag that is deleted while the action runs stops it with the reason.
    let tags = fixture.directory.tags(&fixture.actor).unwrap();
    let tag = tags.create("vip").await.unwrap().number;
    let mut run = actions.start("Add tag", BulkAction::AddTag(tag)).await.unwrap();
    tags.delete(tag).await.unwrap();
    assert_eq!(errors(run.add(&[id.to_string()]).await)[0].0, "tag");
}
