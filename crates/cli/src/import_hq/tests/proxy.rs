//! A connection to the source that fails as a script says.

use std::{
    future::Future,
    net::SocketAddr,
    pin::Pin,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_util::sync::{CancellationToken, DropGuard};

/// A failure of a request.
#[derive(Clone, Copy, Debug)]
pub(super) enum Failure {
    /// 429, with this `Retry-After` or none.
    Throttled(Option<&'static str>),
    /// 500.
    ServerError,
    /// The connection is closed before the response.
    Silence,
    /// The connection is cut within a body of announced length.
    Cut,
    /// The connection is cut within a body of unknown length.
    CutUnnoticed,
}

type Doing = Pin<Box<dyn Future<Output = ()> + Send>>;
type Script = dyn Fn(usize) -> Option<Failure> + Send + Sync;
type Between = dyn Fn(usize) -> Doing + Send + Sync;

/// A proxy to a server.
pub(super) struct Proxy {
    pub(super) address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    _stop: DropGuard,
}

impl Proxy {
    /// A proxy to `server`. Requests are numbered from 0: `script` chooses the failure of each, and
    /// `between` runs before each.
    pub(super) async fn to(server: SocketAddr, script: Box<Script>, between: Box<Between>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let stop = CancellationToken::new();
        let (log, stopped) = (Arc::clone(&asked), stop.clone());
        tokio::spawn(stopped.run_until_cancelled_owned(async move {
            loop {
                let (mut client, _) = listener.accept().await.unwrap();
                let Some(head) = read_head(&mut client).await else { continue };
                let number = log.lock().unwrap().len();
                log.lock().unwrap().push(target(&head));
                between(number).await;
                // A client that has disconnected is no error here.
                let _ = answer(&mut client, server, &head, script(number)).await;
            }
        }));
        Self { address, asked, _stop: stop.drop_guard() }
    }

    /// A proxy without failures.
    pub(super) async fn good(server: SocketAddr) -> Self {
        Self::to(server, Box::new(|_| None), Box::new(|_| Box::pin(async {}))).await
    }

    /// The requested paths, in order.
    pub(super) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

async fn read_head(client: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await.ok()?);
    }
    String::from_utf8(head).ok()
}

fn target(head: &str) -> String {
    head.split(' ').nth(1).unwrap_or_default().to_owned()
}

async fn answer(
    client: &mut TcpStream,
    server: SocketAddr,
    head: &str,
    mishap: Option<Failure>,
) -> std::io::Result<()> {
    let plain = |status: &str, headers: &str, body: &str| {
        let length = body.len();
        format!(
            "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
    };
    let text = match mishap {
        None => return client.write_all(&forward(server, head).await?).await,
        Some(Failure::Silence) => return Ok(()),
        Some(Failure::Cut) => {
            let whole = forward(server, head).await?;
            return client.write_all(&whole[..whole.len() - 20]).await;
        }
        Some(Failure::CutUnnoticed) => {
            let whole = String::from_utf8_lossy(&forward(server, head).await?).into_owned();
            let (_, body) = whole.split_once("\r\n\r\n").unwrap_or_default();
            let half: String = body.chars().take(body.chars().count() / 2).collect();
            format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{half}")
        }
        Some(Failure::Throttled(after)) => {
            let header = after.map(|after| format!("Retry-After: {after}\r\n")).unwrap_or_default();
            plain("429 Too Many Requests", &header, "")
        }
        Some(Failure::ServerError) => plain("500 Internal Server Error", "", "oops"),
    };
    client.write_all(text.as_bytes()).await
}

/// The whole response of the server.
async fn forward(server: SocketAddr, head: &str) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(server).await?;
    let head = head.trim_end();
    stream.write_all(format!("{head}\r\nConnection: close\r\n\r\n").as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(answer)
}
