//! Compressed responses.

use std::io::Read as _;

use bytes::Bytes;
use flate2::read::GzDecoder;
use http::{Request, Response, header};
use roster_store::Backend;
use roster_testkit::on_both_engines;

use crate::fixture::Fixture;

on_both_engines! {
    long_response_is_compressed_if_the_client_asks,
    tag_of_either_representation_is_accepted,
    write_by_a_client_that_accepts_no_encoding_succeeds,
}

const LIST: &str = "/a/demo/api/user/v1/";
const DOCUMENT: &str = "/openapi.json";

async fn request(
    fixture: &Fixture,
    line: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Response<Bytes> {
    let (method, path) = line.split_once(' ').unwrap();
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if !body.is_empty() {
        request = request.header("content-type", "application/json");
    }
    fixture.send(request.body(Bytes::from(body.to_owned())).unwrap()).await
}

fn header<'a>(response: &'a Response<Bytes>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

fn unzip(bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut plain).unwrap();
    plain
}

async fn with_workers(backend: &Backend) -> Fixture {
    let fixture = Fixture::open(backend).await;
    for name in ["amina", "bello", "chidi", "dayo"] {
        let body = format!(r#"{{"username": "{name}", "connect_username": "{name}"}}"#);
        let created = request(&fixture, &format!("POST {LIST}"), &[], &body).await;
        assert_eq!(created.status(), 201);
    }
    fixture
}

async fn long_response_is_compressed_if_the_client_asks(backend: Backend) {
    let fixture = with_workers(&backend).await;
    for path in [LIST, DOCUMENT, "/a/demo/api/v0.5/user/?format=xml"] {
        let line = format!("GET {path}");
        let plain = request(&fixture, &line, &[], "").await;
        assert!(plain.body().len() >= 1024, "{path}");
        assert_eq!(header(&plain, "content-encoding"), "");
        assert_eq!(header(&plain, "vary"), "accept-encoding", "{path}");
        let gzip = [("accept-encoding", "br, gzip")];
        let compressed = request(&fixture, &line, &gzip, "").await;
        assert_eq!(header(&compressed, "content-encoding"), "gzip", "{path}");
        assert_eq!(header(&compressed, "vary"), "accept-encoding");
        assert!(compressed.body().len() < plain.body().len());
        assert_eq!(unzip(compressed.body()), plain.body().to_vec());
        let head = request(&fixture, &format!("HEAD {path}"), &gzip, "").await;
        assert_eq!(header(&head, "etag"), header(&compressed, "etag"), "{path}");
    }
    let short = request(&fixture, "GET /a/demo/api/group/v1/", &[("accept-encoding", "gzip")], "");
    assert_eq!(header(&short.await, "content-encoding"), "");
}

async fn tag_of_either_representation_is_accepted(backend: Backend) {
    let fixture = with_workers(&backend).await;
    let line = format!("GET {LIST}");
    let plain = request(&fixture, &line, &[], "").await;
    let gzip = ("accept-encoding", "gzip");
    let compressed = request(&fixture, &line, &[gzip], "").await;
    let tags = [header(&plain, "etag"), header(&compressed, "etag")];
    assert_ne!(tags[0], tags[1], "two representations, two tags");
    for tag in tags {
        for encoding in ["gzip", "identity"] {
            let headers = [("accept-encoding", encoding), ("if-none-match", tag)];
            let unchanged = request(&fixture, &line, &headers, "").await;
            assert_eq!(unchanged.status(), 304, "{tag} {encoding}");
        }
    }
    let unchanged = request(&fixture, &line, &[gzip, ("if-none-match", tags[1])], "").await;
    assert_eq!(header(&unchanged, "etag"), tags[1]);

    // One worker with enough data to be compressed.
    let padding = "x".repeat(1500);
    let body = format!(
        r#"{{"username": "efe", "connect_username": "efe", "user_data": {{"note": "{padding}"}}}}"#
    );
    let created = request(&fixture, &format!("POST {LIST}"), &[], &body).await;
    let path = header(&created, "location").to_owned();
    let shown = request(&fixture, &format!("GET {path}"), &[gzip], "").await;
    let tag = header(&shown, "etag").to_owned();
    assert_eq!(header(&shown, "content-encoding"), "gzip");
    let edit = r#"{"first_name": "Efe"}"#;
    let line = format!("PUT {path}");
    let edited = request(&fixture, &line, &[gzip, ("if-match", &tag)], edit).await;
    assert_eq!(edited.status(), 200, "{edited:?}");
    let stale = request(&fixture, &line, &[gzip, ("if-match", &tag)], edit).await;
    assert_eq!(stale.status(), 412);
}

async fn write_by_a_client_that_accepts_no_encoding_succeeds(backend: Backend) {
    let fixture = Fixture::open(&backend).await;
    let nothing = [(header::ACCEPT_ENCODING.as_str(), "identity;q=0, *;q=0")];
    let body = r#"{"username": "amina", "connect_username": "amina"}"#;
    let created = request(&fixture, &format!("POST {LIST}"), &nothing, body).await;
    assert_eq!(created.status(), 201);
}
