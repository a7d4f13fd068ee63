//! Sign-in to the console with an identity provider: OpenID Connect, authorization code with PKCE.
//!
//! [`Oidc::begin`] gives the URL of the provider and the state that the browser keeps; [`Oidc::finish`]
//! verifies the response and returns who the person is. Which account that opens is decided by the
//! directory. The crate `openidconnect` has the messages and verifies the tokens.

mod client;
mod exchange;
mod provider;
mod settings;

use std::sync::Arc;

use openidconnect::{
    CsrfToken, Nonce, PkceCodeChallenge, PkceCodeVerifier, Scope,
    core::{CoreAuthenticationFlow, CoreClient},
};
use roster_directory::{Environment, ProviderIdentity};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use self::provider::Provider;
pub use self::settings::{OidcSettings, check_issuer};

/// The path of the callback, as registered at the provider after the URL of the server.
pub(crate) const CALLBACK: &str = "/sign-in/oidc/callback";

/// The client of the provider. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Oidc(Arc<Inner>);

struct Inner {
    settings: OidcSettings,
    provider: Provider,
}

/// A sign-in that has begun. The browser keeps it, encrypted, until it comes back from the provider.
#[derive(Serialize, Deserialize)]
pub(crate) struct Flow {
    state: String,
    nonce: String,
    verifier: String,
    /// The page to open afterwards.
    pub(crate) to: String,
}

/// Why a sign-in with the provider failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The provider does not respond.
    Away(String),
    /// The response of the provider is invalid. The text is for the log.
    Invalid(String),
    /// A claim of `[oidc.required_claims]` is missing or has another value.
    ClaimMissing(String),
}

impl Oidc {
    pub(crate) fn new(settings: OidcSettings) -> Self {
        let provider = Provider::new(settings.issuer.clone());
        Self(Arc::new(Inner { settings, provider }))
    }

    pub(crate) fn settings(&self) -> &OidcSettings {
        &self.0.settings
    }

    /// Whether the provider did not respond a moment ago. Asks again in the background if the last
    /// attempt was some time ago, so that the next page has a current answer.
    pub(crate) fn is_away(&self, environment: &Environment) -> bool {
        let now = environment.now();
        if self.0.provider.needs_check(now) {
            let oidc = self.clone();
            tokio::spawn(async move { oidc.0.provider.metadata(now).await.ok() });
        }
        self.0.provider.is_away(now)
    }

    /// Begins a sign-in that leads to the page `to`. Returns the URL of the provider.
    ///
    /// # Errors
    /// [`Failure::Away`]; [`Failure::Invalid`] for a provider that cannot be used.
    pub(crate) async fn begin(
        &self,
        environment: &Environment,
        to: &str,
    ) -> Result<(String, Flow), Failure> {
        let metadata = self.0.provider.metadata(environment.now()).await?;
        let client = self.client(&metadata)?;
        let flow = Flow {
            state: environment.alphanumeric(43),
            nonce: environment.alphanumeric(43),
            verifier: environment.alphanumeric(64),
            to: to.to_owned(),
        };
        let verifier = PkceCodeVerifier::new(flow.verifier.clone());
        let (state, nonce) = (flow.state.clone(), flow.nonce.clone());
        let (url, ..) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(["email", "profile"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        if !settings::is_safe(&url) {
            return Err(Failure::Invalid(format!("the authorization endpoint {url} has no TLS")));
        }
        Ok((url.into(), flow))
    }

    /// Exchanges the code of the callback, and verifies the person.
    ///
    /// # Errors
    /// [`Failure`].
    pub(crate) async fn finish(
        &self,
        environment: &Environment,
        flow: &Flow,
        code: &str,
    ) -> Result<ProviderIdentity, Failure> {
        exchange::identify(self, environment.now(), flow, code).await
    }

    fn client(&self, metadata: &provider::Metadata) -> Result<Client, Failure> {
        use openidconnect::{AuthType, ClientId, ClientSecret, RedirectUrl, core};

        let settings = &self.0.settings;
        let secret = roster_model::ExposeSecret::expose_secret(&settings.client_secret);
        let redirect = format!("{}{CALLBACK}", settings.public_url);
        let redirect = RedirectUrl::new(redirect)
            .map_err(|error| Failure::Invalid(format!("public_url is invalid: {error}")))?;
        let client = CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(settings.client_id.clone()),
            Some(ClientSecret::new(secret.to_owned())),
        );
        let methods = metadata.token_endpoint_auth_methods_supported();
        let in_body = methods.is_some_and(|methods| {
            methods.contains(&core::CoreClientAuthMethod::ClientSecretPost)
                && !methods.contains(&core::CoreClientAuthMethod::ClientSecretBasic)
        });
        let auth_type = if in_body { AuthType::RequestBody } else { AuthType::BasicAuth };
        Ok(client.set_redirect_uri(redirect).set_auth_type(auth_type))
    }
}

/// The client of the crate, with the endpoints of the provider.
type Client = CoreClient<
    openidconnect::EndpointSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointMaybeSet,
    openidconnect::EndpointMaybeSet,
>;

impl Flow {
    /// Whether the callback has the state of this sign-in.
    pub(crate) fn has_state(&self, state: &str) -> bool {
        // Comparing hashes makes the timing independent of the state.
        Sha256::digest(state) == Sha256::digest(&self.state)
    }
}
