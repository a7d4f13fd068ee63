//! A receiver of webhooks that records what it gets.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Router, body::Bytes, extract::State, response::IntoResponse, routing::post};
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use tokio::{net::TcpListener, sync::watch, time::timeout};

/// The longest time to wait for messages.
const PATIENCE: Duration = Duration::from_mins(1);

/// Decides the response to a message; gets its number, from 0.
type Respond = Box<dyn Fn(usize, &Received) -> Reply + Send + Sync>;

/// A response.
pub(super) enum Reply {
    Status(u16),
    Redirect(String),
    /// Responds after this time.
    Late(Duration),
}

/// A message.
#[derive(Clone, Debug)]
pub(super) struct Received {
    pub(super) headers: HeaderMap,
    pub(super) bytes: Bytes,
    pub(super) body: Value,
}

impl Received {
    /// A header.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// The number of the change.
    pub(super) fn seq(&self) -> i64 {
        self.body["data"]["seq"].as_i64().unwrap()
    }
}

#[derive(Clone)]
pub(super) struct Receiver {
    address: SocketAddr,
    inner: Arc<Inner>,
}

struct Inner {
    respond: Respond,
    received: Mutex<Vec<Received>>,
    count: watch::Sender<usize>,
}

impl Receiver {
    /// A receiver that accepts every message.
    pub(super) async fn start() -> Self {
        Self::responding(|_, _| Reply::Status(200)).await
    }

    /// A receiver that responds as this function says.
    pub(super) async fn responding(
        respond: impl Fn(usize, &Received) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let inner = Arc::new(Inner {
            respond: Box::new(respond),
            received: Mutex::default(),
            count: watch::Sender::new(0),
        });
        let routes = Router::new().route("/hook", post(receive)).with_state(Arc::clone(&inner));
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self { address, inner }
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// What has arrived so far.
    pub(super) fn received(&self) -> Vec<Received> {
        self.inner.received.lock().unwrap().clone()
    }

    /// Waits until this number of messages has arrived.
    pub(super) async fn wait_for(&self, count: usize) -> Vec<Received> {
        let mut arrived = self.inner.count.subscribe();
        let done = timeout(PATIENCE, arrived.wait_for(|arrived| *arrived >= count)).await.is_ok();
        let received = self.received();
        assert!(done, "{} of {count} messages arrived", received.len());
        received
    }
}

async fn receive(
    State(inner): State<Arc<Inner>>,
    headers: HeaderMap,
    bytes: Bytes,
) -> axum::response::Response {
    let body = serde_json::from_slice(&bytes).unwrap();
    let received = Received { headers, bytes, body };
    let (number, reply) = {
        let mut all = inner.received.lock().unwrap();
        let number = all.len();
        let reply = (inner.respond)(number, &received);
        all.push(received);
        (number, reply)
    };
    inner.count.send_replace(number + 1);
    match reply {
        Reply::Status(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Reply::Redirect(to) => (StatusCode::FOUND, [("location", to)]).into_response(),
        Reply::Late(time) => {
            tokio::time::sleep(time).await;
            StatusCode::OK.into_response()
        }
    }
}
