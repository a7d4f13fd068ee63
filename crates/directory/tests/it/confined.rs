//! Callers who are confined to locations.

use roster_model::{
    Actor, Denial, Error, Id, LocationEdit, LocationTypeEdit, NewField, NewGroup, NewLocation,
    NewRole, NewWorker, Patch, Permission, Rights, Start, Submission, Window, WorkerEdit,
    WorkerFilter, WorkerItem,
    scim::{UserData, WorkerData},
};
use roster_store::Backend;

use crate::{fixture::Fixture, location_types::level};

roster_testkit::on_both_engines! {
    workers_at_other_locations_are_missing,
    worker_cannot_be_moved_to_an_inaccessible_location,
    domain_wide_operations_are_forbidden,
    only_locations_below_the_own_are_changed,
    location_types_and_fields_are_not_changed,
    activity_is_recorded_for_accessible_workers_only,
    groups_and_roles_of_others_are_not_given,
    deletion_is_undone_with_what_the_caller_may_give,
    earlier_values_are_put_back_if_the_caller_may_give_them,
    scim_user_comes_back_with_what_the_caller_may_give,
    group_has_the_members_at_accessible_locations,
}

/// `demo` with two locations, a worker at each and one at none, and a web user confined to the first.
struct Confined {
    fixture: Fixture,
    actor: Actor,
    here: Id,
    elsewhere: Id,
    near: Id,
    far: Id,
    nowhere: Id,
}

impl Confined {
    async fn open(backend: Backend) -> Self {
        let fixture = Fixture::open(backend).await;
        let levels = fixture.directory.location_types(&fixture.actor).unwrap();
        levels.create(level("village", None)).await.unwrap();
        let (here, elsewhere) =
            (location(&fixture, "Here").await, location(&fixture, "There").await);
        let near = worker(&fixture, "near", &here).await;
        let far = worker(&fixture, "far", &elsewhere).await;
        let nowhere = fixture.worker("nowhere").await;
        let actor = Actor { confined_to: Some(vec![here.clone()]), ..fixture.actor.clone() };
        Self { fixture, actor, here, elsewhere, near, far, nowhere }
    }
}

async fn location(fixture: &Fixture, name: &str) -> Id {
    let edit = LocationEdit {
        name: Some(name.to_owned()),
        kind: Some("village".to_owned()),
        ..LocationEdit::default()
    };
    let locations = fixture.directory.locations(&fixture.actor).unwrap();
    locations.create(NewLocation { edit, id: None }).await.unwrap().location.id
}

async fn worker(fixture: &Fixture, name: &str, at: &Id) -> Id {
    let id = fixture.worker(name).await;
    let workers = fixture.directory.workers(&fixture.actor).unwrap();
    workers.edit(id.as_str(), move_to(at)).await.unwrap();
    id
}

fn move_to(place: &Id) -> WorkerEdit {
    let place = place.to_string();
    WorkerEdit {
        locations: Some(vec![place.clone()]),
        primary_location: Patch::Set(place),
        ..WorkerEdit::default()
    }
}

fn named(name: &str) -> WorkerEdit {
    WorkerEdit { first_name: Some(name.to_owned()), ..WorkerEdit::default() }
}

fn is_missing<T>(outcome: Result<T, Error>) -> bool {
    matches!(outcome.map(drop), Err(Error::NotFound { .. }))
}

fn is_outside<T>(outcome: Result<T, Error>) -> bool {
    matches!(outcome.map(drop), Err(Error::Forbidden(Denial::OutsideLocations)))
}

