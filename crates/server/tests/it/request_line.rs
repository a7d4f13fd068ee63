//! The request line: methods, slashes and unknown paths.

use crate::server::Server;

const LIST: &str = "/a/demo/api/v0.5/user/";

#[tokio::test]
async fn options_needs_no_credentials() {
    let server = Server::start().await;
    let response = server.request(&format!("OPTIONS {LIST}"), &[]).await;
    assert_eq!((response.status, response.body.as_str()), (200, "GET, POST"));
    for (name, value) in [
        ("Allow", "GET, POST"),
        ("Access-Control-Allow-Methods", "GET, POST"),
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Allow-Headers", "Content-Type, Authorization, X-Requested-With"),
    ] {
        assert_eq!(response.header(name), Some(value), "{name}");
    }
    let detail = server.request(&format!("OPTIONS {LIST}abc/"), &[]).await;
    assert_eq!(detail.body, "GET, PUT, DELETE");
}

#[tokio::test]
async fn wrong_method_is_rejected_before_authentication() {
    let server = Server::start().await;
    for method in ["DELETE", "PUT", "PATCH", "TRACE", "FROB"] {
        let response = server.request(&format!("{method} {LIST}"), &[]).await;
        assert_eq!(
            (response.status, response.header("Allow")),
            (405, Some("GET, POST")),
            "{method}"
        );
        assert_eq!(response.code(), "method_not_allowed");
    }
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let server = Server::start().await;
    for (line, expected) in [(LIST, 200), ("/a/demo/api/v0.5/user/none/", 404), ("/livez", 200)] {
        let get = server.request_as_admin(&format!("GET {line}")).await;
        let head = server.request_as_admin(&format!("HEAD {line}")).await;
        assert_eq!((get.status, head.status), (expected, expected), "{line}");
        assert_eq!(head.body, "");
        for name in ["Content-Length", "Content-Type"] {
            assert_eq!(head.header(name), get.header(name), "{name} of {line}");
        }
    }
}

#[tokio::test]
async fn extra_slashes_are_ignored() {
    let server = Server::start().await;
    for path in [
        "/a/demo/api/v0.5/user/",
        "/a/demo/api/v0.5/user",
        "/a/demo/api//v0.5//user//",
        "//a/demo/api/v0.5/user?limit=1",
        "/a/demo/api/v0.4/users/",
        "/a/demo/api/v1/user/",
        "/a/demo/api/user/v1/",
    ] {
        assert_eq!(server.request_as_admin(&format!("GET {path}")).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn method_override_applies_to_post_only() {
    let server = Server::start().await;
    let authorization = server.authorization();
    let headers = [authorization.as_str(), "X-HTTP-Method-Override: DELETE"];
    let response = server.request(&format!("POST {LIST}none/"), &headers).await;
    assert_eq!(response.status, 404);
    let response = server.request(&format!("GET {LIST}"), &headers).await;
    assert_eq!(response.status, 200, "GET must not be overridden");
}

#[tokio::test]
async fn unknown_path_gets_the_error_envelope() {
    let server = Server::start().await;
    for path in
        ["/a/demo/api/v0.5/nothing/", "/a/demo/", "/nothing", "/api/v0.5/", "/a/demo/api/v9/user/"]
    {
        let response = server.request(&format!("GET {path}"), &[]).await;
        assert_eq!((response.status, response.code().as_str()), (404, "not_found"), "{path}");
        assert_eq!(response.header("Content-Type"), Some("application/json"));
    }
    let xml = server.request("GET /a/demo/api/v0.5/nothing/?format=xml", &[]).await;
    assert!(xml.body.contains("<code>not_found</code>"), "{xml:?}");
    assert_eq!(xml.header("Content-Type"), Some("application/xml; charset=utf-8"));
}

#[tokio::test]
async fn every_response_has_a_request_id() {
    let server = Server::start().await;
    let generated = server.request("GET /livez", &[]).await;
    assert_eq!(generated.header("X-Request-Id").map(str::len), Some(16));
    let given = server.request("GET /livez", &["X-Request-Id: from-a-proxy.1"]).await;
    assert_eq!(given.header("X-Request-Id"), Some("from-a-proxy.1"));
}
