//! Stored responses.

use jiff::{SignedDuration, Timestamp};
use roster_store::{
    Backend, Store, Tx,
    idempotency_keys::{self, Kept, Key},
};

roster_testkit::on_both_engines! { stored_response_is_found_until_it_expires, new_responses_delete_expired_ones }

const DOMAIN: i64 = 7;

fn key(key: &str) -> Key {
    Key { credential: "key:1".to_owned(), key: key.to_owned() }
}

fn kept(answer: &str) -> Kept {
    Kept { request: "digest".to_owned(), answer: answer.to_owned(), requires: String::new() }
}

fn hour(hour: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour)
}

async fn stored_response_is_found_until_it_expires(place: Backend) {
    let mut tx = Store::open(&place).await.unwrap().write().await.unwrap();
    idempotency_keys::keep(&mut tx, DOMAIN, &key("a"), &kept("first"), hour(1)).await.unwrap();
    let found = idempotency_keys::find(&mut tx, DOMAIN, &key("a"), hour(1)).await.unwrap();
    assert_eq!(found, Some(kept("first")));
    assert_eq!(idempotency_keys::find(&mut tx, DOMAIN, &key("a"), hour(2)).await.unwrap(), None);
    assert_eq!(
        idempotency_keys::find(&mut tx, DOMAIN + 1, &key("a"), hour(1)).await.unwrap(),
        None
    );
    let theirs = Key { credential: "key:2".to_owned(), ..key("a") };
    assert_eq!(idempotency_keys::find(&mut tx, DOMAIN, &theirs, hour(1)).await.unwrap(), None);

    idempotency_keys::keep(&mut tx, DOMAIN, &key("a"), &kept("second"), hour(3)).await.unwrap();
    let found = idempotency_keys::find(&mut tx, DOMAIN, &key("a"), hour(2)).await.unwrap();
    assert_eq!(found, Some(kept("second")), "in place of the first");
}

async fn new_responses_delete_expired_ones(place: Backend) {
    let mut tx = Store::open(&place).await.unwrap().write().await.unwrap();
    for number in 0..50 {
        let key = key(&number.to_string());
        idempotency_keys::keep(&mut tx, DOMAIN, &key, &kept("answer"), hour(number)).await.unwrap();
    }
    idempotency_keys::sweep(&mut tx, DOMAIN + 1, hour(40)).await.unwrap();
    assert_eq!(oldest(&mut tx).await, Some(hour(0)));
    for left in [20, 40, 40] {
        idempotency_keys::sweep(&mut tx, DOMAIN, hour(40)).await.unwrap();
        assert_eq!(oldest(&mut tx).await, Some(hour(left)));
    }
}

async fn oldest(tx: &mut Tx) -> Option<Timestamp> {
    let sql = "SELECT MIN(at) FROM answers WHERE domain = $1";
    tx.one(sql, &[DOMAIN.into()], |row| row.maybe_instant(0)).await.unwrap()
}
