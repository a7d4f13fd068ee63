//! Responses from the response cache, with several servers on one store.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use roster_store::Backend;
use serde_json::{Value, json};

use crate::nodes::{Node, Nodes};

roster_testkit::on_both_engines! {
    activity_is_counted_anew_when_more_comes_in_and_as_time_goes_by,
}

async fn activity_is_counted_anew_when_more_comes_in_and_as_time_goes_by(place: Backend) {
    let nodes = Nodes::on(place).await;
    let (one, other) = (nodes.start().await, nodes.start().await);
    let worker = json!({ "username": "asha", "connect_username": "c" }).to_string();
    let made = one.ask("POST /a/demo/api/v0.5/user/", &[], &worker).await.json();
    let worker = made["id"].as_str().unwrap();
    assert_eq!((submitted(&one, worker).await, submitted(&other, worker).await), (0, 0));

    for (already, instance) in ["a", "b"].into_iter().enumerate() {
        let form = json!({ "instance_id": instance, "user_id": worker }).to_string();
        let taken = one.ask("POST /a/demo/api/activity/v1/", &[], &form).await;
        assert_eq!(taken.status, 201, "{taken:?}");
        // The other may learn of it a moment later.
        let since = Instant::now();
        while of_worker(&other, worker).await != already + 1 {
            assert!(since.elapsed() < Duration::from_secs(1), "the other counts as before");
        }
        for node in [&one, &other] {
            for _ in 0..2 {
                assert_eq!(submitted(node, worker).await, already + 1);
            }
        }
    }

    nodes.clock.advance(SignedDuration::from_hours(30 * 24));
    assert_eq!(submitted(&one, worker).await, 2, "both ends of the 30 days count");
    nodes.clock.advance(SignedDuration::from_secs(1));
    assert_eq!((submitted(&one, worker).await, submitted(&other, worker).await), (0, 0));
}

/// How many forms of the last 30 days a worker and the list of workers show.
async fn submitted(node: &Node, worker: &str) -> usize {
    let list = node.ask("GET /a/demo/api/v0.5/user/?extras=true", &[], "").await.json();
    let listed = counted(&list["objects"][0]);
    assert_eq!(listed, of_worker(node, worker).await);
    listed
}

/// How many the worker shows.
async fn of_worker(node: &Node, worker: &str) -> usize {
    let line = format!("GET /a/demo/api/v0.5/user/{worker}/?extras=true");
    counted(&node.ask(&line, &[], "").await.json())
}

fn counted(shown: &Value) -> usize {
    shown["extras"]["submitted_last_30"].as_u64().unwrap().try_into().unwrap()
}
