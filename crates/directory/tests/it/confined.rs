//! Callers who are confined to locations: the handle of workers keeps them there, whoever asks for it.

use roster_model::{
    Actor, Denial, Error, Id, LocationEdit, NewLocation, NewWorker, Patch, Start, Window,
    WorkerEdit, WorkerFilter, WorkerItem,
};
use roster_store::Backend;

use crate::{location_types::level, world::World};

roster_testkit::on_both_engines! {
    workers_elsewhere_are_not_there,
    nobody_is_moved_beyond_ones_reach,
    what_is_of_the_whole_domain_is_not_for_them,
}

/// `demo` with two places, a worker at each and one nowhere, and somebody confined to the first place.
struct Confined {
    world: World,
    actor: Actor,
    here: Id,
    elsewhere: Id,
    near: Id,
    far: Id,
    nowhere: Id,
}

impl Confined {
    async fn open(place: Backend) -> Self {
        let world = World::open(place).await;
        let levels = world.directory.location_types(&world.actor).unwrap();
        levels.create(level("village", None)).await.unwrap();
        let (here, elsewhere) = (location(&world, "Here").await, location(&world, "There").await);
        let near = worker(&world, "near", &here).await;
        let far = worker(&world, "far", &elsewhere).await;
        let nowhere = world.worker("nowhere").await;
        let actor = Actor { confined_to: Some(vec![here.clone()]), ..world.actor.clone() };
        Self { world, actor, here, elsewhere, near, far, nowhere }
    }
}

async fn location(world: &World, name: &str) -> Id {
    let edit = LocationEdit {
        name: Some(name.to_owned()),
        kind: Some("village".to_owned()),
        ..LocationEdit::default()
    };
    let locations = world.directory.locations(&world.actor).unwrap();
    locations.create(NewLocation { edit, id: None }).await.unwrap().location.id
}

async fn worker(world: &World, name: &str, at: &Id) -> Id {
    let id = world.worker(name).await;
    let workers = world.directory.workers(&world.actor).unwrap();
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

async fn workers_elsewhere_are_not_there(place: Backend) {
    let confined = Confined::open(place).await;
    let world = &confined.world;
    let workers = world.directory.workers(&confined.actor).unwrap();
    let seq = world.seq().await;
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
    assert_eq!(world.seq().await, seq, "nothing has changed");

    let near = confined.near.as_str();
    assert_eq!(workers.find(near, false).await.unwrap().person.id, confined.near);
    workers.edit(near, named("Asha")).await.unwrap();
    workers.set_active(near, false).await.unwrap();
    workers.delete(near).await.unwrap();
}

async fn nobody_is_moved_beyond_ones_reach(place: Backend) {
    let confined = Confined::open(place).await;
    let workers = confined.world.directory.workers(&confined.actor).unwrap();
    let seq = confined.world.seq().await;
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
    assert_eq!(confined.world.seq().await, seq, "nothing has changed");
    workers.create(new("found", move_to(&confined.here))).await.unwrap();
}

async fn what_is_of_the_whole_domain_is_not_for_them(place: Backend) {
    let confined = Confined::open(place).await;
    let (directory, actor) = (&confined.world.directory, &confined.actor);
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
