//! The server's own pages.

use crate::server::Server;

#[tokio::test]
async fn health_checks_respond() {
    let server = Server::start().await;
    for path in ["/livez", "/readyz", "/readyz/"] {
        let response = server.request(&format!("GET {path}"), &[]).await;
        assert_eq!((response.status, response.body.as_str()), (200, "ok\n"), "{path}");
    }
}

#[tokio::test]
async fn metrics_have_route_templates_and_no_names() {
    let server = Server::start().await;
    server.request_as_admin("GET /a/demo/api/v0.5/user/0123secret/").await;
    let response = server.request("GET /metrics", &[]).await;
    assert_eq!(response.status, 200);
    for expected in [
        "roster_http_requests_total{",
        "route=\"/a/{domain}/api/v0.5/user/{id}\"",
        "roster_http_request_duration_seconds_bucket",
        "roster_http_requests_in_flight",
        "roster_build_info{",
    ] {
        assert!(response.body.contains(expected), "{expected} in {}", response.body);
    }
    assert!(
        !response.body.contains("0123secret") && !response.body.contains("demo/"),
        "{}",
        response.body
    );
}

#[tokio::test]
async fn first_page_loads_nothing_from_other_servers() {
    let server = Server::start().await;
    for path in ["/", "/docs/page.css"] {
        let response = server.request(&format!("GET {path}"), &[]).await;
        assert_eq!(response.status, 200, "{path}");
        assert!(
            !response.body.contains("http://") && !response.body.contains("https://"),
            "{path}"
        );
        assert!(response.header("Content-Security-Policy").is_some());
    }
}

#[tokio::test]
async fn documented_methods_are_the_allowed_ones() {
    let server = Server::start().await;
    let document = server.request("GET /openapi-all.json", &[]).await.json();
    let paths = document["paths"].as_object().unwrap();
    // The User.com dialect authenticates OPTIONS requests.
    for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("/api/public/")) {
        let address = path.replace("{domain}", "demo").replace("{id}", "x");
        let response = server.request(&format!("OPTIONS {address}"), &[]).await;
        let allowed = response.header("Allow").unwrap_or_default();
        let mut methods: Vec<String> = allowed.split(", ").map(str::to_lowercase).collect();
        let mut described: Vec<String> = item.as_object().unwrap().keys().cloned().collect();
        methods.sort_unstable();
        described.sort_unstable();
        assert_eq!(methods, described, "{path}");
    }
}
