//! Writes that are committed with their response.

use jiff::{SignedDuration, Timestamp};
use roster_directory::{CommitOutcome, DeferredWrite, Precondition, Revision};
use roster_model::{Error, GroupEdit, IdempotencyConflict, NewGroup};
use roster_store::{
    Backend, Store,
    idempotency_keys::{self, Key},
};
use roster_testkit::raw_sql;

use crate::fixture::Fixture;

roster_testkit::on_both_engines! {
    dropped_write_is_rolled_back,
    stored_response_is_returned_for_the_same_key,
    stored_response_is_encrypted,
    second_write_is_rejected_and_nothing_is_committed,
    precondition_is_compared_with_the_current_revision,
    expired_keys_are_purged_without_new_keys,
}

fn named(name: &str) -> NewGroup {
    NewGroup { name: Some(name.to_owned()), ..NewGroup::default() }
}

/// Begins a request with this digest under the key `k`.
fn request(fixture: &Fixture, digest: &str) -> Result<DeferredWrite, Error> {
    let key = fixture.directory.claim_key(&fixture.actor, "k")?;
    let idempotency = key.for_request(digest.to_owned());
    Ok(fixture.directory.defer_write(&fixture.actor, Some(idempotency), None))
}

async fn create(fixture: &Fixture, request: &DeferredWrite, name: &str) -> Result<(), Error> {
    request.directory().groups(&fixture.actor)?.create(named(name)).await.map(drop)
}

async fn dropped_write_is_rolled_back(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let start = fixture.log_after(0).await.len();
    let dropped = request(&fixture, "a").unwrap();
    create(&fixture, &dropped, "North").await.unwrap();
    drop(dropped);
    assert_eq!(fixture.log_after(0).await.len(), start);

    let retry = request(&fixture, "a").unwrap();
    assert_eq!(retry.stored_response().await.unwrap(), None);
    create(&fixture, &retry, "North").await.unwrap();
    let outcome = retry.commit_with_response("response").await.unwrap();
    assert_eq!(outcome, CommitOutcome::Committed);
    assert_eq!(fixture.log_after(0).await.len(), start + 1);
}

async fn stored_response_is_encrypted(backend: Backend) {
    let fixture = Fixture::open(backend.clone()).await;
    let first = request(&fixture, "a").unwrap();
    create(&fixture, &first, "North").await.unwrap();
    first.commit_with_response("whsec_shown_once").await.unwrap();

    let store = Store::open(&backend).await.unwrap();
    let mut tx = store.read().await.unwrap();
    let key = Key { credential: fixture.actor.credential.clone(), key: "k".to_owned() };
    let domain = fixture.actor.domain.number;
    let stored = idempotency_keys::find(&mut tx, domain, &key, Timestamp::UNIX_EPOCH).await;
    let stored = stored.unwrap().unwrap();
    assert!(!stored.answer.contains("whsec"), "{}", stored.answer);
    let again = request(&fixture, "a").unwrap().stored_response().await.unwrap();
    assert_eq!(again.as_deref(), Some("whsec_shown_once"));
}

async fn stored_response_is_returned_for_the_same_key(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let first = request(&fixture, "a").unwrap();
    let Err(Error::IdempotencyConflict(IdempotencyConflict::InProgress)) =
        request(&fixture, "a").map(drop)
    else {
        panic!("the key is in use");
    };
    create(&fixture, &first, "North").await.unwrap();
    first.commit_with_response("response").await.unwrap();

    let retry = request(&fixture, "a").unwrap();
    assert_eq!(retry.stored_response().await.unwrap().as_deref(), Some("response"));
    // A request that did not look up the response first is rejected when it begins its write.
    let Err(Error::IdempotencyConflict(IdempotencyConflict::Completed)) =
        create(&fixture, &retry, "South").await
    else {
        panic!("the request was completed before");
    };
    assert_eq!(retry.completed_response().as_deref(), Some("response"));
    drop(retry);
    let other = request(&fixture, "b").unwrap();
    let Err(Error::IdempotencyConflict(IdempotencyConflict::Mismatch)) =
        other.stored_response().await
    else {
        panic!("the key belongs to another request");
    };
}

async fn second_write_is_rejected_and_nothing_is_committed(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let start = fixture.log_after(0).await.len();
    let request = request(&fixture, "a").unwrap();
    create(&fixture, &request, "North").await.unwrap();
    let Err(Error::Internal(_)) = create(&fixture, &request, "South").await else {
        panic!("a second write would wait for the lock of the first");
    };
    let Err(Error::Internal(_)) = request.commit_with_response("response").await else {
        panic!("a handler that ignores the error must not commit half of its writes");
    };
    assert_eq!(fixture.log_after(0).await.len(), start);
}

async fn precondition_is_compared_with_the_current_revision(backend: Backend) {
    let fixture = Fixture::open(backend).await;
    let groups = fixture.directory.groups(&fixture.actor).unwrap();
    let group = groups.create(named("North")).await.unwrap();
    let read = Revision::new(&fixture.actor.domain, &group).as_str().to_owned();
    let rename = async |name: &str, precondition| {
        let request = fixture.directory.defer_write(&fixture.actor, None, Some(precondition));
        let edit = GroupEdit { name: Some(name.to_owned()), ..GroupEdit::default() };
        let groups = request.directory().groups(&fixture.actor)?;
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

async fn expired_keys_are_purged_without_new_keys(backend: Backend) {
    let fixture = Fixture::open(backend.clone()).await;
    fixture.another_domain().await;
    for number in 0..50 {
        let key = fixture.directory.claim_key(&fixture.actor, &format!("k{number}")).unwrap();
        let idempotency = Some(key.for_request("a".to_owned()));
        let request = fixture.directory.defer_write(&fixture.actor, idempotency, None);
        request.commit_with_response("response").await.unwrap();
    }
    let stored = async || {
        let mut tx = Store::open(&backend).await.unwrap().read().await.unwrap();
        tx.one(raw_sql::COUNT_ANSWERS, &[], |row| row.int(0)).await.unwrap()
    };
    fixture.clock.advance(SignedDuration::from_hours(24));
    fixture.directory.purge_idempotency_keys().await.unwrap();
    assert_eq!(stored().await, 50, "keys are stored for 24 hours");
    fixture.clock.advance(SignedDuration::from_secs(1));
    fixture.directory.purge_idempotency_keys().await.unwrap();
    assert_eq!(stored().await, 0);
}
