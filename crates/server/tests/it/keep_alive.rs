//! What becomes of a connection when a request is refused before its body was read.

use std::time::Duration;

use tokio::{io::AsyncWriteExt as _, net::TcpStream, time::timeout};

use crate::{raw, server::Server};

#[tokio::test]
async fn a_small_body_is_read_and_the_connection_goes_on() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = "PUT /a/demo/api/user/v1/ HTTP/1.1\r\nHost: x\r\nContent-Length: 7\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    timeout(Duration::from_millis(100), stream.readable())
        .await
        .expect_err("the body is waited for");
    let next = "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(format!("{{\"a\":1}}{next}").as_bytes()).await.unwrap();
    let answers = raw::read_to_end(&mut stream).await;
    assert!(answers.starts_with("HTTP/1.1 405"), "{answers}");
    assert!(answers.ends_with("ok\n"), "{answers}");
}

#[tokio::test]
async fn a_client_with_more_to_send_is_told_that_the_connection_ends() {
    let server = Server::start().await;
    for headers in [
        vec!["Content-Length: 100000", "X: x"],
        vec!["Content-Length: 7", "Expect: 100-continue"],
        vec!["Content-Length: 7", "X-Whose: the body never comes"],
    ] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let head = format!(
            "PUT /a/demo/api/user/v1/ HTTP/1.1\r\nHost: x\r\n{}\r\n\r\n",
            headers.join("\r\n")
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let answer = raw::parse(&raw::read_to_end(&mut stream).await);
        assert_eq!(
            (answer.status, answer.header("Connection")),
            (405, Some("close")),
            "{headers:?}"
        );
    }
}
