//! Requests that are too large, too slow or ambiguous.

use std::time::Duration;

use roster_server::Limits;
use tokio::{
    io::AsyncWriteExt as _,
    net::TcpStream,
    time::{Instant, timeout},
};

use crate::{raw, server::Server};

const LIST: &str = "/a/demo/api/user/v1/";

fn short_timeouts() -> Limits {
    Limits {
        head_timeout: Duration::from_millis(300),
        idle_timeout: Duration::from_millis(300),
        stall_timeout: Duration::from_millis(300),
        ..Limits::default()
    }
}

#[tokio::test]
async fn incomplete_head_times_out() {
    let server = Server::with_limits(short_timeouts()).await;
    for sent in ["", "GET / HTTP/1.1\r\nHost: x\r\n"] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        assert_eq!(raw::read_to_end(&mut stream).await, "");
    }
}

#[tokio::test]
async fn slow_head_times_out() {
    let server = Server::with_limits(short_timeouts()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let begun = Instant::now();
    let mut ticks = tokio::time::interval(Duration::from_millis(20));
    stream.write_all(b"GET / HTTP/1.1\r\nX: ").await.unwrap();
    while stream.write_all(b"x").await.is_ok() {
        ticks.tick().await;
        assert!(begun.elapsed() < Duration::from_secs(10), "the connection must be closed");
    }
}

#[tokio::test]
async fn idle_connection_is_closed() {
    let server = Server::with_limits(short_timeouts()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let response = raw::parse(&raw::read_to_end(&mut stream).await);
    assert_eq!((response.status, response.body.as_str()), (200, "ok\n"));
}

#[tokio::test]
async fn missing_body_times_out() {
    let server = Server::with_limits(short_timeouts()).await;
    let authorization = server.authorization();
    let headers = [authorization.as_str(), "Content-Length: 100"];
    let response = server.request(&format!("POST {LIST}"), &headers).await;
    assert_eq!((response.status, response.code().as_str()), (408, "request_timeout"));
}

#[tokio::test]
async fn client_that_does_not_read_is_disconnected() {
    let server = Server::with_limits(short_timeouts()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let flood = async {
        while stream.write_all(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n").await.is_ok() {}
    };
    timeout(Duration::from_secs(20), flood).await.expect("the server must close the connection");
}

#[tokio::test]
async fn oversized_parts_are_rejected_with_their_codes() {
    let server = Server::start().await;
    let long = "x".repeat(9 * 1024);
    let uri = server.request(&format!("GET {LIST}?search={long}"), &[]).await;
    assert_eq!((uri.status, uri.code().as_str()), (414, "uri_too_long"));

    let header = format!("X-Long: {long}");
    let head = server.request(&format!("GET {LIST}"), &[&header, &header, &header, &header]).await;
    assert_eq!((head.status, head.code().as_str()), (431, "headers_too_large"));

    let announced = server.request(&format!("POST {LIST}"), &["Content-Length: 1048577"]).await;
    assert_eq!((announced.status, announced.code().as_str()), (413, "body_too_large"));

    let chunk = format!("10000\r\n{}\r\n", "x".repeat(0x10000)).repeat(17);
    let head = format!(
        "POST {LIST} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{}\r\nTransfer-Encoding: chunked\r\n\r\n",
        server.authorization()
    );
    let chunked = server.raw(format!("{head}{chunk}0\r\n\r\n").as_bytes()).await;
    assert_eq!((chunked.status, chunked.code().as_str()), (413, "body_too_large"));
}

#[tokio::test]
async fn client_gets_the_response_to_a_rejected_body() {
    let server = Server::start().await;
    let body = "x".repeat(3 * 1024 * 1024);
    let response = server.send(&format!("POST {LIST}"), &[], &body).await;
    assert_eq!(response.status, 413);
    let response = server.send(&format!("POST {LIST}"), &[], &"x".repeat(1024 * 1024)).await;
    assert_eq!(response.status, 401);
}

#[tokio::test]
async fn body_with_two_lengths_is_rejected() {
    let server = Server::start().await;
    let both = ["Content-Length: 4", "Transfer-Encoding: chunked"];
    for lines in [[both[0], both[1]], [both[1], both[0]]] {
        let head = format!("POST {LIST} HTTP/1.1\r\nHost: x\r\n{}\r\n\r\n", lines.join("\r\n"));
        let response = server
            .raw(format!("{head}0\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes())
            .await;
        assert_eq!(
            (response.status, response.code().as_str()),
            (400, "request_invalid"),
            "{lines:?}"
        );
        assert!(!response.body.contains("HTTP/1.1"), "the next request must not be handled");
    }
}

#[tokio::test]
async fn malformed_heads_are_rejected() {
    let server = Server::start().await;
    for head in [
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\nx",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n",
        "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\n",
    ] {
        let head = head.replacen("\r\n", "\r\nConnection: close\r\n", 1);
        assert_eq!(server.raw(head.as_bytes()).await.status, 400, "{head:?}");
    }
}

#[tokio::test]
async fn pipelined_requests_are_handled_in_order() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let one = "POST /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
    let two =
        "POST /livez HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n";
    let last = "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(format!("{one}{two}{last}").as_bytes()).await.unwrap();
    let responses = raw::read_to_end(&mut stream).await;
    assert_eq!(responses.matches("HTTP/1.1 405").count(), 2, "{responses}");
    assert!(responses.ends_with("ok\n"), "{responses}");
}

#[tokio::test]
async fn waiting_connections_are_closed_at_the_limit() {
    let server = Server::with_limits(Limits { max_connections: 2, ..Limits::default() }).await;
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    idle.write_all(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    idle.readable().await.unwrap();
    assert_eq!(server.request("GET /livez", &[]).await.status, 200);
    assert_eq!(raw::read_to_end(&mut silent).await, "");
    let mut third = TcpStream::connect(server.address).await.unwrap();
    third.write_all(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    third.readable().await.unwrap();
    assert_eq!(server.request("GET /livez", &[]).await.status, 200);
    assert!(raw::read_to_end(&mut idle).await.contains("200 OK"), "closed after its response");
}
