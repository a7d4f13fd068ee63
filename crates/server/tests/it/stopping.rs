//! The end of a server.

use std::time::Duration;

use roster_server::Limits;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::{raw, server::Server};

const ENOUGH: Duration = Duration::from_secs(20);

#[tokio::test]
async fn requests_under_way_are_finished() {
    let server = Server::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST /a/demo/api/user/v1/ HTTP/1.1\r\nHost: x\r\n{}\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n",
        server.authorization()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server asks for the body: from here on the request is under way.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).await.unwrap();
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");

    server.shutdown.cancel();
    stream.write_all(b"{}").await.unwrap();
    let answer = raw::parse(&raw::read_to_end(&mut stream).await);
    assert_eq!((answer.status, answer.header("Connection")), (400, Some("close")));
    timeout(ENOUGH, server.task).await.expect("the server stops").unwrap();
}

#[tokio::test]
async fn leave_is_taken_of_everybody() {
    let server = Server::start().await;
    let waiting = server.ask_as_admin("GET /a/demo/api/changes/v1/?since=1&wait=60");
    let (waited, seen) = tokio::join!(waiting, async {
        server.ask_as_admin("GET /a/demo/api/user/v1/").await;
        server.shutdown.cancel();
        server.ask("GET /readyz", &[]).await
    });
    assert_eq!((waited.status, waited.header("Connection")), (200, Some("close")));
    assert_eq!((seen.status, seen.header("Connection")), (503, Some("close")));
    timeout(ENOUGH, server.task).await.expect("the server stops").unwrap();
}

#[tokio::test]
async fn idle_connections_do_not_hold_it_up() {
    let server = Server::start().await;
    let _silent = TcpStream::connect(server.address).await.unwrap();
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    idle.write_all(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).await.unwrap();
    server.shutdown.cancel();
    timeout(ENOUGH, server.task).await.expect("the server stops").unwrap();
    assert!(TcpStream::connect(server.address).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn what_does_not_finish_is_cut_off() {
    let limits = Limits { drain_time: Duration::from_millis(200), ..Limits::default() };
    let server = Server::with(limits).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!(
        "POST /a/demo/api/user/v1/ HTTP/1.1\r\nHost: x\r\n{}\r\nContent-Length: 2\r\n\r\n",
        server.authorization()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    server.shutdown.cancel();
    timeout(Duration::from_secs(5), server.task).await.expect("the server stops").unwrap();
}
