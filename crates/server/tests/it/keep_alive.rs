//! Connections after a request is rejected before its body was read.

use std::time::Duration;

use tokio::{io::AsyncWriteExt as _, net::TcpStream, time::timeout};

use crate::{raw, server::Server};

#[tokio::test]
async fn short_body_is_drained_and_the_connection_reused() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = "PUT /a/demo/api/user/v1/ HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    timeout(Duration::from_millis(100), stream.readable())
        .await
        .expect_err("the server must wait for the body");
    let next = "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(format!("{{\"a\":1}}{next}").as_bytes()).await.unwrap();
    let responses = raw::read_to_end(&mut stream).await;
    assert!(responses.starts_with("HTTP/1.1 405"), "{responses}");
    assert!(responses.ends_with("ok\n"), "{responses}");
}

#[tokio::test]
async fn response_before_a_long_body_closes_the_connection() {
    let server = Server::start().await;
    for headers in [
        vec!["Content-Length: 100000", "X: x"],
        vec!["Content-Length: 7", "Expect: 100-continue"],
        vec!["Content-Length: 7", "X-Note: the body is never sent"],
    ] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let head = format!(
            "PUT /a/demo/api/user/v1/ HTTP/1.1\r\nHost: x\r\n{}\r\n\r\n",
            headers.join("\r\n")
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let response = raw::parse(&raw::read_to_end(&mut stream).await);
        assert_eq!(
            (response.status, response.header("Connection")),
            (405, Some("close")),
            "{headers:?}"
        );
    }
}
