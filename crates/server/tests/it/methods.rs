//! The request line: methods, slashes, and addresses that are none.

use crate::server::Server;

const LIST: &str = "/a/demo/api/v0.5/user/";

#[tokio::test]
async fn options_needs_no_credentials() {
    let server = Server::start().await;
    let answer = server.ask(&format!("OPTIONS {LIST}"), &[]).await;
    assert_eq!((answer.status, answer.body.as_str()), (200, "GET, POST"));
    for (name, value) in [
        ("Allow", "GET, POST"),
        ("Access-Control-Allow-Methods", "GET, POST"),
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Allow-Headers", "Content-Type, Authorization, X-Requested-With"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    let detail = server.ask(&format!("OPTIONS {LIST}abc/"), &[]).await;
    assert_eq!(detail.body, "GET, PUT, DELETE");
}

#[tokio::test]
async fn another_method_is_told_the_right_ones_before_anybody_is_asked_who_they_are() {
    let server = Server::start().await;
    for method in ["DELETE", "PUT", "PATCH", "TRACE", "FROB"] {
        let answer = server.ask(&format!("{method} {LIST}"), &[]).await;
        assert_eq!((answer.status, answer.header("Allow")), (405, Some("GET, POST")), "{method}");
        assert_eq!(answer.code(), "method_not_allowed");
    }
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let server = Server::start().await;
    for (line, expected) in [(LIST, 200), ("/a/demo/api/v0.5/user/none/", 404), ("/livez", 200)] {
        let get = server.ask_as_admin(&format!("GET {line}")).await;
        let head = server.ask_as_admin(&format!("HEAD {line}")).await;
        assert_eq!((get.status, head.status), (expected, expected), "{line}");
        assert_eq!(head.body, "");
        for name in ["Content-Length", "Content-Type"] {
            assert_eq!(head.header(name), get.header(name), "{name} of {line}");
        }
    }
}

#[tokio::test]
async fn slashes_make_no_difference() {
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
        assert_eq!(server.ask_as_admin(&format!("GET {path}")).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_post_may_stand_for_another_method() {
    let server = Server::start().await;
    let authorization = server.authorization();
    let headers = [authorization.as_str(), "X-HTTP-Method-Override: DELETE"];
    let answer = server.ask(&format!("POST {LIST}none/"), &headers).await;
    assert_eq!(answer.status, 404);
    let answer = server.ask(&format!("GET {LIST}"), &headers).await;
    assert_eq!(answer.status, 200, "only a POST may");
}

#[tokio::test]
async fn an_address_that_is_none_is_told_in_the_envelope() {
    let server = Server::start().await;
    for path in
        ["/a/demo/api/v0.5/nothing/", "/a/demo/", "/nothing", "/api/v0.5/", "/a/demo/api/v9/user/"]
    {
        let answer = server.ask(&format!("GET {path}"), &[]).await;
        assert_eq!((answer.status, answer.code().as_str()), (404, "not_found"), "{path}");
        assert_eq!(answer.header("Content-Type"), Some("application/json"));
    }
    let xml = server.ask("GET /a/demo/api/v0.5/nothing/?format=xml", &[]).await;
    assert!(xml.body.contains("<code>not_found</code>"), "{xml:?}");
    assert_eq!(xml.header("Content-Type"), Some("application/xml; charset=utf-8"));
}

#[tokio::test]
async fn every_answer_has_a_name() {
    let server = Server::start().await;
    let own = server.ask("GET /livez", &[]).await;
    assert_eq!(own.header("X-Request-Id").map(str::len), Some(16));
    let given = server.ask("GET /livez", &["X-Request-Id: from-a-proxy.1"]).await;
    assert_eq!(given.header("X-Request-Id"), Some("from-a-proxy.1"));
}
