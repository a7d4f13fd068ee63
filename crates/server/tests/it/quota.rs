//! The quota of a domain, as clients see it.

use roster_store::Backend;
use roster_testkit::on_both_engines;
use serde_json::json;

use crate::{
    bounds::{get, post, send, set, worker},
    fixture::Fixture,
};

on_both_engines! { write_beyond_the_quota_is_rejected_in_every_dialect }

async fn write_beyond_the_quota_is_rejected_in_every_dialect(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let workers = "/a/demo/api/user/v1/";
    let created = post(&fixture, workers, &worker("one", 1_000)).await;
    let one = created.json()["id"].as_str().unwrap().to_owned();
    set(&fixture, "quota", "5000").await;

    let refused = post(&fixture, workers, &worker("two", 5_000)).await;
    assert_eq!((refused.status, &refused.json()["code"]), (403, &json!("quota_exceeded")));
    assert!(refused.text.contains("quota of 5000 bytes: delete some"), "{}", refused.text);
    let rows = json!({ "objects": [worker("small", 1), worker("two", 5_000)] });
    let bulk = post(&fixture, &format!("{workers}bulk/"), &rows).await;
    assert_eq!((bulk.status, &bulk.json()["code"]), (403, &json!("quota_exceeded")));
    let xml = "<user><username>two</username><connect_username>x</connect_username><user_data><a>";
    let xml = format!("{xml}{}</a></user_data></user>", "x".repeat(5_000));
    let xml =
        http::Request::post(workers).header("content-type", "application/xml").body(xml.into());
    let xml = fixture.send(xml.unwrap()).await;
    assert_eq!(xml.status(), 403, "{:?}", xml.body());

    let contact = json!({ "note": "x".repeat(5_000) });
    let contact = post(&fixture, "/api/public/users/", &contact).await;
    assert_eq!(contact.status, 403);
    assert!(contact.text.contains("Quota exceeded"), "{}", contact.text);
    let user = json!({
        "userName": "sam",
        "urn:ietf:params:scim:schemas:extension:roster:2.0:Worker": {
            "customData": { "note": "x".repeat(5_000) }
        },
    });
    let user = post(&fixture, "/a/demo/scim/v2/Users", &user).await;
    assert_eq!((user.status, &user.json()["status"]), (403, &json!("403")));
    assert!(user.text.contains("quota of 5000 bytes"), "{}", user.text);
    let page = get(&fixture, workers).await.json();
    assert_eq!(page["meta"]["total_count"], 1, "rejected writes leave nothing");

    // A smaller record, then room for another one.
    let smaller = json!({ "user_data": { "note": "x" } }).to_string();
    assert_eq!(send(&fixture, "PUT", &format!("{workers}{one}/"), smaller).await.status, 200);
    assert_eq!(post(&fixture, workers, &worker("two", 3_500)).await.status, 201);
    assert_eq!(send(&fixture, "DELETE", &format!("{workers}{one}/"), "").await.status, 204);

    let metrics = get(&fixture, "/metrics").await.text;
    for name in ["roster_record_bytes ", "roster_quota_used_ratio "] {
        assert!(metrics.lines().any(|line| line.starts_with(name)), "{name}: {metrics}");
    }
}
