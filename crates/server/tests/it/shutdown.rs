//! Graceful shutdown.

use std::time::Duration;

use roster_server::Limits;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::{raw, server::Server};

const TIMEOUT: Duration = Duration::from_secs(20);

#[tokio::test]
async fn request_in_progress_is_completed() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST /a/demo/api/user/v1/ HTTP/1.1\r\nHost: x\r\n{}\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n",
        server.authorization()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // After 100 Continue the request is in progress.
    let mut interim = [0; 25];
    stream.read_exact(&mut interim).await.unwrap();
    assert_eq!(&interim, b"HTTP/1.1 100 Continue\r\n\r\n");

    server.shutdown.cancel();
    stream.write_all(b"{}").await.unwrap();
    let response = raw::parse(&raw::read_to_end(&mut stream).await);
    assert_eq!((response.status, response.header("Connection")), (400, Some("close")));
    timeout(TIMEOUT, server.task).await.expect("the server must stop").unwrap();
}

#[tokio::test]
async fn responses_close_the_connection_during_shutdown() {
    let server = Server::start().await;
    let waiting = server.request_as_admin("GET /a/demo/api/changes/v1/?since=1&wait=60");
    let (long_poll, readiness) = tokio::join!(waiting, async {
        server.request_as_admin("GET /a/demo/api/user/v1/").await;
        server.shutdown.cancel();
        server.request("GET /readyz", &[]).await
    });
    assert_eq!((long_poll.status, long_poll.header("Connection")), (200, Some("close")));
    assert_eq!((readiness.status, readiness.header("Connection")), (503, Some("close")));
    timeout(TIMEOUT, server.task).await.expect("the server must stop").unwrap();
}

#[tokio::test]
async fn idle_connections_do_not_delay_shutdown() {
    let server = Server::start().await;
    let _silent = TcpStream::connect(server.address).await.unwrap();
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    idle.write_all(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).await.unwrap();
    server.shutdown.cancel();
    timeout(TIMEOUT, server.task).await.expect("the server must stop").unwrap();
    assert!(TcpStream::connect(server.address).await.is_err(), "the listener must be closed");
}

#[tokio::test]
async fn incomplete_request_is_aborted_at_the_drain_timeout() {
    let limits = Limits { drain_timeout: Duration::from_millis(200), ..Limits::default() };
    let server = Server::with_limits(limits).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST /a/demo/api/user/v1/ HTTP/1.1\r\nHost: x\r\n{}\r\nContent-Length: 2\r\n\r\n",
        server.authorization()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    server.shutdown.cancel();
    timeout(Duration::from_secs(5), server.task).await.expect("the server must stop").unwrap();
}
