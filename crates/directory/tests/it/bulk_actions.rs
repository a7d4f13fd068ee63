//! One action on many workers, and undoing it.

use jiff::SignedDuration;
use roster_directory::BulkVerdict;
use roster_model::{
    Actor, BulkAction, Error, Id, LocationEdit, NewGroup, NewLocation, NewLocationType, NewRole,
    Problem, RowOutcome, WorkerEdit,
};
use roster_store::Backend;
use serde_json::json;

use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    an_action_changes_all_workers_and_is_undone,
    passwords_are_reset_and_given_back,
    password_links_of_many_workers_are_created,
    workers_of_no_use_are_left_out_with_a_reason,
    deleted_workers_can_be_restored,
    actions_on_unknown_records_are_rejected,
}

async fn run(
    fixture: &Fixture,
    action: BulkAction,
    ids: &[String],
) -> (Vec<BulkVerdict>, Option<i64>) {
    run_as(fixture, &fixture.actor, action, ids).await
}

async fn run_as(
    fixture: &Fixture,
    actor: &Actor,
    action: BulkAction,
    ids: &[String],
) -> (Vec<BulkVerdict>, Option<i64>) {
    let actions = fixture.directory.bulk_actions(actor).unwrap();
    let mut run = actions.start("Bulk action", action).await.unwrap();
    let verdicts = run.add(ids).await.unwrap();
    (verdicts, run.number())
}

async fn three_workers(backend: Backend) -> (Fixture, Vec<String>) {
    let fixture = Fixture::open(backend).await;
    let mut ids = Vec::new();
    for name in ["ada", "bob", "cleo"] {
        ids.push(fixture.worker(name).await.to_string());
    }
    (fixture, ids)
}

fn changed(verdicts: &[BulkVerdict]) -> usize {
    let is_changed = |it: &&BulkVerdict| matches!(it.verdict.outcome, RowOutcome::Changed(_));
    verdicts.iter().filter(is_changed).count()
}

async fn an_action_changes_all_workers_and_is_undone(backend: Backend) {
    let (fixture, ids) = three_workers(backend).await;
    let directory = &fixture.directory;
    let role = NewRole { name: "Nurse".to_owned(), permissions: Vec::new() };
    directory.roles(&fixture.actor).unwrap().create(role).await.unwrap();
    let new = NewGroup { name: Some("Night".to_owned()), ..NewGroup::default() };
    let group = directory.groups(&fixture.actor).unwrap().create(new).await.unwrap().id;
    let level = NewLocationType { code: Some("site".to_owned()), ..NewLocationType::default() };
    directory.location_types(&fixture.actor).unwrap().create(level).await.unwrap();
    let edit = LocationEdit {
        name: Some("Kaya".to_owned()),
        kind: Some("site".to_owned()),
        ..LocationEdit::default()
    };
    let new = NewLocation { edit, id: None };
    let place = directory.locations(&fixture.actor).unwrap().create(new).await.unwrap();
    let place: Id = place.location.id;
    let tag = directory.tags(&fixture.actor).unwrap().create("vip").await.unwrap().number;
    let field = roster_model::NewField { slug: "shift".to_owned(), ..Default::default() };
    directory.fields(&fixture.actor).unwrap().declare(field).await.unwrap();
    for action in [
        BulkAction::SetActive(false),
        BulkAction::JoinGroup(group),
        BulkAction::SetLocation(Some(place)),
        BulkAction::SetRole(Some("Nurse".to_owned())),
        BulkAction::SetLanguage(Some("fra".to_owned())),
        BulkAction::AddTag(tag),
        BulkAction::SetField { slug: "shift".to_owned(), value: json!("night") },
    ] {
        let before = people(&fixture, &ids).await;
        let (verdicts, number) = run(&fixture, action.clone(), &ids).await;
        assert_eq!(changed(&verdicts), 3, "{action:?}: {verdicts:?}");
        let (again, nothing) = run(&fixture, action, &ids).await;
        assert_eq!((changed(&again), nothing), (0, None));
        let imports = directory.imports(&fixture.actor).unwrap();
        imports.undo(number.unwrap(), |_| ()).await.unwrap();
        assert_eq!(people(&fixture, &ids).await, before);
    }
}

/// The workers without the time of their last change.
async fn people(fixture: &Fixture, ids: &[String]) -> Vec<roster_model::Person> {
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    let mut people = Vec::new();
    for id in ids {
        let person = workers.find(id, false).await.unwrap().person;
        people.push(roster_model::Person { updated_at: person.created_at, ..person });
    }
    people
}

