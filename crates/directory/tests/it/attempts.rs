//! Changes that are held until they are settled.

use jiff::SignedDuration;
use roster_directory::{Attempt, Condition, Revision};
use roster_model::{Error, GroupEdit, IdempotencyConflict, NewGroup};
use roster_store::{Backend, Store};
use roster_testkit::behind;

use crate::world::World;

roster_testkit::on_both_engines! {
    what_is_not_settled_leaves_no_trace,
    what_is_settled_is_known_again,
    an_attempt_is_one_change,
    a_condition_is_judged_by_what_is_there,
    old_answers_go_even_if_no_new_ones_come,
}

fn named(name: &str) -> NewGroup {
    NewGroup { name: Some(name.to_owned()), ..NewGroup::default() }
}

/// An attempt at a request that says `what`, under the key `k`.
fn attempt(world: &World, what: &str) -> Result<Attempt, Error> {
    let claim = world.directory.claim(&world.actor, "k")?;
    Ok(world.directory.attempt(&world.actor, Some(claim.for_request(what.to_owned())), None))
}

async fn make(world: &World, attempt: &Attempt, name: &str) -> Result<(), Error> {
    attempt.directory().groups(&world.actor)?.create(named(name)).await.map(drop)
}

async fn what_is_not_settled_leaves_no_trace(place: Backend) {
    let world = World::open(place).await;
    let given_up = attempt(&world, "a").unwrap();
    make(&world, &given_up, "North").await.unwrap();
    drop(given_up);
    assert!(world.log_after(0).await.is_empty());

    let again = attempt(&world, "a").unwrap();
    assert_eq!(again.recall().await.unwrap(), None);
    make(&world, &again, "North").await.unwrap();
    assert_eq!(again.settle("answer").await.unwrap(), None);
    assert_eq!(world.log_after(0).await.len(), 1);
}

async fn what_is_settled_is_known_again(place: Backend) {
    let world = World::open(place).await;
    let first = attempt(&world, "a").unwrap();
    let Err(Error::IdempotencyConflict(IdempotencyConflict::InProgress)) =
        attempt(&world, "a").map(drop)
    else {
        panic!("the key is claimed");
    };
    make(&world, &first, "North").await.unwrap();
    first.settle("answer").await.unwrap();

    let again = attempt(&world, "a").unwrap();
    assert_eq!(again.recall().await.unwrap().as_deref(), Some("answer"));
    // Somebody who does not ask first is told by the change itself.
    let Err(Error::IdempotencyConflict(IdempotencyConflict::Completed)) =
        make(&world, &again, "South").await
    else {
        panic!("it was answered already");
    };
    assert_eq!(again.found().as_deref(), Some("answer"));
    drop(again);
    let other = attempt(&world, "b").unwrap();
    let Err(Error::IdempotencyConflict(IdempotencyConflict::Mismatch)) = other.recall().await
    else {
        panic!("the key was used for another request");
    };
}

async fn an_attempt_is_one_change(place: Backend) {
    let world = World::open(place).await;
    let attempt = attempt(&world, "a").unwrap();
    make(&world, &attempt, "North").await.unwrap();
    let Err(Error::Internal(_)) = make(&world, &attempt, "South").await else {
        panic!("a second change would wait for the first");
    };
}

async fn a_condition_is_judged_by_what_is_there(place: Backend) {
    let world = World::open(place).await;
    let groups = world.directory.groups(&world.actor).unwrap();
    let group = groups.create(named("North")).await.unwrap();
    let seen = Revision::of(&world.actor.domain, &group).as_str().to_owned();
    let rename = async |name: &str, condition| {
        let attempt = world.directory.attempt(&world.actor, None, Some(condition));
        let edit = GroupEdit { name: Some(name.to_owned()), ..GroupEdit::default() };
        let groups = attempt.directory().groups(&world.actor)?;
        groups.edit(group.id.as_str(), edit).await?;
        attempt.settle("").await.map(drop)
    };
    rename("South", Condition::In(vec![seen.clone()])).await.unwrap();
    let Err(Error::PreconditionFailed) = rename("East", Condition::In(vec![seen])).await else {
        panic!("it has changed");
    };
    rename("West", Condition::Present).await.unwrap();
    assert_eq!(groups.find(group.id.as_str()).await.unwrap().name, "West");
}

async fn old_answers_go_even_if_no_new_ones_come(place: Backend) {
    let world = World::open(place.clone()).await;
    world.another_domain().await;
    for number in 0..50 {
        let claim = world.directory.claim(&world.actor, &format!("k{number}")).unwrap();
        let once = Some(claim.for_request("a".to_owned()));
        world.directory.attempt(&world.actor, once, None).settle("answer").await.unwrap();
    }
    let kept = async || {
        let mut tx = Store::open(&place).await.unwrap().read().await.unwrap();
        tx.one(behind::COUNT_ANSWERS, &[], |row| row.int(0)).await.unwrap()
    };
    world.clock.advance(SignedDuration::from_hours(24));
    world.directory.forget_answers().await.unwrap();
    assert_eq!(kept().await, 50, "each may be asked for again for a day");
    world.clock.advance(SignedDuration::from_secs(1));
    world.directory.forget_answers().await.unwrap();
    assert_eq!(kept().await, 0);
}
