//! The key is sent to no other origin.

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
