//! Asking the far side, until it answers.

use std::time::Duration;

use anyhow::{Context as _, bail};
use reqwest::{
    Response, StatusCode, Url,
    header::{ACCEPT, AUTHORIZATION, HeaderValue, RETRY_AFTER},
    redirect,
};
use roster_model::{ExposeSecret as _, SecretString};
use roster_wire::commcare::pull::{PulledPage, read_page};

use super::{
    Progress,
    patience::{Patience, asked, back_off},
};
use crate::refusal::Misuse;

/// How often a page may fail in a row: about eight minutes.
const MOST_FAILURES: u32 = 12;
/// How often in a row it may be put off: the limit may be one of a day.
const MOST_THROTTLED: u32 = 2_000;
/// The largest answer: a thousand workers take a few megabytes.
const MOST_BYTES: usize = 256 << 20;
const CONNECT_WITHIN: Duration = Duration::from_secs(30);
/// How long the far side may be silent.
const SILENT_FOR: Duration = Duration::from_mins(2);
const MOST_REDIRECTS: usize = 5;

/// Who asks: a web user of the far side, and their API key.
pub(crate) struct Credentials {
    /// The e-mail address by which they sign in there.
    pub(crate) user: String,
    /// The key.
    pub(crate) key: SecretString,
}

/// Asks the far side.
pub(crate) struct Client {
    http: reqwest::Client,
    authorization: HeaderValue,
    patience: Patience,
    progress: Progress,
}

/// What became of one request.
enum Attempt {
    Answered(PulledPage),
    /// Too many requests: how long to wait, where that is told.
    Throttled(Option<Duration>),
    /// What may go better next time.
    Failed(String),
}

impl Client {
    /// A client that waits by `patience`.
    ///
    /// # Errors
    /// [`Misuse`] when no header can hold the credentials; when there is no TLS to be had.
    pub(crate) fn new(
        credentials: &Credentials,
        patience: Patience,
        progress: Progress,
    ) -> anyhow::Result<Self> {
        // Only the first of a process is kept, and all are the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let text = format!("ApiKey {}:{}", credentials.user, credentials.key.expose_secret());
        let mut authorization = HeaderValue::from_str(&text)
            .map_err(|_| Misuse("the user or the key has characters that none has".to_owned()))?;
        authorization.set_sensitive(true);
        let http = reqwest::Client::builder()
            .user_agent(concat!("roster/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_WITHIN)
            .read_timeout(SILENT_FOR)
            .redirect(within_origin())
            .build()
            .context("no requests can be made")?;
        Ok(Self { http, authorization, patience, progress })
    }

    /// A page of a list. Waits when told to, and asks again after what may pass: failures of the
    /// far side, cut connections, answers that something in between has made.
    ///
    /// # Errors
    /// When the far side refuses, or has failed too often in a row.
    pub(crate) async fn page(&self, url: &Url) -> anyhow::Result<PulledPage> {
        let (mut failures, mut throttled) = (0, 0);
        loop {
            let wait = match self.attempt(url).await? {
                Attempt::Answered(page) => return Ok(page),
                Attempt::Throttled(_) if throttled == MOST_THROTTLED => {
                    bail!("the far side has put off {url} {MOST_THROTTLED} times")
                }
                Attempt::Throttled(asked) => {
                    throttled += 1;
                    asked.unwrap_or_else(|| back_off(throttled))
                }
                Attempt::Failed(why) if failures == MOST_FAILURES => {
                    bail!("the far side has failed too often: {why}")
                }
                Attempt::Failed(why) => {
                    failures += 1;
                    let wait = back_off(failures);
                    self.progress.say(&format!("{why}; trying again in {} s", wait.as_secs()));
                    wait
                }
            };
            self.patience.wait(wait).await;
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
                return Err(error).context("the far side sends us elsewhere");
            }
            Err(error) => return Ok(Attempt::Failed(in_words(&error))),
        };
        let status = response.status();
        if status == StatusCode::TOO_MANY_REQUESTS {
            return Ok(Attempt::Throttled(retry_after(&response)));
        }
        if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT {
            return Ok(Attempt::Failed(format!("the far side answers {status}")));
        }
        if !status.is_success() {
            bail!("{}", refusal(status, url));
        }
        Ok(match body(response).await? {
            Ok(bytes) => match read_page(&bytes) {
                Ok(page) => Attempt::Answered(page),
                Err(error) => Attempt::Failed(error.to_string()),
            },
            Err(error) => Attempt::Failed(in_words(&error)),
        })
    }
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

/// The key goes only where it was meant for.
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

/// A failure with its causes, which say more.
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
            "the far side does not know the user or the key (401 for {path}): is the key active, \
             not expired, and allowed from this address?"
        ),
        403 => format!(
            "the far side does not let the user read {path} (403): they must be a member of the \
             domain with 'Edit Mobile Workers', 'Edit Locations' and 'Access APIs'; where the \
             project has no locations at all, add --without-locations"
        ),
        404 => format!("there is no {path} there (404): is the address right?"),
        _ => format!("the far side answers {status} for {path}"),
    }
}
