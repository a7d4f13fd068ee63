//! Answers that are given again, on as many servers as one likes.

use jiff::SignedDuration;
use roster_store::Place;
use serde_json::json;

use crate::nodes::{Node, Nodes};

roster_testkit::on_both_engines! {
    activity_is_counted_anew_when_more_comes_in_and_as_time_goes_by,
}

async fn activity_is_counted_anew_when_more_comes_in_and_as_time_goes_by(place: Place) {
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
    let shown = async |path: &str| {
        node.ask(&format!("GET /a/demo/api/v0.5/user/{path}?extras=true"), &[], "").await.json()
    };
    let (list, detail) = (shown("").await, shown(&format!("{worker}/")).await);
    assert_eq!(list["objects"][0]["extras"], detail["extras"]);
    detail["extras"]["submitted_last_30"].as_u64().unwrap().try_into().unwrap()
}