async fn passwords_are_reset_and_given_back(backend: Backend) {
    let (fixture, ids) = three_workers(backend).await;
    let (verdicts, number) = run(&fixture, BulkAction::ResetPassword, &ids).await;
    assert_eq!(verdicts.iter().filter(|verdict| verdict.password.is_some()).count(), 3);
    let log = fixture.log_after(0).await;
    assert_eq!(log.iter().filter(|line| line.ends_with(": password")).count(), 3);
    fixture.directory.imports(&fixture.actor).unwrap().undo(number.unwrap(), |_| ()).await.unwrap();
}

async fn password_links_of_many_workers_are_created(backend: Backend) {
    let (fixture, mut ids) = three_workers(backend).await;
    let directory = &fixture.directory;
    let workers = directory.workers(&fixture.actor).unwrap();
    let edit = WorkerEdit { language: Some(Some("hin".to_owned())), ..WorkerEdit::default() };
    workers.edit(&ids[0], edit).await.unwrap();
    workers.set_active(&ids[1], false).await.unwrap();
    ids.push("missing".to_owned());
    let before = fixture.seq().await;
    let week = SignedDuration::from_hours(7 * 24);
    let (verdicts, number) = run(&fixture, BulkAction::CreatePasswordLink(week), &ids).await;
    assert_eq!((changed(&verdicts), number), (2, None));
    let links: Vec<_> = verdicts.iter().map(|it| it.link.as_ref()).collect();
    assert!(links[1].is_none() && links[3].is_none());
    let link = links[0].unwrap();
    assert_eq!(
        (link.username.as_str(), link.language.as_deref()),
        ("ada@demo.commcarehq.org", Some("hin"),)
    );
    assert_eq!(directory.password_link_holder(&link.token).await.unwrap().id.as_str(), ids[0]);
    let reason = |index: usize| match &verdicts[index].verdict.outcome {
        RowOutcome::Refused(errors) => errors[0].problem.to_string(),
        other => panic!("{other:?}"),
    };
    assert!(reason(1).contains("deactivated"), "{}", reason(1));
    assert_eq!(verdicts[1].verdict.username, "bob@demo.commcarehq.org");
    assert_eq!(reason(3), "this worker does not exist");
    let log = fixture.log_after(before).await;
    assert_eq!(log.iter().filter(|line| line.ends_with(": password_link")).count(), 2, "{log:?}");
    // A newer link replaces it.
    run(&fixture, BulkAction::CreatePasswordLink(week), &ids[..1]).await;
    assert!(directory.password_link_holder(&link.token).await.is_err());
    let actions = directory.bulk_actions(&fixture.actor).unwrap();
    let short = BulkAction::CreatePasswordLink(SignedDuration::from_secs(59));
    let Err(Error::Invalid(errors)) = actions.start("x", short).await else { panic!() };
    assert_eq!(errors[0].field, "expires_in");
}

async fn workers_of_no_use_are_left_out_with_a_reason(backend: Backend) {
    let (fixture, mut ids) = three_workers(backend).await;
    "missing".clone_into(&mut ids[1]);
    let (verdicts, number) =
        run(&fixture, BulkAction::SetLanguage(Some("fra".to_owned())), &ids).await;
    assert_eq!((changed(&verdicts), number.is_some()), (2, true));
    let RowOutcome::Refused(errors) = &verdicts[1].verdict.outcome else { panic!() };
    assert_eq!(errors[0].problem.to_string(), "this worker does not exist");
}

async fn deleted_workers_can_be_restored(backend: Backend) {
    let (fixture, ids) = three_workers(backend).await;
    let (verdicts, number) = run(&fixture, BulkAction::Delete, &ids).await;
    assert_eq!((changed(&verdicts), number), (3, None));
    let deleted = fixture.directory.deleted_people(&fixture.actor).unwrap();
    deleted.restore(&ids[0]).await.unwrap();
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    assert!(workers.find(&ids[0], false).await.is_ok());
    assert!(workers.find(&ids[1], false).await.is_err());
}

async fn actions_on_unknown_records_are_rejected(backend: Backend) {
    let (fixture, _) = three_workers(backend).await;
    let actions = fixture.directory.bulk_actions(&fixture.actor).unwrap();
    let nowhere = || Id::parse("nowhere").unwrap();
    for action in [
        BulkAction::JoinGroup(nowhere()),
        BulkAction::SetLocation(Some(nowhere())),
        BulkAction::SetRole(Some("Nurse".to_owned())),
        BulkAction::SetField { slug: "shift".to_owned(), value: json!("night") },
        BulkAction::SetProfile(Some(9)),
    ] {
        let Err(Error::Invalid(errors)) = actions.start("x", action.clone()).await else {
            panic!("{action:?}")
        };
        assert_ne!(errors[0].problem, Problem::Required);
    }
}
