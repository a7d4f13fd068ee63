//! Idempotency keys: requests that are repeated with the same key.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use axum::body::Body;
use futures_util::future::join_all;
use jiff::SignedDuration;
use roster_store::{Backend, Store};
use roster_testkit::raw_sql;
use serde_json::json;
use tokio::sync::oneshot;

use crate::nodes::{Node, Nodes, Response};

roster_testkit::on_both_engines! {
    every_write_replays_its_response,
    key_of_another_request_is_rejected,
    rejected_request_does_not_use_up_its_key,
    request_without_changes_is_replayed,
    another_process_replays_the_response,
    cancelled_request_commits_write_and_response_together,
    concurrent_requests_are_carried_out_once,
    key_is_in_use_while_its_request_runs,
    keys_are_separate_for_each_credential,
    response_is_stored_for_a_day,
    invalid_key_is_rejected,
    long_response_is_stored_without_what_the_request_has,
}

const USERS: &str = "/a/demo/api/user/v1/";
const KEY: &str = "Idempotency-Key";

/// `POST user/`.
fn line() -> String {
    format!("POST {USERS}")
}

fn worker(name: &str) -> String {
    json!({ "username": name, "connect_username": name }).to_string()
}

async fn id(node: &Node, path: &str, body: &str) -> String {
    let created = node.request(&format!("POST {path}"), &[], body).await;
    assert_eq!(created.status, 201, "{created:?}");
    let created = created.json();
    let id = ["id", "location_id"].into_iter().find_map(|name| created.get(name)).unwrap();
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

/// Asserts that `replayed` is the stored response of `first`.
fn assert_replayed(first: &Response, replayed: &Response, context: &str) {
    assert_eq!((replayed.status, &replayed.body), (first.status, &first.body), "{context}");
    for name in ["Content-Type", "Location", "ETag"] {
        assert_eq!(replayed.header(name), first.header(name), "{name} of {context}");
    }
    assert_eq!(first.header("Idempotent-Replayed"), None, "{context}");
    assert_eq!(replayed.header("Idempotent-Replayed"), Some("true"), "{context}");
}

async fn every_write_replays_its_response(backend: Backend) {
    let node = Nodes::on(backend).await.start().await;
    let user = id(&node, USERS, &worker("one")).await;
    let group = id(&node, "/a/demo/api/group/v1/", r#"{"name": "North"}"#).await;
    let level = json!({ "code": "state", "name": "State" }).to_string();
    let level = id(&node, "/a/demo/api/location_type/v1/", &level).await;
    let state = json!({ "name": "Bihar", "location_type_code": "state" }).to_string();
    let location = id(&node, "/a/demo/api/location/v2/", &state).await;
    let web_user = node.request("GET /a/demo/api/web-user/v1/", &[], "").await.json();
    let web_user = web_user["objects"][0]["id"].as_str().unwrap().to_owned();
    let form = json!({ "instance_id": "f1", "user_id": user });
    let api = |rest: &str| format!("/a/demo/api/{rest}");
    let commcare = [
        ("POST", api("user/v1/"), worker("two")),
        ("POST", api("user/v1/?format=xml"), worker("three")),
        ("PUT", api(&format!("v0.5/user/{user}/")), json!({ "first_name": "Zoë" }).to_string()),
        ("POST", api(&format!("user/v1/{user}/deactivate/")), String::new()),
        ("POST", api(&format!("user/v1/{user}/activate/")), String::new()),
        ("POST", api("user/v1/bulk/"), json!({ "objects": [{ "username": "four" }] }).to_string()),
        ("POST", api("activity/v1/"), form.to_string()),
        ("POST", api("group/v1/"), json!({ "name": "South" }).to_string()),
        ("PATCH", api("group/v1/"), json!({ "objects": [{ "name": "East" }] }).to_string()),
        ("PUT", api(&format!("group/v1/{group}/")), json!({ "users": [user] }).to_string()),
        ("POST", api("location_type/v1/"), json!({ "code": "x", "parent": "state" }).to_string()),
        ("PUT", api(&format!("location_type/v1/{level}/")), json!({ "name": "S" }).to_string()),
        ("POST", api("location/v2/"), state.replace("Bihar", "Kerala")),
        (
            "PATCH",
            api("location/v2/"),
            json!({ "objects": [
            { "name": "Goa", "location_type_code": "state" }] })
            .to_string(),
        ),
        ("PUT", api(&format!("location/v2/{location}/")), json!({ "name": "B" }).to_string()),
        (
            "PATCH",
            api(&format!("web-user/v1/{web_user}/")),
            json!({ "role": "Admin",
            "user_data": { "boat": "red" } })
            .to_string(),
        ),
        ("DELETE", api(&format!("group/v1/{group}/")), String::new()),
        ("DELETE", api(&format!("user/v1/{user}/")), String::new()),
    ];
    check_replays(&node, &commcare).await;

    let contact = id(&node, "/api/public/users/", "{}").await;
    let company = id(&node, "/api/public/companies/", r#"{"name": "Acme"}"#).await;
    let tag = id(&node, "/api/public/tags/", r#"{"name": "old"}"#).await;
    let list = id(&node, "/api/public/lists/", r#"{"name": "old"}"#).await;
    let field = id(&node, "/api/public/attributes/", r#"{"name": "sail", "type": "string"}"#).await;
    let number: i64 = list.parse().unwrap();
    let other: i64 = id(&node, "/api/public/users/", "{}").await.parse().unwrap();
    let parent: i64 = contact.parse().unwrap();
    let api = |rest: &str| format!("/api/public/{rest}");
    let of = |rest: &str| format!("/api/public/users/{contact}/{rest}");
    let usercom = [
        ("POST", api("users/"), json!({ "first_name": "Ann" }).to_string()),
        ("POST", api("users/update_or_create/"), json!({ "user_id": "x" }).to_string()),
        ("PUT", of(""), json!({ "first_name": "Bo" }).to_string()),
        ("PATCH", of(""), json!({ "last_name": "Li" }).to_string()),
        ("POST", of("set_attribute/"), json!({ "attribute": "sail", "value": "1" }).to_string()),
        ("POST", of("add_tag/"), json!({ "name": "new" }).to_string()),
        ("POST", of("remove_tag/"), json!({ "name": "new" }).to_string()),
        ("POST", of("add_to_list/"), json!({ "list": number }).to_string()),
        ("POST", of("remove_from_list/"), json!({ "list": number }).to_string()),
        ("POST", of("events/"), json!({ "name": "seen" }).to_string()),
        (
            "POST",
            api("users/merge/"),
            json!({ "parent": parent, "users_list": [other] }).to_string(),
        ),
        ("POST", api("companies/"), json!({ "name": "Beta" }).to_string()),
        ("PUT", api(&format!("companies/{company}/")), json!({ "name": "A" }).to_string()),
        (
            "POST",
            api(&format!("companies/{company}/add_member/")),
            json!({ "user_id": parent }).to_string(),
        ),
        ("POST", api("tags/"), json!({ "name": "newer" }).to_string()),
        ("PUT", api(&format!("tags/{tag}/")), json!({ "name": "older" }).to_string()),
        ("POST", api("lists/"), json!({ "name": "newer" }).to_string()),
        ("PUT", api(&format!("lists/{list}/")), json!({ "name": "older" }).to_string()),
        ("DELETE", api(&format!("attributes/{field}/")), String::new()),
        ("DELETE", api(&format!("tags/{tag}/")), String::new()),
        ("DELETE", api(&format!("lists/{list}/")), String::new()),
        ("DELETE", api(&format!("companies/{company}/")), String::new()),
        ("DELETE", of(""), String::new()),
    ];
    check_replays(&node, &usercom).await;
}

/// Sends each request twice. The second one must change nothing.
async fn check_replays(node: &Node, requests: &[(&str, String, String)]) {
    for (number, (method, path, body)) in requests.iter().enumerate() {
        let line = format!("{method} {path}");
        let key = format!("{path}#{number}");
        let first = node.request(&line, &[(KEY, &key)], body).await;
        assert!((200..300).contains(&first.status), "{line}: {first:?}");
        let seq = node.seq().await;
        let again = node.request(&line, &[(KEY, &key)], body).await;
        assert_replayed(&first, &again, &line);
        assert_eq!(node.seq().await, seq, "{line}");
    }
}

async fn key_of_another_request_is_rejected(backend: Backend) {
    let nodes = Nodes::on(backend).await;
    let node = nodes.start().await;
    let key = [(KEY, "k")];
    let first = node.request(&line(), &key, &worker("one")).await;
    for (line, body) in [
        (line(), worker("two")),
        (format!("{}?format=xml", line()), worker("one")),
        ("POST /a/demo/api/v0.5/user/".to_owned(), worker("one")),
        ("POST /a/demo/api/group/v1/".to_owned(), worker("one")),
    ] {
        let refused = node.request(&line, &key, &body).await;
        assert_eq!(refused.status, 422, "{line}");
        assert!(refused.body.contains("idempotency_key_reused"), "{refused:?}");
    }
    let credentials = format!("?username=ada@example.org&api_key={}", nodes.key);
    let again = node.request(&format!("{}{credentials}", line()), &key, &worker("one")).await;
    assert_replayed(&first, &again, "credentials in the query");

    let contacts = "POST /api/public/users/";
    assert_eq!(node.request(contacts, &key, "{}").await.status, 201, "another credential");
    let refused = node.request(contacts, &key, "{ }").await;
    assert_eq!(refused.status_and_code(), (422, "idempotency_key_reused".to_owned()));
}

async fn rejected_request_does_not_use_up_its_key(backend: Backend) {
    let node = Nodes::on(backend).await.start().await;
    let key = [(KEY, "k")];
    let refused = node.request(&line(), &key, &worker("no good")).await;
    assert_eq!(refused.status, 201, "blanks are replaced by dots: {refused:?}");
    let key = [(KEY, "l")];
    assert_eq!(node.request(&line(), &key, &worker("no!good")).await.status, 400);
    assert_eq!(node.request(&line(), &key, "{").await.status, 400);
    assert_eq!(node.request(&line(), &key, &worker("good")).await.status, 201);
    let bulk = format!("{}bulk/", line());
    let rows = |name: &str| json!({ "objects": [{ "username": name }], "atomic": true });
    assert_eq!(node.request(&bulk, &[(KEY, "m")], &rows("no!good").to_string()).await.status, 400);
    let bulk = node.request(&bulk, &[(KEY, "m")], &json!({ "objects": [] }).to_string()).await;
    assert_ne!(bulk.status, 422, "no response was stored: {bulk:?}");
}

async fn request_without_changes_is_replayed(backend: Backend) {
    let node = Nodes::on(backend).await.start().await;
    let group = id(&node, "/a/demo/api/group/v1/", r#"{"name": "North"}"#).await;
    let line = format!("PUT /a/demo/api/group/v1/{group}/");
    let first = node.request(&line, &[(KEY, "k")], r#"{"name": "North"}"#).await;
    assert_eq!(node.request(&line, &[], r#"{"name": "South"}"#).await.status, 200);
    let again = node.request(&line, &[(KEY, "k")], r#"{"name": "North"}"#).await;
    assert_replayed(&first, &again, &line);
    assert_eq!(node.request(&line, &[(KEY, "k")], "{}").await.status, 422);
}

async fn another_process_replays_the_response(backend: Backend) {
    let nodes = Nodes::on(backend).await;
    // The client loses the first response: the process ends after the commit.
    let lost = nodes.start().await.request(&line(), &[(KEY, "k")], &worker("one")).await;
    let node = nodes.start().await;
    let seq = node.seq().await;
    let again = node.request(&line(), &[(KEY, "k")], &worker("one")).await;
    assert_replayed(&lost, &again, "another process");
    assert_eq!(node.seq().await, seq);
    let found = node.request(&format!("GET {USERS}"), &[], "").await.json();
    assert_eq!(found["meta"]["total_count"], 1);
}

async fn cancelled_request_commits_write_and_response_together(backend: Backend) {
    let nodes = Nodes::on(backend).await;
    let node = nodes.start().await;
    let mut finished = false;
    for steps in 0.. {
        let (name, key) = (format!("w{steps}"), format!("k{steps}"));
        let (line, body) = (line(), worker(&name));
        finished = run_for(steps, node.request(&line, &[(KEY, &key)], &body)).await;
        // If the worker had been created without a stored response, the username would be taken.
        let again = node.request(&line, &[(KEY, &key)], &body).await;
        assert_eq!(again.status, 201, "cancelled after {steps} steps: {again:?}");
        if finished {
            break;
        }
    }
    assert!(finished);
}

/// Polls `request` at most `steps` times and then cancels it. Returns whether it was complete.
async fn run_for(steps: usize, request: impl Future<Output = Response>) -> bool {
    let mut request = pin!(request);
    for _ in 0..steps {
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(response) = request.as_mut().poll(&mut context) {
            assert_eq!(response.status, 201, "{response:?}");
            return true;
        }
        tokio::task::yield_now().await;
    }
    false
}

async fn concurrent_requests_are_carried_out_once(backend: Backend) {
    let nodes = Nodes::on(backend).await;
    let both = [nodes.start().await, nodes.start().await];
    let ask = |number: usize| {
        let node = both[number % 2].clone();
        tokio::spawn(async move { node.request(&line(), &[(KEY, "k")], &worker("one")).await })
    };
    let responses = join_all((0..100).map(ask)).await;
    let responses: Vec<Response> = responses.into_iter().map(Result::unwrap).collect();
    let (done, waiting): (Vec<_>, Vec<_>) = responses.iter().partition(|it| it.status == 201);
    assert!(done.iter().all(|it| it.body == done[0].body), "{done:?}");
    let first = done.iter().filter(|it| it.header("Idempotent-Replayed").is_none());
    assert_eq!(first.count(), 1);
    for response in waiting {
        assert_eq!(response.status_and_code(), (409, "idempotency_in_flight".to_owned()));
    }
    let found = both[0].request(&format!("GET {USERS}"), &[], "").await.json();
    assert_eq!(found["meta"]["total_count"], 1);
}

async fn key_is_in_use_while_its_request_runs(backend: Backend) {
    let node = Nodes::on(backend).await.start().await;
    for (line, body) in [(line(), worker("one")), ("POST /api/public/users/".into(), "{}".into())] {
        let (started, is_started) = oneshot::channel();
        let (give, given) = oneshot::channel::<String>();
        let slowly = Body::from_stream(futures_util::stream::once(async move {
            started.send(()).unwrap();
            given.await
        }));
        let request = node.build_request(&line, &[(KEY, "k")], slowly);
        let first = tokio::spawn({
            let node = node.clone();
            async move { node.send(request).await }
        });
        is_started.await.unwrap();
        let second = node.request(&line, &[(KEY, "k")], &body).await;
        assert_eq!(second.status_and_code(), (409, "idempotency_in_flight".to_owned()));
        give.send(body.clone()).unwrap();
        let first = first.await.unwrap();
        assert_eq!(first.status, 201);
        assert_replayed(&first, &node.request(&line, &[(KEY, "k")], &body).await, &line);
    }
}

async fn keys_are_separate_for_each_credential(backend: Backend) {
    let nodes = Nodes::on(backend).await;
    let node = nodes.start().await;
    let other = format!("ApiKey ada@example.org:{}", nodes.other_key);
    let theirs = [(KEY, "k"), ("Authorization", other.as_str())];
    assert_eq!(node.request(&line(), &[(KEY, "k")], &worker("one")).await.status, 201);
    assert_eq!(node.request(&line(), &theirs, &worker("two")).await.status, 201);
    let taken = node.request(&line(), &theirs, &worker("one")).await;
    assert_eq!(taken.status_and_code(), (422, "idempotency_key_reused".to_owned()));
}

async fn response_is_stored_for_a_day(backend: Backend) {
    let nodes = Nodes::on(backend).await;
    let node = nodes.start().await;
    let first = node.request(&line(), &[(KEY, "k")], &worker("one")).await;
    nodes.clock.advance(SignedDuration::from_hours(24));
    let again = node.request(&line(), &[(KEY, "k")], &worker("one")).await;
    assert_replayed(&first, &again, "after a day");
    nodes.clock.advance(SignedDuration::from_secs(1));
    let late = node.request(&line(), &[(KEY, "k")], &worker("one")).await;
    assert_eq!(late.status_and_code(), (400, "username_taken".to_owned()));
    assert_eq!(node.request(&line(), &[(KEY, "k")], &worker("two")).await.status, 201);
}

async fn invalid_key_is_rejected(backend: Backend) {
    let node = Nodes::on(backend).await.start().await;
    let long = "x".repeat(256);
    for key in ["", "a\tb", "\u{e9}", long.as_str()] {
        let refused = node.request(&line(), &[(KEY, key)], &worker("one")).await;
        assert_eq!(refused.status_and_code(), (400, "idempotency_key_invalid".to_owned()), "{key}");
        assert_eq!(refused.json()["field"], KEY);
    }
    let twice = node.request(&line(), &[(KEY, "a"), (KEY, "b")], &worker("one")).await;
    assert_eq!(twice.status, 400);
    let refused = node.request("POST /api/public/users/", &[(KEY, "")], "{}").await;
    assert_eq!((refused.status, refused.json()["errors"][KEY].is_array()), (400, true));
    for (key, name) in [(&long[1..], "one"), ("Row 1 of 2: \"x\", ~", "two")] {
        let created = node.request(&line(), &[(KEY, key)], &worker(name)).await;
        assert_eq!(created.status, 201, "{key}");
        let again = node.request(&line(), &[(KEY, key)], &worker(name)).await;
        assert_eq!((again.status, again.body), (201, created.body), "{key}");
    }
}

async fn long_response_is_stored_without_what_the_request_has(backend: Backend) {
    let node = Nodes::on(backend.clone()).await.start().await;
    let store = Store::open(&backend).await.unwrap();
    let stored = async || {
        let mut tx = store.read().await.unwrap();
        let stored = tx.one(raw_sql::LARGEST_ANSWER, &[], |row| row.int(0)).await.unwrap();
        usize::try_from(stored).unwrap()
    };
    // Digits do not compress by more than a half.
    let mut seed = 1_u64;
    let mut digits = String::new();
    while digits.len() < 50_000 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        digits += &(seed >> 20).to_string();
    }
    let user = id(&node, USERS, &worker("one")).await;
    let user = format!("PUT /a/demo/api/user/v1/{user}/");
    let edit = json!({ "user_data": { "note": digits } }).to_string();
    let first = node.request(&user, &[(KEY, "edit")], &edit).await;
    assert!(first.status == 200 && first.body.len() > 50_000);
    assert!(stored().await < 4_000, "{}", stored().await);
    node.request(&user, &[], r#"{"user_data": {}}"#).await;
    assert_replayed(&first, &node.request(&user, &[(KEY, "edit")], &edit).await, "an edit");

    let rows: Vec<_> = (0..1_000)
        .map(|row| match row % 10 {
            0 => json!({ "username": "one", "connect_username": "refused: taken" }),
            _ => json!({ "username": format!("worker.{row}"), "connect_username": "x" }),
        })
        .collect();
    let rows = json!({ "objects": rows }).to_string();
    let bulk = format!("POST {USERS}bulk/");
    let first = node.request(&bulk, &[(KEY, "bulk")], &rows).await;
    assert_eq!(first.status, 200, "{}", first.body);
    assert!(stored().await * 2 < first.body.len(), "{} of {}", stored().await, first.body.len());
    assert_replayed(&first, &node.request(&bulk, &[(KEY, "bulk")], &rows).await, "a bulk");
    // The request must be the same: another body has another response.
    let other = node.request(&bulk, &[(KEY, "bulk")], &rows.replace("worker.1", "worker.x")).await;
    assert_eq!(other.status, 422);
}
