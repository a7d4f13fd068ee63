//! Sign-in with the identity provider.

use axum::response::Response;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use roster_directory::ProviderSignIn as Outcome;
use roster_model::{Error, SecretString};

use super::sign_in::{Client, local_url, open_session, password_page, throttled};
use crate::{
    App,
    console::{
        extract::{Query, State, session},
        i18n,
        response::{PageResult, redirect, render_with_status},
    },
    error::ApiError,
    oidc::{Failure, Flow, Oidc},
};

/// A link to the provider on the sign-in page.
pub(super) struct ProviderLink {
    pub(super) name: String,
    /// Whether the provider did not respond a moment ago.
    pub(super) is_away: bool,
}

impl ProviderLink {
    pub(super) fn new(app: &App) -> Option<Self> {
        let oidc = app.oidc.as_ref()?;
        let is_away = oidc.is_away(app.directory.environment());
        Some(Self { name: oidc.settings().name.clone(), is_away })
    }
}

/// `GET /sign-in/oidc`: sends the browser to the provider.
pub(crate) async fn begin(
    State(app): State<App>,
    Client(visitor): Client,
    query: Query,
) -> PageResult {
    let oidc = configured(&app)?;
    let to = local_url(query.text("to"));
    let environment = app.directory.environment();
    match oidc.begin(environment, to).await {
        Ok((url, flow)) => {
            let state = serde_json::to_string(&flow).map_err(|it| Error::Internal(Box::new(it)))?;
            let sealed = app.directory.seal_provider_state(&state);
            let cookie = session::set_provider_state(&sealed, visitor.secure);
            Ok(with_cookies(redirect(&url), [cookie]))
        }
        Err(failure) => failed(&app, oidc, to, &failure),
    }
}

/// `GET /sign-in/oidc/callback`: the browser comes back from the provider.
pub(crate) async fn callback(
    State(app): State<App>,
    Client(visitor): Client,
    headers: HeaderMap,
    query: Query,
) -> PageResult {
    let oidc = configured(&app)?;
    let state = session::provider_state(&headers, visitor.secure);
    let response = match state.and_then(|sealed| flow(&app, &sealed)) {
        Some(flow) if flow.has_state(query.text("state")) => {
            finish(&app, oidc, &visitor, &flow, &query).await?
        }
        _ => {
            let text = i18n::text("account-oidc-expired");
            rejected(&app, "/", StatusCode::UNPROCESSABLE_ENTITY, text)?
        }
    };
    // Each state is used once in this browser; the provider accepts each code once.
    Ok(with_cookies(response, session::clear_provider_state()))
}

fn configured(app: &App) -> Result<&Oidc, ApiError> {
    app.oidc.as_ref().ok_or(ApiError::NoRoute)
}

fn flow(app: &App, sealed: &SecretString) -> Option<Flow> {
    let state = app.directory.open_provider_state(sealed)?;
    serde_json::from_str(&state).ok()
}

async fn finish(
    app: &App,
    oidc: &Oidc,
    visitor: &roster_directory::Visitor,
    flow: &Flow,
    query: &Query,
) -> PageResult {
    let (name, to) = (&oidc.settings().name, local_url(&flow.to));
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    let issuer = query.non_empty("iss");
    if issuer.is_some_and(|issuer| issuer != oidc.settings().issuer) {
        let failure = Failure::Invalid("the callback is from another issuer".to_owned());
        return failed(app, oidc, to, &failure);
    }
    if let Some(error) = query.non_empty("error") {
        let error = known_error(&error);
        tracing::info!(error, "sign-in refused by the OIDC provider");
        let text = i18n::message("account-oidc-refused").arg("name", name).arg("error", error);
        return rejected(app, to, wrong, text.to_string());
    }
    let attempt = match app.directory.count_provider_attempt(visitor) {
        Ok(attempt) => attempt,
        Err(Error::Throttled(seconds)) => {
            return rejected(app, to, StatusCode::TOO_MANY_REQUESTS, throttled(seconds));
        }
        Err(error) => return Err(error.into()),
    };
    let identity = match oidc.finish(app.directory.environment(), flow, query.text("code")).await {
        Ok(identity) => identity,
        Err(failure) => {
            if let Failure::Away(_) = failure {
                app.directory.refund_provider_attempt(attempt);
            }
            return failed(app, oidc, to, &failure);
        }
    };
    let joins = &oidc.settings().domains;
    let text = match app.directory.sign_in_with_provider(&identity, joins, visitor).await? {
        Outcome::Opened(opened) => {
            attempt.succeed(&app.directory);
            return Ok(open_session(&opened, visitor, to));
        }
        Outcome::EmailNotVerified => {
            i18n::message("account-oidc-email-not-verified").arg("name", name)
        }
        Outcome::OtherIdentity(email) => {
            i18n::message("account-oidc-other-identity").arg("name", name).arg("email", email)
        }
        Outcome::NoAccount(email) => i18n::message("account-oidc-no-account").arg("email", email),
        Outcome::Deactivated => i18n::message("account-oidc-deactivated"),
    };
    // The provider has confirmed the person, who guessed nothing.
    app.directory.refund_provider_attempt(attempt);
    rejected(app, to, StatusCode::FORBIDDEN, text.to_string())
}

/// The sign-in page after a failure of the provider.
fn failed(app: &App, oidc: &Oidc, to: &str, failure: &Failure) -> PageResult {
    let settings = oidc.settings();
    let (name, local) = (&settings.name, settings.local_sign_in);
    let (status, id) = match failure {
        Failure::Away(error) => {
            tracing::warn!(error, "sign-in failed: OIDC provider not available");
            let id = if local { "account-oidc-away-password" } else { "account-oidc-away" };
            (StatusCode::SERVICE_UNAVAILABLE, id)
        }
        Failure::Invalid(error) => {
            tracing::warn!(error, "sign-in failed: invalid response of the OIDC provider");
            (StatusCode::UNPROCESSABLE_ENTITY, "account-oidc-invalid")
        }
        Failure::ClaimMissing(claim) => {
            tracing::info!(claim, "sign-in failed: required claim missing or different");
            (StatusCode::FORBIDDEN, "account-oidc-not-allowed")
        }
    };
    rejected(app, to, status, i18n::message(id).arg("name", name).to_string())
}

fn rejected(app: &App, to: &str, status: StatusCode, text: String) -> PageResult {
    render_with_status(status, &password_page(app, "", to, None, text))
}

/// The code of an error (RFC 6749, 4.1.2.1), if it looks like one: the query is not trusted.
fn known_error(code: &str) -> &str {
    let is_code = code.len() <= 40 && code.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
    if is_code { code } else { "error" }
}

fn with_cookies(
    mut response: Response,
    cookies: impl IntoIterator<Item = HeaderValue>,
) -> Response {
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
