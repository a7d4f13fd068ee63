//! Requests to the source, with retries.

use std::time::Duration;

use anyhow::{Context as _, bail};
use reqwest::{
    Response, StatusCode, Url,
    header::{ACCEPT, AUTHORIZATION, HeaderValue, RETRY_AFTER},
    redirect,
};
use roster_model::{ExposeSecret as _, SecretString};
use roster_wire::commcare::client::{ListPage, decode_page};

use super::{
    Progress,
    retry::{RetryPolicy, asked, back_off},
};
use crate::error::UsageError;

/// Limit for consecutive failures of a page: about eight minutes.
const MOST_FAILURES: u32 = 12;
/// Limit for consecutive 429 responses: the rate limit may be per day.
const MOST_THROTTLED: u32 = 2_000;
/// Limit for a response: 1,000 workers take a few megabytes.
const MOST_BYTES: usize = 256 << 20;
const CONNECT_WITHIN: Duration = Duration::from_secs(30);
/// Read timeout.
const SILENT_FOR: Duration = Duration::from_mins(2);
const MOST_REDIRECTS: usize = 5;

/// A web user of the source and their API key.
pub(crate) struct Credentials {
    /// The e-mail address, which is the sign-in name.
    pub(crate) user: String,
    /// The key.
    pub(crate) key: SecretString,
}

/// A client of the source.
pub(crate) struct Client {
    http: reqwest::Client,
    authorization: HeaderValue,
    retry: RetryPolicy,
    progress: Progress,
}

/// The result of one request.
enum Attempt {
    Answered(ListPage),
    /// 429, with the time of `Retry-After` if present.
    Throttled(Option<Duration>),
    /// A failure that may be temporary.
    Failed(String),
}

impl Client {
    /// Creates a client that waits with `patience`.
    ///
    /// # Errors
    ///
    /// [`UsageError`] when the credentials do not fit into a header; an error when TLS is not
    /// available.
    pub(crate) fn new(
        credentials: &Credentials,
        retry: RetryPolicy,
        progress: Progress,
    ) -> anyhow::Result<Self> {
        // Only the first provider of a process is kept, and all are the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let text = format!("ApiKey {}:{}", credentials.user, credentials.key.expose_secret());
        let mut authorization = HeaderValue::from_str(&text)
            .map_err(|_| UsageError("the user or the key has invalid characters".to_owned()))?;
        authorization.set_sensitive(true);
        let http = reqwest::Client::builder()
            .user_agent(concat!("roster/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_WITHIN)
            .read_timeout(SILENT_FOR)
            .redirect(within_origin())
            .build()
            .context("the HTTP client cannot be created")?;
        Ok(Self { http, authorization, retry, progress })
    }

    /// Fetches a page of a list. Waits as a 429 asks, and retries temporary failures: 5xx, broken
    /// connections, incomplete responses.
    ///
    /// # Errors
    ///
    /// If the source rejects the request, responds with something else than a page, or fails too
    /// often in a row.
    pub(crate) async fn page(&self, url: &Url) -> anyhow::Result<ListPage> {
        let (mut failures, mut throttled) = (0, 0);
        loop {
            let wait = match self.attempt(url).await? {
                Attempt::Answered(page) => return Ok(page),
                Attempt::Throttled(_) if throttled == MOST_THROTTLED => {
                    bail!("the source responded with 429 for {url} {MOST_THROTTLED} times")
                }
                Attempt::Throttled(asked) => {
                    throttled += 1;
                    asked.unwrap_or_else(|| back_off(throttled))
                }
                Attempt::Failed(why) if failures == MOST_FAILURES => {
                    bail!("the source failed too often: {why}")
                }
                Attempt::Failed(why) => {
                    failures += 1;
                    let wait = back_off(failures);
                    self.progress.say(&format!("{why}; trying again in {} s", wait.as_secs()));
                    wait
                }
            };
            self.retry.wait(wait).await;
        }
    }

    async fn attempt(&self, url: &Url) -> anyhow::Result<Attempt> {
        let request = self.http.get(url.clone());
        let request = request
            .header(AUTHORIZATION, self.authorization.clone())
            .header(ACCEPT, HeaderValue::from_static("application/json"));
        let response = match request.send().await {
            Ok(response) => response,
            Err(error) if error.is_redirect() || error.is_builder() => {
                return Err(error).context("the source redirects to another place");
            }
            Err(error) => return Ok(Attempt::Failed(in_words(&error))),
        };
        let status = response.status();
        if status == StatusCode::TOO_MANY_REQUESTS {
            return Ok(Attempt::Throttled(retry_after(&response)));
        }
        if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT {
            return Ok(Attempt::Failed(format!("the source responded with {status}")));
        }
        if !status.is_success() {
            let text = body(response).await?.map(|bytes| excerpt(&bytes)).unwrap_or_default();
            bail!("{}{text}", refusal(status, url));
        }
        Ok(match body(response).await? {
            Ok(bytes) => match decode_page(&bytes) {
                Ok(page) => Attempt::Answered(page),
                // A connection through a proxy can break off without an error.
                Err(_) if is_cut_off(&bytes) => {
                    Attempt::Failed(format!("the response for {url} is incomplete"))
                }
                Err(error) => bail!("{url}: {error}{}", excerpt(&bytes)),
            },
            Err(error) => Attempt::Failed(in_words(&error)),
        })
    }
}

/// The text of a response for an error message.
fn excerpt(bytes: &[u8]) -> String {
    const MAX_CHARS: usize = 300;
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4 * MAX_CHARS)]);
    let words: Vec<&str> = text.split_whitespace().collect();
    let text: String = words.join(" ").chars().take(MAX_CHARS).collect();
    if text.is_empty() { String::new() } else { format!("; the response is: {text}") }
}

