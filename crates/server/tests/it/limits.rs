//! What is too much, too slow, or framed so that two readers could disagree.

use std::time::Duration;

use roster_server::Limits;
use tokio::{
    io::AsyncWriteExt as _,
    net::TcpStream,
    time::{Instant, timeout},
};

use crate::{raw, server::Server};

const LIST: &str = "/a/demo/api/user/v1/";

fn hasty() -> Limits {
    Limits {
        head_time: Duration::from_millis(300),
        idle_time: Duration::from_millis(300),
        patience: Duration::from_millis(300),
        ..Limits::default()
    }
}

#[tokio::test]
async fn half_a_head_does_not_hold_a_connection() {
    let server = Server::with(hasty()).await;
    for sent in ["", "GET / HTTP/1.1\r\nHost: x\r\n"] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        assert_eq!(raw::read_to_end(&mut stream).await, "");
    }
}

#[tokio::test]
async fn a_head_that_drips_in_does_not_hold_a_connection() {
    let server = Server::with(hasty()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let begun = Instant::now();
    let mut ticks = tokio::time::interval(Duration::from_millis(20));
    stream.write_all(b"GET / HTTP/1.1\r\nX: ").await.unwrap();
    while stream.write_all(b"x").await.is_ok() {
        ticks.tick().await;
        assert!(begun.elapsed() < Duration::from_secs(10), "still open");
    }
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let server = Server::with(hasty()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let answer = raw::parse(&raw::read_to_end(&mut stream).await);
    assert_eq!((answer.status, answer.body.as_str()), (200, "ok\n"));
}

#[tokio::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let server = Server::with(hasty()).await;
    let authorization = server.authorization();
    let headers = [authorization.as_str(), "Content-Length: 100"];
    let answer = server.ask(&format!("POST {LIST}"), &headers).await;
    assert_eq!((answer.status, answer.code().as_str()), (408, "request_timeout"));
}

#[tokio::test]
async fn a_client_that_does_not_read_is_cut_off() {
    let server = Server::with(hasty()).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let flood = async {
        while stream.write_all(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n").await.is_ok() {}
    };
    timeout(Duration::from_secs(20), flood).await.expect("the server closes the connection");
}

#[tokio::test]
async fn what_is_too_large_is_refused_by_name() {
    let server = Server::start().await;
    let long = "x".repeat(9 * 1024);
    let uri = server.ask(&format!("GET {LIST}?search={long}"), &[]).await;
    assert_eq!((uri.status, uri.code().as_str()), (414, "uri_too_long"));

    let header = format!("X-Long: {long}");
    let head = server.ask(&format!("GET {LIST}"), &[&header, &header, &header, &header]).await;
    assert_eq!((head.status, head.code().as_str()), (431, "headers_too_large"));

    let announced = server.ask(&format!("POST {LIST}"), &["Content-Length: 1048577"]).await;
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
async fn a_refused_body_does_not_cost_the_client_its_answer() {
    let server = Server::start().await;
    let body = "x".repeat(3 * 1024 * 1024);
    let answer = server.send(&format!("POST {LIST}"), &[], &body).await;
    assert_eq!(answer.status, 413);
    let answer = server.send(&format!("POST {LIST}"), &[], &"x".repeat(1024 * 1024)).await;
    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn a_body_with_two_ends_is_refused() {
    let server = Server::start().await;
    let both = ["Content-Length: 4", "Transfer-Encoding: chunked"];
    for lines in [[both[0], both[1]], [both[1], both[0]]] {
        let head = format!("POST {LIST} HTTP/1.1\r\nHost: x\r\n{}\r\n\r\n", lines.join("\r\n"));
        let answer = server
            .raw(format!("{head}0\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes())
            .await;
        assert_eq!((answer.status, answer.code().as_str()), (400, "request_invalid"), "{lines:?}");
        assert!(!answer.body.contains("HTTP/1.1"), "nothing after it is answered");
    }
}

#[tokio::test]
async fn malformed_heads_are_refused() {
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
async fn requests_may_follow_each_other_on_one_connection() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let one = "POST /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
    let two =
        "POST /livez HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n";
    let last = "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(format!("{one}{two}{last}").as_bytes()).await.unwrap();
    let answers = raw::read_to_end(&mut stream).await;
    assert_eq!(answers.matches("HTTP/1.1 405").count(), 2, "{answers}");
    assert!(answers.ends_with("ok\n"), "{answers}");
}

#[tokio::test]
async fn whoever_is_waited_for_makes_way_for_another() {
    let server = Server::with(Limits { connections: 2, ..Limits::default() }).await;
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    idle.write_all(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    idle.readable().await.unwrap();
    assert_eq!(server.ask("GET /livez", &[]).await.status, 200);
    assert_eq!(raw::read_to_end(&mut silent).await, "");
    let mut third = TcpStream::connect(server.address).await.unwrap();
    third.write_all(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    third.readable().await.unwrap();
    assert_eq!(server.ask("GET /livez", &[]).await.status, 200);
    assert!(raw::read_to_end(&mut idle).await.contains("200 OK"), "closed after its answer");
}