async fn workers_at_other_locations_are_missing(backend: Backend) {
    let confined = Confined::open(backend).await;
    let fixture = &confined.fixture;
    let workers = fixture.directory.workers(&confined.actor).unwrap();
    let seq = fixture.seq().await;
    for id in [&confined.far, &confined.nowhere] {
        assert!(is_missing(workers.find(id.as_str(), false).await));
        assert!(is_missing(workers.edit(id.as_str(), named("Zoe")).await));
        let password = WorkerEdit { password: Some("another".into()), ..WorkerEdit::default() };
        assert!(is_missing(workers.edit(id.as_str(), password).await));
        assert!(is_missing(workers.delete(id.as_str()).await));
        assert!(is_outside(workers.set_active(id.as_str(), false).await));
        assert!(is_outside(workers.set_all_active(&[id.to_string()], false).await));
        let item = WorkerItem::Edit { id: id.to_string(), edit: named("Zoe") };
        let verdicts = workers.write_many(vec![item], false).await.unwrap();
        assert!(is_missing(verdicts.rows.into_iter().next().unwrap()));
    }
    assert_eq!(fixture.seq().await, seq, "nothing has changed");

    let near = confined.near.as_str();
    assert_eq!(workers.find(near, false).await.unwrap().person.id, confined.near);
    workers.edit(near, named("Asha")).await.unwrap();
    workers.set_active(near, false).await.unwrap();
    workers.delete(near).await.unwrap();
}

async fn worker_cannot_be_moved_to_an_inaccessible_location(backend: Backend) {
    let confined = Confined::open(backend).await;
    let workers = confined.fixture.directory.workers(&confined.actor).unwrap();
    let seq = confined.fixture.seq().await;
    let nowhere = WorkerEdit { locations: Some(Vec::new()), ..WorkerEdit::default() };
    for edit in [move_to(&confined.elsewhere), nowhere] {
        assert!(is_outside(workers.edit(confined.near.as_str(), edit).await));
    }
    let new = |name: &str, edit| NewWorker {
        username: Some(name.to_owned()),
        connect_username: Some(name.to_owned()),
        edit,
        ..NewWorker::default()
    };
    assert!(is_outside(workers.create(new("lost", WorkerEdit::default())).await));
    assert!(is_outside(workers.create(new("lost", move_to(&confined.elsewhere))).await));
    assert_eq!(confined.fixture.seq().await, seq, "nothing has changed");
    workers.create(new("found", move_to(&confined.here))).await.unwrap();
}

async fn domain_wide_operations_are_forbidden(backend: Backend) {
    let confined = Confined::open(backend).await;
    let (directory, actor) = (&confined.fixture.directory, &confined.actor);
    let missing = |outcome: Result<(), Error>| {
        let Err(Error::Forbidden(denial)) = outcome else { panic!("let in") };
        assert_eq!(denial, Denial::PermissionMissing("access_all_locations"));
    };
    let workers = directory.workers(actor).unwrap();
    let first = Window { limit: 10, start: Start::Offset(0) };
    missing(workers.list(&WorkerFilter::default(), &first, false).await.map(drop));
    missing(workers.export().await.map(drop));
    missing(directory.changes(actor).map(drop));
    missing(directory.usernames(actor).map(drop));
    missing(directory.bulk_users(actor).map(drop));
    missing(directory.groups(actor).map(drop));
    assert!(is_outside(directory.imports(actor)));
}

/// A village with two hamlets below it, and one elsewhere.
async fn hamlets(confined: &Confined) -> [Id; 3] {
    let directory = &confined.fixture.directory;
    let levels = directory.location_types(&confined.fixture.actor).unwrap();
    levels.create(level("hamlet", Some("village"))).await.unwrap();
    let locations = directory.locations(&confined.fixture.actor).unwrap();
    let create = async |name: &str, parent: &Id| {
        locations.create(hamlet(name, Some(parent))).await.unwrap().location.id
    };
    [
        create("East", &confined.here).await,
        create("West", &confined.here).await,
        create("Far", &confined.elsewhere).await,
    ]
}

fn hamlet(name: &str, parent: Option<&Id>) -> NewLocation {
    let edit = LocationEdit {
        name: Some(name.to_owned()),
        kind: Some(if parent.is_some() { "hamlet" } else { "village" }.to_owned()),
        parent: parent.map_or(Patch::Keep, |parent| Patch::Set(parent.to_string())),
        ..LocationEdit::default()
    };
    NewLocation { edit, id: None }
}

