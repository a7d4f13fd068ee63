//! Callers who are confined to locations.

use roster_model::{
    Actor, Denial, Error, Id, LocationEdit, NewLocation, NewWorker, Patch, Start, Window,
    WorkerEdit, WorkerFilter, WorkerItem,
};
use roster_store::Backend;

use crate::{fixture::Fixture, location_types::level};

roster_testkit::on_both_engines! {
    workers_elsewhere_are_not_there,
    worker_cannot_be_moved_to_an_inaccessible_location,
    what_is_of_the_whole_domain_is_not_for_them,
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

async fn workers_elsewhere_are_not_there(backend: Backend) {
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

async fn what_is_of_the_whole_domain_is_not_for_them(backend: Backend) {
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
