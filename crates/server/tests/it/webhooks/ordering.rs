//! Order, across failures, restarts and several servers.

use std::{
    collections::HashSet,
    hash::{BuildHasher as _, RandomState},
    sync::Mutex,
};

use roster_store::Backend;
use roster_testkit::on_both_engines;

use super::{
    fixture::{Fixture, open, serve, settings},
    receiver::{Received, Receiver, Reply},
};

on_both_engines! {
    changes_arrive_in_order_at_a_receiver_that_fails_at_random,
    two_servers_send_each_change_once,
    stopped_server_is_continued_by_the_next,
}

const CHANGES: usize = 400;

/// The numbers of the changes in the order of their first successful arrival.
fn numbers(messages: &[Received]) -> Vec<i64> {
    messages.iter().map(Received::seq).collect()
}

async fn changes_arrive_in_order_at_a_receiver_that_fails_at_random(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let random = RandomState::new();
    let accepted = std::sync::Arc::new(Mutex::new(Vec::new()));
    let noted = std::sync::Arc::clone(&accepted);
    let receiver = Receiver::responding(move |number, message| {
        if random.hash_one(number) % 7 == 0 {
            return Reply::Status(502);
        }
        noted.lock().unwrap().push(message.seq());
        Reply::Status(200)
    })
    .await;
    let (webhook, _) = fixture.webhook(&receiver.url()).await;
    let id = fixture.worker("amina").await;
    let server = fixture.serve(settings()).await;
    for number in 1..CHANGES {
        fixture.rename(&id, &format!("Amina {number}")).await;
    }
    let mut arrived = 0;
    while accepted.lock().unwrap().len() < CHANGES {
        arrived += 1;
        receiver.wait_for(arrived).await;
    }
    let accepted = accepted.lock().unwrap().clone();
    let first = accepted[0];
    let expected: Vec<i64> = (first..).take(CHANGES).collect();
    assert_eq!(accepted, expected);
    assert!(fixture.find(&webhook).await.active);
    server.stop().await;
}

async fn two_servers_send_each_change_once(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let receiver = Receiver::start().await;
    fixture.webhook(&receiver.url()).await;
    let servers = [fixture.serve(settings()).await, serve(open(&backend).await, settings()).await];
    let id = fixture.worker("amina").await;
    for number in 1..100 {
        fixture.rename(&id, &format!("Amina {number}")).await;
    }
    let messages = receiver.wait_for(100).await;
    let distinct: HashSet<i64> = numbers(&messages).into_iter().collect();
    assert_eq!(distinct.len(), 100, "{:?}", numbers(&messages));
    for server in servers {
        server.stop().await;
    }
    assert_eq!(receiver.received().len(), 100);
}

async fn stopped_server_is_continued_by_the_next(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let receiver = Receiver::start().await;
    fixture.webhook(&receiver.url()).await;
    let id = fixture.worker("amina").await;
    for number in 1..100 {
        fixture.rename(&id, &format!("Amina {number}")).await;
    }
    let first = fixture.serve(settings()).await;
    receiver.wait_for(5).await;
    first.stop().await;
    let second = serve(open(&backend).await, settings()).await;
    let messages = receiver.wait_for(100).await;
    let numbers = numbers(&messages);
    let expected: Vec<i64> = (numbers[0]..).take(100).collect();
    assert_eq!(numbers, expected);
    second.stop().await;
}