async fn only_locations_below_the_own_are_changed(backend: Backend) {
    let confined = Confined::open(backend).await;
    let [east, west, far] = hamlets(&confined).await;
    let locations = confined.fixture.directory.locations(&confined.actor).unwrap();
    let seq = confined.fixture.seq().await;
    let rename =
        |name: &str| LocationEdit { name: Some(name.to_owned()), ..LocationEdit::default() };
    let to = |parent: &Id| LocationEdit {
        parent: Patch::Set(parent.to_string()),
        ..LocationEdit::default()
    };
    for id in [&confined.here, &confined.elsewhere, &far] {
        assert!(is_outside(locations.edit(id.as_str(), rename("Mine")).await), "{id}");
        let item = (Some(id.to_string()), rename("Mine"));
        assert!(is_outside(locations.upsert_many(vec![item]).await), "{id}");
    }
    assert!(is_outside(locations.edit(east.as_str(), to(&confined.elsewhere)).await));
    assert!(is_outside(locations.edit(far.as_str(), to(&confined.here)).await));
    assert!(is_outside(locations.create(hamlet("Top", None)).await));
    assert!(is_outside(locations.create(hamlet("New", Some(&confined.elsewhere))).await));
    let many = vec![
        (None, hamlet("New", Some(&confined.here)).edit),
        (None, hamlet("New", Some(&confined.elsewhere)).edit),
    ];
    assert!(is_outside(locations.upsert_many(many).await));
    assert_eq!(confined.fixture.seq().await, seq, "nothing has changed");

    locations.edit(west.as_str(), rename("Western")).await.unwrap();
    locations.create(hamlet("New", Some(&confined.here))).await.unwrap();
}

async fn location_types_and_fields_are_not_changed(backend: Backend) {
    let confined = Confined::open(backend).await;
    let (directory, actor) = (&confined.fixture.directory, &confined.actor);
    let missing = |outcome: Result<(), Error>| {
        let Err(Error::Forbidden(denial)) = outcome else { panic!("let in") };
        assert_eq!(denial, Denial::PermissionMissing("access_all_locations"));
    };
    let types = directory.location_types(actor).unwrap();
    missing(types.create(level("country", None)).await.map(drop));
    let number = types.all().await.unwrap()[0].number;
    let rename = LocationTypeEdit { name: Some("Town".to_owned()), ..LocationTypeEdit::default() };
    missing(types.edit(number, rename).await.map(drop));
    let fields = directory.fields(actor).unwrap();
    let field = NewField { slug: "size".to_owned(), ..NewField::default() };
    missing(fields.declare(field).await.map(drop));
    missing(fields.delete_profile(1).await.map(drop));
}

async fn activity_is_recorded_for_accessible_workers_only(backend: Backend) {
    let confined = Confined::open(backend).await;
    let activity = confined.fixture.directory.activity(&confined.actor).unwrap();
    let form = |worker: &Id| Submission {
        instance_id: format!("form of {worker}"),
        user_id: worker.to_string(),
        received_on: None,
        completed_on: None,
    };
    for elsewhere in [&confined.far, &confined.nowhere] {
        let outcome = activity.record(vec![form(&confined.near), form(elsewhere)]).await;
        let Err(Error::Invalid(errors)) = outcome else { panic!("recorded") };
        assert_eq!((errors[0].index, errors[0].problem.code()), (Some(1), "user_unknown"));
    }
    assert_eq!(activity.record(vec![form(&confined.near)]).await.unwrap(), (1, 0));
}

/// Creates a group and the roles `Weak` and `Strong`. Returns the id of the group, and the confined actor
/// with the permissions of `Weak`, but not of `Strong`.
async fn group_and_roles(confined: &Confined) -> (Id, Actor) {
    let fixture = &confined.fixture;
    let new = NewGroup { name: Some("North".to_owned()), ..NewGroup::default() };
    let group = fixture.directory.groups(&fixture.actor).unwrap().create(new).await.unwrap().id;
    for (name, permission) in [("Weak", "access_api"), ("Strong", "edit_domain")] {
        let permissions = vec![permission.to_owned()];
        let role = NewRole { name: name.to_owned(), permissions };
        fixture.directory.roles(&fixture.actor).unwrap().create(role).await.unwrap();
    }
    let held = [Permission::ACCESS_API, Permission::EDIT_COMMCARE_USERS];
    (group, Actor { rights: Rights::Some(held.into()), ..confined.actor.clone() })
}

