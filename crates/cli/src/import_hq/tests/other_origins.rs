//! Responses that end an import: the key is sent to no other origin, and another page than that of a list
//! is reported.

use roster_store::Backend;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use super::{proxy::Proxy, source::SourceSide, target::TargetSide};

/// Answers one request with `answer`; returns the address.
async fn once(answer: String) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.unwrap();
        let mut head = [0; 4096];
        let _ = client.read(&mut head).await;
        client.write_all(answer.as_bytes()).await.unwrap();
    });
    address
}

async fn refused(answer: &dyn Fn(&str) -> String) -> (String, Vec<String>) {
    let source = SourceSide::open("live").await;
    let folder = tempfile::tempdir().unwrap();
    let target = TargetSide::open(Backend::Embedded(folder.path().to_owned())).await;
    let elsewhere = Proxy::good(source.address).await;
    let address = once(answer(&format!("http://{}", elsewhere.address))).await;
    let failure = target.puller(&source, address).run(10, false).await.unwrap_err();
    (format!("{failure:#}"), elsewhere.asked())
}

#[tokio::test(flavor = "multi_thread")]
async fn redirect_to_another_origin_is_not_followed() {
    let redirect = |elsewhere: &str| {
        format!(
            "HTTP/1.1 302 Found\r\nLocation: {elsewhere}/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
    };
    let (output, asked) = Box::pin(refused(&redirect)).await;
    assert!(output.contains("another origin"), "{output}");
    assert_eq!(asked, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn next_page_at_another_origin_is_not_requested() {
    let page = |elsewhere: &str| {
        let next = format!("{elsewhere}/a/river/api/v0.5/location_type/?limit=4&offset=4");
        let body = format!(
            r#"{{"meta": {{"next": "{next}", "total_count": 9}}, "objects": [{{"id": 1, "code": "x"}}]}}"#
        );
        let length = body.len();
        format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
    };
    let (output, asked) = Box::pin(refused(&page)).await;
    assert!(output.contains("another origin than the import"), "{output}");
    assert_eq!(asked, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn web_page_is_reported_at_once_with_its_text() {
    let page = |_: &str| {
        let body = "<html><h1>Please sign in\n to this network</h1></html>";
        let length = body.len();
        format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
    };
    // The server answers one request only.
    let (output, _) = Box::pin(refused(&page)).await;
    assert!(output.contains("/a/river/api/v0.5/location_type/?limit="), "{output}");
    assert!(output.contains("Please sign in to this network"), "{output}");
}

/// Serves every list as one record that is always followed by another page.
async fn endless(record: &'static str) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut number = 0;
        loop {
            let (mut client, _) = listener.accept().await.unwrap();
            let mut head = [0; 4096];
            let _ = client.read(&mut head).await;
            number += 1;
            let body = format!(
                r#"{{"meta": {{"next": "?limit=4&offset={number}", "total_count": 2}}, "objects": [{}]}}"#,
                record.replace('#', &number.to_string())
            );
            let length = body.len();
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n");
            let answer = format!("{head}Connection: close\r\n\r\n{body}");
            let _ = client.write_all(answer.as_bytes()).await;
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn list_that_never_ends_is_read_to_its_total() {
    let source = SourceSide::open("live").await;
    let folder = tempfile::tempdir().unwrap();
    let target = TargetSide::open(Backend::Embedded(folder.path().to_owned())).await;
    let address = endless(r#"{"id": "a#", "username": "w#"}"#).await;
    let puller = target.puller_without_locations(&source, address);
    let ending = puller.preview().await.unwrap();
    assert!(!ending.agrees(), "more came than the source says");
    let ending = puller.run(2, false).await.unwrap();
    assert_eq!(ending.passes, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn record_without_id_is_rejected_alone() {
    let source = SourceSide::open("live").await;
    let folder = tempfile::tempdir().unwrap();
    let target = TargetSide::open(Backend::Embedded(folder.path().to_owned())).await;
    let records =
        r#"{"id": "a1", "username": "ada", "name": "A"}, {"username": "bob", "name": "B"}"#;
    let address = endless(records).await;
    let ending = target.puller_without_locations(&source, address).run(3, false).await.unwrap();
    let workers = &ending.summaries[&roster_model::HqKind::Worker];
    assert_eq!((workers.came, workers.refused.len()), (1, 1));
    assert!(workers.refused[0].id.contains("bob"), "{workers:?}");
}
