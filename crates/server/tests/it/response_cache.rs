//! Responses from the response cache, with several servers on one store.

use std::time::{Duration, Instant};

use jiff::SignedDuration;
use roster_store::Backend;
use serde_json::{Value, json};

use crate::nodes::{Node, Nodes};

roster_testkit::on_both_engines! {
    activity_counts_follow_new_activity_and_time,
}

async fn activity_counts_follow_new_activity_and_time(backend: Backend) {
    let nodes = Nodes::on(backend).await;
    let (one, other) = (nodes.start().await, nodes.start().await);
    let worker = json!({ "username": "asha", "connect_username": "c" }).to_string();
    let created = one.request("POST /a/demo/api/v0.5/user/", &[], &worker).await.json();
    let worker = created["id"].as_str().unwrap();
    assert_eq!((submitted(&one, worker).await, submitted(&other, worker).await), (0, 0));

    for (already, instance) in ["a", "b"].into_iter().enumerate() {
        let form = json!({ "instance_id": instance, "user_id": worker }).to_string();
        let taken = one.request("POST /a/demo/api/activity/v1/", &[], &form).await;
        assert_eq!(taken.status, 201, "{taken:?}");
        // The other node may read the new version a moment later.
        let since = Instant::now();
        while of_worker(&other, worker).await != already + 1 {
            assert!(
                since.elapsed() < Duration::from_secs(1),
                "the other node must count the new form"
            );
        }
        for node in [&one, &other] {
            for _ in 0..2 {
                assert_eq!(submitted(node, worker).await, already + 1);
            }
        }
    }

    nodes.clock.advance(SignedDuration::from_hours(30 * 24));
    assert_eq!(submitted(&one, worker).await, 2, "the 30 days include both ends");
    nodes.clock.advance(SignedDuration::from_secs(1));
    assert_eq!((submitted(&one, worker).await, submitted(&other, worker).await), (0, 0));
}

/// The number of forms in the last 30 days, in the list of workers and in the worker.
async fn submitted(node: &Node, worker: &str) -> usize {
    let list = node.request("GET /a/demo/api/v0.5/user/?extras=true", &[], "").await.json();
    let listed = counted(&list["objects"][0]);
    assert_eq!(listed, of_worker(node, worker).await);
    listed
}

/// The number in the worker.
async fn of_worker(node: &Node, worker: &str) -> usize {
    let line = format!("GET /a/demo/api/v0.5/user/{worker}/?extras=true");
    counted(&node.request(&line, &[], "").await.json())
}

fn counted(shown: &Value) -> usize {
    shown["extras"]["submitted_last_30"].as_u64().unwrap().try_into().unwrap()
}
