//! Sends requests to the provider.

use std::{error::Error as Cause, pin::Pin, sync::OnceLock, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::{Request, redirect::Policy};
use url::Url;

use super::settings::is_safe;

/// How long a response may take.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may take to open.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// The size of a response, in bytes.
const MAX_RESPONSE_BYTES: usize = 1024 * 1024;

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    /// The provider does not respond, or responds that it cannot.
    #[error("{0}")]
    Away(String),
    /// The request or the response is not allowed.
    #[error("{0}")]
    Refused(String),
}

/// The HTTP client, which is created at its first use: reading the root certificates takes a moment.
#[derive(Default)]
pub(super) struct Http(OnceLock<Result<reqwest::Client, String>>);

impl Http {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let url = Url::parse(&request.uri().to_string())
            .map_err(|_| HttpError::Refused("an endpoint of the provider is no URL".to_owned()))?;
        if !is_safe(&url) {
            return Err(HttpError::Refused(format!("{} has no TLS", endpoint(&url))));
        }
        let client = self.0.get_or_init(build).as_ref();
        let client = client.map_err(|error| HttpError::Refused(error.clone()))?;
        let request = Request::try_from(request)
            .map_err(|error| HttpError::Refused(format!("invalid request: {error}")))?;
        let away = |error: &reqwest::Error| HttpError::Away(describe(&url, error));
        let mut response = client.execute(request).await.map_err(|error| away(&error))?;
        let status = response.status();
        if status.is_server_error() {
            return Err(HttpError::Away(format!("{}: HTTP {status}", endpoint(&url))));
        }
        let mut copy = http::Response::builder().status(status);
        for (name, value) in response.headers() {
            copy = copy.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| away(&error))? {
            body.extend_from_slice(&chunk);
            if body.len() > MAX_RESPONSE_BYTES {
                return Err(HttpError::Refused(format!("{}: too large", endpoint(&url))));
            }
        }
        copy.body(body).map_err(|error| HttpError::Refused(format!("invalid response: {error}")))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

fn build() -> Result<reqwest::Client, String> {
    // Only the first provider of a process is kept, and all are the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .user_agent(concat!("roster/", env!("CARGO_PKG_VERSION")))
        // A redirect could lead the code or the secret elsewhere.
        .redirect(Policy::none())
        .timeout(TIMEOUT)
        .connect_timeout(CONNECT_TIMEOUT)
        .build()
        .map_err(|error| format!("the HTTP client cannot be created: {error}"))
}

/// A URL for the log, without its query.
fn endpoint(url: &Url) -> String {
    format!("{}{}", url.origin().ascii_serialization(), url.path())
}

/// The innermost cause of an error, which does not repeat the URL.
fn describe(url: &Url, error: &reqwest::Error) -> String {
    let mut cause: &dyn Cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    format!("{}: {cause}", endpoint(url))
}
