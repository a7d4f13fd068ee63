//! Our own addresses.

use serde_json::Value;

use crate::server::Server;

#[tokio::test]
async fn the_server_tells_how_it_is() {
    let server = Server::start().await;
    for path in ["/livez", "/readyz", "/readyz/"] {
        let answer = server.ask(&format!("GET {path}"), &[]).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, "ok\n"), "{path}");
    }
}

#[tokio::test]
async fn metrics_tell_routes_and_no_names() {
    let server = Server::start().await;
    server.ask_as_admin("GET /a/demo/api/v0.5/user/0123secret/").await;
    let answer = server.ask("GET /metrics", &[]).await;
    assert_eq!(answer.status, 200);
    for expected in [
        "roster_http_requests_total{",
        "route=\"/a/{domain}/api/v0.5/user/{id}\"",
        "roster_http_request_duration_seconds_bucket",
        "roster_http_requests_in_flight",
        "roster_build_info{",
    ] {
        assert!(answer.body.contains(expected), "{expected} in {}", answer.body);
    }
    assert!(
        !answer.body.contains("0123secret") && !answer.body.contains("demo/"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn the_documentation_needs_nothing_from_elsewhere() {
    let server = Server::start().await;
    for path in ["/", "/docs/", "/docs/page.css", "/docs/page.js"] {
        let answer = server.ask(&format!("GET {path}"), &[]).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.body.contains("http://") && !answer.body.contains("https://"), "{path}");
        assert!(answer.header("Content-Security-Policy").is_some());
    }
}

#[tokio::test]
async fn the_description_is_whole() {
    let server = Server::start().await;
    let document = server.ask("GET /openapi.json", &[]).await.json();
    assert_eq!(document["openapi"], "3.1.0");
    let mut names = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            names.push(operation["operationId"].as_str().unwrap().to_owned());
            assert!(operation["summary"].is_string(), "{method} {path}");
            let open = operation["security"] == serde_json::json!([]);
            assert!(open || operation["responses"]["401"].is_object(), "{method} {path}");
            check_references(operation, &document);
        }
    }
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "operations have names of their own");
}

#[tokio::test]
async fn what_is_described_is_served_and_the_reverse() {
    let server = Server::start().await;
    let document = server.ask("GET /openapi.json", &[]).await.json();
    let paths = document["paths"].as_object().unwrap();
    // The other dialect asks who is there first.
    for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("/api/public/")) {
        let address = path.replace("{domain}", "demo").replace("{id}", "x");
        let answer = server.ask(&format!("OPTIONS {address}"), &[]).await;
        let allowed = answer.header("Allow").unwrap_or_default();
        let mut methods: Vec<String> = allowed.split(", ").map(str::to_lowercase).collect();
        let mut described: Vec<String> = item.as_object().unwrap().keys().cloned().collect();
        methods.sort_unstable();
        described.sort_unstable();
        assert_eq!(methods, described, "{path}");
    }
}

fn check_references(value: &Value, document: &Value) {
    match value {
        Value::Object(members) => {
            if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                let pointer = reference.trim_start_matches('#');
                assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
            }
            members.values().for_each(|member| check_references(member, document));
        }
        Value::Array(items) => items.iter().for_each(|item| check_references(item, document)),
        _ => {}
    }
}
