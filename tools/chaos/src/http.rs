//! An HTTP client that distinguishes requests that were never sent from those with an unknown
//! outcome.

use std::{io, time::Duration};

use anyhow::Context as _;
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    time::timeout,
};

/// Timeout of a response.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(20);

/// A client with at most one connection, reused while the server keeps it open.
pub(crate) struct Client {
    address: String,
    connection: Option<BufReader<TcpStream>>,
}

/// A request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) target: String,
    pub(crate) authorization: String,
    pub(crate) key: Option<String>,
    pub(crate) body: String,
}

/// A complete response.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The header lines, in lower case.
    head: String,
    pub(crate) body: String,
}

/// Why there is no response.
#[derive(Debug)]
pub(crate) enum Lost {
    /// The request was not sent, so it was not executed.
    Unsent(io::Error),
    /// The request was sent, at least in part: its outcome is unknown.
    Unknown(io::Error),
}

impl Client {
    pub(crate) fn new(address: &str) -> Self {
        Self { address: address.to_owned(), connection: None }
    }

    /// Sends a request and reads the response.
    pub(crate) async fn send(&mut self, request: &Request) -> Result<Answer, Lost> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => BufReader::new(TcpStream::connect(&self.address).await.map_err(Lost::Unsent)?),
        };
        let answered =
            timeout(RESPONSE_TIMEOUT, exchange(&mut connection, &self.address, request)).await;
        let answer = answered.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
        let answer = answer.map_err(Lost::Unknown)?;
        if !answer.closes() {
            self.connection = Some(connection);
        }
        Ok(answer)
    }

    /// Whether the next request reuses a connection.
    pub(crate) fn is_connected(&self) -> bool {
        self.connection.is_some()
    }
}

impl Request {
    pub(crate) fn get(target: impl Into<String>, authorization: &str) -> Self {
        let authorization = authorization.to_owned();
        Self { method: "GET", target: target.into(), authorization, ..Self::default() }
    }
}

impl Answer {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the response is a replay for an idempotency key.
    pub(crate) fn is_replayed(&self) -> bool {
        self.header("idempotent-replayed").is_some()
    }

    /// Whether the server asks to close the connection.
    pub(crate) fn closes(&self) -> bool {
        self.header("connection").is_some_and(|value| value.contains("close"))
    }

    pub(crate) fn json(&self) -> anyhow::Result<Value> {
        serde_json::from_str(&self.body).with_context(|| format!("{}: {}", self.status, self.body))
    }

    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find_map(|(found, value)| (found == name).then_some(value))
    }
}

async fn exchange(
    connection: &mut BufReader<TcpStream>,
    address: &str,
    request: &Request,
) -> io::Result<Answer> {
    let Request { method, target, authorization, key, body } = request;
    let line = |name: &str, value: &str| match value {
        "" => String::new(),
        value => format!("{name}: {value}\r\n"),
    };
    let lines = [
        format!("{method} {target} HTTP/1.1\r\nHost: {address}\r\n"),
        line("Authorization", authorization),
        line("Idempotency-Key", key.as_deref().unwrap_or_default()),
        line("Content-Type", if body.is_empty() { "" } else { "application/json" }),
        format!("Content-Length: {}\r\n\r\n{body}", body.len()),
    ];
    let text = lines.concat();
    connection.get_mut().write_all(text.as_bytes()).await?;
    read(connection).await
}

async fn read(connection: &mut BufReader<TcpStream>) -> io::Result<Answer> {
    let mut head = String::new();
    loop {
        let before = head.len();
        connection.read_line(&mut head).await?;
        match &head[before..] {
            "" => return Err(io::ErrorKind::UnexpectedEof.into()),
            "\r\n" => break,
            _ => {}
        }
    }
    let head = head.to_ascii_lowercase().replace('\r', "");
    let status = head.get(9..12).and_then(|status| status.parse().ok());
    let status = status.ok_or(io::ErrorKind::InvalidData)?;
    let answer = Answer { status, head, body: String::new() };
    let length = answer.header("content-length").and_then(|length| length.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    connection.read_exact(&mut body).await?;
    let body = String::from_utf8(body).map_err(|_| io::ErrorKind::InvalidData)?;
    Ok(Answer { body, ..answer })
}
