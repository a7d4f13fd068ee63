//! Sends one message to an endpoint.

use std::{error::Error as Cause, sync::OnceLock, time::Duration};

use reqwest::{Response, StatusCode, header, redirect::Policy};
use roster_directory::SigningSecrets;
use tokio::time::{Instant, timeout, timeout_at};

use super::{
    Networks,
    address::{Refused, check_literal, parse},
    resolver::Resolver,
    signature::sign,
};

/// How much of a response is read so that its connection can be used again.
const MAX_RESPONSE_BYTES: usize = 64 * 1024;
/// How long that may take.
const RESPONSE_BODY_TIMEOUT: Duration = Duration::from_secs(1);
/// How long an unused connection is kept.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// A message to send.
pub(super) struct Message<'a> {
    pub(super) id: String,
    pub(super) body: Vec<u8>,
    /// The time of the attempt, in seconds since 1970.
    pub(super) seconds: i64,
    pub(super) secrets: &'a SigningSecrets,
    pub(super) timeout: Duration,
}

/// The outcome of an attempt.
pub(super) struct Outcome {
    /// The status of the response, if there was one.
    pub(super) status: Option<StatusCode>,
    /// Why the attempt failed.
    pub(super) error: Option<String>,
}

/// HTTP clients for endpoints with and without TLS, which are created at their first use: reading the
/// root certificates takes a moment.
pub(super) struct Client {
    networks: Networks,
    with_tls: OnceLock<Result<reqwest::Client, String>>,
    without_tls: OnceLock<Result<reqwest::Client, String>>,
}

impl Client {
    pub(super) fn new(networks: Networks) -> Self {
        Self { networks, with_tls: OnceLock::new(), without_tls: OnceLock::new() }
    }

    /// Makes one attempt.
    pub(super) async fn send(&self, url: &str, message: &Message<'_>) -> Outcome {
        let deadline = Instant::now() + message.timeout;
        match self.post(url, message, deadline).await {
            Ok(response) => {
                let status = response.status();
                drain(response).await;
                let error = (!status.is_success()).then(|| describe_status(status));
                Outcome { status: Some(status), error }
            }
            Err(error) => Outcome { status: None, error: Some(error) },
        }
    }

    async fn post(
        &self,
        url: &str,
        message: &Message<'_>,
        deadline: Instant,
    ) -> Result<Response, String> {
        let networks = &self.networks;
        let url = parse(url, networks).map_err(|problem| format!("the URL {problem}"))?;
        // The resolver is not asked for an address.
        check_literal(&url, networks).map_err(|refused| refused.to_string())?;
        let client = if url.scheme() == "https" {
            self.with_tls.get_or_init(|| build(networks, true))
        } else {
            self.without_tls.get_or_init(|| build(networks, false))
        };
        let Message { id, body, seconds, secrets, .. } = message;
        let request = client
            .as_ref()
            .map_err(Clone::clone)?
            .post(url)
            .header(header::CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", *seconds)
            .header("webhook-signature", sign(secrets, id, *seconds, body))
            .body(body.clone());
        match timeout_at(deadline, request.send()).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(describe_error(&error)),
            Err(_) => Err(format!("no response within {} s", message.timeout.as_secs())),
        }
    }
}

fn build(networks: &Networks, with_tls: bool) -> Result<reqwest::Client, String> {
    // Only the first provider of a process is kept, and all are the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let resolver = Resolver { networks: networks.clone(), with_tls };
    reqwest::Client::builder()
        .user_agent(concat!("roster/", env!("CARGO_PKG_VERSION")))
        // A proxy would resolve the name itself.
        .no_proxy()
        .redirect(Policy::none())
        .pool_idle_timeout(IDLE_TIMEOUT)
        .dns_resolver(resolver)
        .build()
        .map_err(|error| format!("the HTTP client cannot be created: {}", with_causes(&error)))
}

/// Reads the rest of a short response. Only then can its connection be used again.
async fn drain(mut response: Response) {
    let read = async {
        let mut bytes = 0;
        while let Ok(Some(chunk)) = response.chunk().await {
            bytes += chunk.len();
            if bytes > MAX_RESPONSE_BYTES {
                break;
            }
        }
    };
    // A response that takes longer is dropped with its connection.
    let _ = timeout(RESPONSE_BODY_TIMEOUT, read).await;
}

fn describe_status(status: StatusCode) -> String {
    if status.is_redirection() {
        return format!("HTTP {status}: redirects are not followed");
    }
    format!("HTTP {status}")
}

/// The cause of an error, without the URL, which may contain a secret of the receiver.
fn describe_error(error: &reqwest::Error) -> String {
    let mut cause: &dyn Cause = error;
    loop {
        if let Some(refused) = cause.downcast_ref::<Refused>() {
            return refused.to_string();
        }
        match cause.source() {
            Some(next) => cause = next,
            None => break,
        }
    }
    let what = if error.is_connect() { "cannot connect" } else { "no response" };
    format!("{what}: {cause}")
}

fn with_causes(error: &dyn Cause) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}