/// Whether the body is the beginning of a JSON object.
fn is_cut_off(bytes: &[u8]) -> bool {
    let parsed: Result<serde_json::Value, _> = serde_json::from_slice(bytes);
    bytes.trim_ascii_start().first() == Some(&b'{') && parsed.is_err_and(|error| error.is_eof())
}

/// The whole body, or why it broke off.
async fn body(mut response: Response) -> anyhow::Result<Result<Vec<u8>, reqwest::Error>> {
    let mut bytes = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() > MOST_BYTES => {
                bail!("a page is larger than {} MiB", MOST_BYTES >> 20)
            }
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => return Ok(Ok(bytes)),
            Err(error) => return Ok(Err(error)),
        }
    }
}

fn retry_after(response: &Response) -> Option<Duration> {
    asked(response.headers().get(RETRY_AFTER)?.to_str().ok()?)
}

/// The key must not be sent to another origin.
fn within_origin() -> redirect::Policy {
    redirect::Policy::custom(|attempt| {
        let from = attempt.previous().first().map(Url::origin);
        if from != Some(attempt.url().origin()) {
            return attempt.error("a redirect to another origin is not followed");
        }
        if attempt.previous().len() > MOST_REDIRECTS {
            return attempt.error("too many redirects");
        }
        attempt.follow()
    })
}

/// A failure with its causes.
fn in_words(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

fn refusal(status: StatusCode, url: &Url) -> String {
    let path = url.path();
    match status.as_u16() {
        401 => format!(
            "the source does not know the user or the key (401 for {path}): is the key active, \
             not expired, and allowed from this address?"
        ),
        403 => format!(
            "the source does not let the user read {path} (403): they must be a member of the \
             domain with 'Edit Mobile Workers', 'Edit Locations' and 'Access APIs'; where the \
             project has no locations at all, add --without-locations"
        ),
        404 => format!("{path} does not exist there (404): check the address"),
        _ => format!("the source responded with {status} for {path}"),
    }
}
