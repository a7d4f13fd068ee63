//! Writes that are committed with their response.

use jiff::SignedDuration;
use roster_directory::{CommitOutcome, DeferredWrite, Precondition, Revision};
use roster_model::{Error, GroupEdit, IdempotencyConflict, NewGroup};
use roster_store::{Backend, Store};
use roster_testkit::raw_sql;

use crate::world::World;

roster_testkit::on_both_engines! {
    dropped_write_is_rolled_back,
    stored_response_is_returned_for_the_same_key,
    second_write_is_rejected_and_nothing_is_committed,
    precondition_is_compared_with_the_current_revision,
    expired_keys_are_purged_without_new_keys,
}

fn named(name: &str) -> NewGroup {
    NewGroup { name: Some(name.to_owned()), ..NewGroup::default() }
}

/// Begins a request with this digest under the key `k`.
fn request(world: &World, digest: &str) -> Result<DeferredWrite, Error> {
    let key = world.directory.claim_key(&world.actor, "k")?;
    let idempotency = key.for_request(digest.to_owned());
    Ok(world.directory.defer_write(&world.actor, Some(idempotency), None))
}

async fn create(world: &World, request: &DeferredWrite, name: &str) -> Result<(), Error> {
    request.directory().groups(&world.actor)?.create(named(name)).await.map(drop)
}

async fn dropped_write_is_rolled_back(place: Backend) {
    let world = World::open(place).await;
    let dropped = request(&world, "a").unwrap();
    create(&world, &dropped, "North").await.unwrap();
    drop(dropped);
    assert!(world.log_after(0).await.is_empty());

    let retry = request(&world, "a").unwrap();
    assert_eq!(retry.stored_response().await.unwrap(), None);
    create(&world, &retry, "North").await.unwrap();
    let outcome = retry.commit_with_response("response").await.unwrap();
    assert_eq!(outcome, CommitOutcome::Committed);
    assert_eq!(world.log_after(0).await.len(), 1);
}

async fn stored_response_is_returned_for_the_same_key(place: Backend) {
    let world = World::open(place).await;
    let first = request(&world, "a").unwrap();
    let Err(Error::IdempotencyConflict(IdempotencyConflict::InProgress)) =
        request(&world, "a").map(drop)
    else {
        panic!("the key is in use");
    };
    create(&world, &first, "North").await.unwrap();
    first.commit_with_response("response").await.unwrap();

    let retry = request(&world, "a").unwrap();
    assert_eq!(retry.stored_response().await.unwrap().as_deref(), Some("response"));
    // A request that did not look up the response first is rejected when it begins its write.
    let Err(Error::IdempotencyConflict(IdempotencyConflict::Completed)) =
        create(&world, &retry, "South").await
    else {
        panic!("the request was completed before");
    };
    assert_eq!(retry.completed_response().as_deref(), Some("response"));
    drop(retry);
    let other = request(&world, "b").unwrap();
    let Err(Error::IdempotencyConflict(IdempotencyConflict::Mismatch)) =
        other.stored_response().await
    else {
        panic!("the key belongs to another request");
    };
}

async fn second_write_is_rejected_and_nothing_is_committed(place: Backend) {
    let world = World::open(place).await;
    let request = request(&world, "a").unwrap();
    create(&world, &request, "North").await.unwrap();
    let Err(Error::Internal(_)) = create(&world, &request, "South").await else {
        panic!("a second write would wait for the lock of the first");
    };
    let Err(Error::Internal(_)) = request.commit_with_response("response").await else {
        panic!("a handler that ignores the error must not commit half of its writes");
    };
    assert!(world.log_after(0).await.is_empty());
}

async fn precondition_is_compared_with_the_current_revision(place: Backend) {
    let world = World::open(place).await;
    let groups = world.directory.groups(&world.actor).unwrap();
    let group = groups.create(named("North")).await.unwrap();
    let read = Revision::new(&world.actor.domain, &group).as_str().to_owned();
    let rename = async |name: &str, precondition| {
        let request = world.directory.defer_write(&world.actor, None, Some(precondition));
        let edit = GroupEdit { name: Some(name.to_owned()), ..GroupEdit::default() };
        let groups = request.directory().groups(&world.actor)?;
        groups.edit(group.id.as_str(), edit).await?;
        request.commit().await
    };
    rename("South", Precondition::RevisionIn(vec![read.clone()])).await.unwrap();
    let stale = rename("East", Precondition::RevisionIn(vec![read])).await;
    let Err(Error::PreconditionFailed) = stale else {
        panic!("the group has another revision now");
    };
    rename("West", Precondition::Exists).await.unwrap();
    assert_eq!(groups.find(group.id.as_str()).await.unwrap().name, "West");
}

async fn expired_keys_are_purged_without_new_keys(place: Backend) {
    let world = World::open(place.clone()).await;
    world.another_domain().await;
    for number in 0..50 {
        let key = world.directory.claim_key(&world.actor, &format!("k{number}")).unwrap();
        let idempotency = Some(key.for_request("a".to_owned()));
        let request = world.directory.defer_write(&world.actor, idempotency, None);
        request.commit_with_response("response").await.unwrap();
    }
    let stored = async || {
        let mut tx = Store::open(&place).await.unwrap().read().await.unwrap();
        tx.one(raw_sql::COUNT_ANSWERS, &[], |row| row.int(0)).await.unwrap()
    };
    world.clock.advance(SignedDuration::from_hours(24));
    world.directory.purge_idempotency_keys().await.unwrap();
    assert_eq!(stored().await, 50, "keys are stored for 24 hours");
    world.clock.advance(SignedDuration::from_secs(1));
    world.directory.purge_idempotency_keys().await.unwrap();
    assert_eq!(stored().await, 0);
}