fn with_group(group: &Id) -> WorkerEdit {
    WorkerEdit { groups: Some(vec![group.to_string()]), ..named("Asha") }
}

fn with_role(role: &str) -> WorkerEdit {
    WorkerEdit { role: Some(Some(role.to_owned())), ..named("Asha") }
}

fn no_groups() -> WorkerEdit {
    WorkerEdit { groups: Some(Vec::new()), ..named("Asha") }
}

fn needs_all<T>(outcome: Result<T, Error>) {
    let denial = Denial::PermissionMissing("access_all_locations");
    let outcome = outcome.map(drop);
    assert!(matches!(&outcome, Err(Error::Forbidden(found)) if *found == denial), "{outcome:?}");
}

fn role_unknown<T>(outcome: Result<T, Error>) {
    let Err(Error::Invalid(errors)) = outcome.map(drop) else { panic!("given") };
    assert_eq!((errors[0].field.as_str(), errors[0].problem.code()), ("role", "role_unknown"));
}

async fn groups_and_roles_of_others_are_not_given(backend: Backend) {
    let confined = Confined::open(backend).await;
    let (fixture, near) = (&confined.fixture, confined.near.as_str());
    let (group, actor) = group_and_roles(&confined).await;
    let workers = fixture.directory.workers(&actor).unwrap();
    let new = |edit: WorkerEdit| NewWorker {
        username: Some("new".to_owned()),
        connect_username: Some("new".to_owned()),
        edit: WorkerEdit {
            locations: Some(vec![confined.here.to_string()]),
            primary_location: Patch::Set(confined.here.to_string()),
            ..edit
        },
        ..NewWorker::default()
    };
    needs_all(workers.edit(near, with_group(&group)).await);
    needs_all(workers.create(new(with_group(&group))).await);
    role_unknown(workers.edit(near, with_role("Strong")).await);
    role_unknown(workers.create(new(with_role("Strong"))).await);
    workers.edit(near, with_role("Weak")).await.unwrap();

    // What a worker has already may stay, but not be taken away.
    let all = fixture.directory.workers(&fixture.actor).unwrap();
    all.edit(near, with_group(&group)).await.unwrap();
    all.edit(near, with_role("Strong")).await.unwrap();
    workers.edit(near, with_group(&group)).await.unwrap();
    workers.edit(near, with_role("Strong")).await.unwrap();
    needs_all(workers.edit(near, no_groups()).await);
    role_unknown(workers.edit(near, with_role("Weak")).await);
}

async fn deletion_is_undone_with_what_the_caller_may_give(backend: Backend) {
    let confined = Confined::open(backend).await;
    let fixture = &confined.fixture;
    let (near, far, nowhere) =
        (confined.near.as_str(), confined.far.as_str(), confined.nowhere.as_str());
    let (group, actor) = group_and_roles(&confined).await;
    let workers = fixture.directory.workers(&actor).unwrap();
    let all = fixture.directory.workers(&fixture.actor).unwrap();
    let both = WorkerEdit {
        locations: Some(vec![confined.here.to_string(), confined.elsewhere.to_string()]),
        ..WorkerEdit::default()
    };
    for id in [far, nowhere] {
        all.delete(id).await.unwrap();
        assert!(is_missing(workers.restore(id).await));
    }
    all.edit(near, both).await.unwrap();
    all.delete(near).await.unwrap();
    assert!(is_missing(workers.restore(near).await));
    all.restore(near).await.unwrap();
    all.edit(near, move_to(&confined.here)).await.unwrap();

    all.edit(near, with_group(&group)).await.unwrap();
    workers.delete(near).await.unwrap();
    let seq = fixture.seq().await;
    needs_all(workers.restore(near).await);
    assert_eq!(fixture.seq().await, seq, "nothing has changed");
    all.restore(near).await.unwrap();
    all.edit(near, no_groups()).await.unwrap();

    all.edit(near, with_role("Strong")).await.unwrap();
    workers.delete(near).await.unwrap();
    role_unknown(workers.restore(near).await);
    all.restore(near).await.unwrap();
    all.edit(near, with_role("Weak")).await.unwrap();
    workers.delete(near).await.unwrap();
    workers.restore(near).await.unwrap();
    // A group that is gone is not given.
    all.edit(near, with_group(&group)).await.unwrap();
    workers.delete(near).await.unwrap();
    fixture.directory.groups(&fixture.actor).unwrap().delete(group.as_str()).await.unwrap();
    workers.restore(near).await.unwrap();
}

