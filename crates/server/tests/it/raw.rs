//! HTTP as raw bytes, so that tests can send what no client library sends.

use std::{net::SocketAddr, time::Duration};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

/// The longest wait for a response.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A parsed response.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Response {
    /// The first value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.all(name).into_iter().next()
    }

    /// All values of a header.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let named = self.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        named.map(|(_, value)| value.as_str()).collect()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    /// The error code of the body.
    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// Sends `bytes` on a new connection and reads the response. If the server closes the connection
/// early, the rest is not sent.
pub(crate) async fn exchange(address: SocketAddr, bytes: &[u8]) -> Response {
    let stream = TcpStream::connect(address).await.unwrap();
    let (mut reader, mut writer) = stream.into_split();
    let writing = async {
        let _ = writer.write_all(bytes).await;
        std::future::pending::<()>().await;
    };
    let text = tokio::select! {
        text = read_to_end(&mut reader) => text,
        () = writing => String::new(),
    };
    parse(&text)
}

/// Reads until the server closes the connection.
pub(crate) async fn read_to_end(reader: &mut (impl tokio::io::AsyncRead + Unpin)) -> String {
    let mut bytes = Vec::new();
    let read = timeout(TIMEOUT, reader.read_to_end(&mut bytes));
    let _ = read.await.expect("the server must close the connection");
    String::from_utf8(bytes).unwrap()
}

/// Parses a response.
pub(crate) fn parse(text: &str) -> Response {
    let (head, body) =
        text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no response: {text:?}"));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap().parse().unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    Response {
        status,
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        body: body.to_owned(),
    }
}