async fn earlier_values_are_put_back_if_the_caller_may_give_them(backend: Backend) {
    let confined = Confined::open(backend).await;
    let (fixture, near) = (&confined.fixture, confined.near.as_str());
    let (group, actor) = group_and_roles(&confined).await;
    let workers = fixture.directory.workers(&actor).unwrap();
    let all = fixture.directory.workers(&fixture.actor).unwrap();
    let change = async |edit: WorkerEdit| {
        all.edit(near, edit).await.unwrap();
        fixture.seq().await
    };
    // The worker had the group, the role and the other location before.
    change(with_group(&group)).await;
    needs_all(workers.put_back(change(no_groups()).await).await);
    change(with_role("Strong")).await;
    role_unknown(workers.put_back(change(with_role("Weak")).await).await);
    change(move_to(&confined.elsewhere)).await;
    assert!(is_outside(workers.put_back(change(move_to(&confined.here)).await).await));
    let renamed = change(named("Zoe")).await;
    assert_eq!(workers.put_back(renamed).await.unwrap().person.first_name, "Asha");
}

async fn scim_user_comes_back_with_what_the_caller_may_give(backend: Backend) {
    let confined = Confined::open(backend).await;
    let fixture = &confined.fixture;
    let (group, actor) = group_and_roles(&confined).await;
    let all = fixture.directory.workers(&fixture.actor).unwrap();
    all.edit(confined.near.as_str(), with_group(&group)).await.unwrap();
    for id in [&confined.near, &confined.far] {
        let mut write = fixture.directory.scim_write(&fixture.actor).await.unwrap();
        let user = write.user(id.as_str()).await.unwrap();
        write.delete_user(user).await.unwrap();
        write.commit().await.unwrap();
    }
    let here = WorkerData {
        locations: vec![confined.here.to_string()],
        primary_location: Some(confined.here.to_string()),
        ..WorkerData::default()
    };
    let data = |name: &str| UserData {
        user_name: name.to_owned(),
        worker: Some(here.clone()),
        ..UserData::default()
    };
    let mut write = fixture.directory.scim_write(&actor).await.unwrap();
    needs_all(write.create_user(&data("near"), None).await);
    // A worker elsewhere looks missing: the caller gets another one, not that of the other location.
    let created = write.create_user(&data("far"), None).await.unwrap().person;
    assert_ne!(created.id, confined.far);
    drop(write);
    let mut write = fixture.directory.scim_write(&fixture.actor).await.unwrap();
    assert_eq!(write.create_user(&data("far"), None).await.unwrap().person.id, confined.far);
    assert_eq!(write.create_user(&data("near"), None).await.unwrap().person.id, confined.near);
}

async fn group_has_the_members_at_accessible_locations(backend: Backend) {
    let confined = Confined::open(backend).await;
    let fixture = &confined.fixture;
    let users = [&confined.near, &confined.far].map(ToString::to_string);
    let new = NewGroup {
        name: Some("Night".to_owned()),
        users: Some(users.to_vec()),
        ..NewGroup::default()
    };
    let group = fixture.directory.groups(&fixture.actor).unwrap().create(new).await.unwrap().id;
    for (actor, members) in [(&fixture.actor, 2), (&confined.actor, 1)] {
        let groups = fixture.directory.group_summaries(actor).unwrap();
        assert_eq!(groups.find(group.as_str()).await.unwrap().members, members);
        assert_eq!(groups.list("", 0, 10).await.unwrap().items[0].members, members);
    }
}
