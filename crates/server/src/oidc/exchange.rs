//! From the code of a callback to a verified person.

use std::{collections::HashMap, time::SystemTime};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use openidconnect::{
    AccessTokenHash, AdditionalClaims, AuthorizationCode, ClaimsVerificationError, Nonce,
    OAuth2TokenResponse as _, PkceCodeVerifier, RequestTokenError, SignatureVerificationError,
    StandardClaims, TokenResponse as _, UserInfoClaims, UserInfoError,
    core::{
        CoreGenderClaim, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm, CoreTokenResponse,
    },
};
use roster_directory::ProviderIdentity;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    Client, Failure, Flow, Oidc,
    client::HttpError,
    provider::{Metadata, with_causes},
};

/// The algorithms of signatures that are accepted: no shared secrets, and never none.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// The claims that the crate has no field for.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct OtherClaims {
    #[serde(flatten)]
    claims: HashMap<String, Value>,
}

impl AdditionalClaims for OtherClaims {}

/// Exchanges the code for tokens, verifies the ID token, asks userinfo, and checks the claims.
///
/// # Errors
/// [`Failure`].
pub(super) async fn identify(
    oidc: &Oidc,
    now: Timestamp,
    flow: &Flow,
    code: &str,
) -> Result<ProviderIdentity, Failure> {
    let metadata = oidc.0.provider.metadata(now).await?;
    let client = oidc.client(&metadata)?;
    let response = exchange(oidc, &client, flow, code).await?;
    let token = response.id_token().ok_or_else(|| invalid("the response has no ID token"))?;
    let claims = verify(oidc, now, &metadata, token, flow).await?;
    check_access_token(&client, token, &claims, &response)?;
    let info = client
        .user_info(response.access_token().clone(), Some(claims.subject().clone()))
        .map_err(|_| invalid("the provider has no userinfo endpoint"))?
        .request_async::<OtherClaims, _, CoreGenderClaim>(&oidc.0.provider.http)
        .await;
    let info: UserInfoClaims<OtherClaims, _> = info.map_err(|error| match error {
        UserInfoError::Request(HttpError::Away(text)) => Failure::Away(text),
        error => Failure::Invalid(format!("userinfo: {}", with_causes(&error))),
    })?;
    check_required(oidc, &payload(token)?, &info)?;
    let standard = info.standard_claims();
    Ok(ProviderIdentity {
        issuer: claims.issuer().to_string(),
        subject: claims.subject().to_string(),
        verified_email: verified_email(&claims, standard),
        first_name: given_name(standard),
        last_name: family_name(standard),
    })
}

async fn exchange(
    oidc: &Oidc,
    client: &Client,
    flow: &Flow,
    code: &str,
) -> Result<CoreTokenResponse, Failure> {
    let request = client.exchange_code(AuthorizationCode::new(code.to_owned()));
    let request = request.map_err(|_| invalid("the provider has no token endpoint"))?;
    let verifier = PkceCodeVerifier::new(flow.verifier.clone());
    let sent = request.set_pkce_verifier(verifier).request_async(&oidc.0.provider.http).await;
    sent.map_err(|error| match error {
        RequestTokenError::Request(HttpError::Away(text)) => Failure::Away(text),
        RequestTokenError::ServerResponse(response) => {
            Failure::Invalid(format!("token endpoint: {}", response.error()))
        }
        // The parse error quotes no value; the body has tokens and is not logged.
        RequestTokenError::Parse(..) => invalid("token endpoint: unreadable response"),
        error => Failure::Invalid(format!("token endpoint: {}", with_causes(&error))),
    })
}

/// Verifies signature, issuer, audience, expiry and nonce. The keys are read again once for a token
/// whose key is unknown, because providers replace their keys.
async fn verify(
    oidc: &Oidc,
    now: Timestamp,
    metadata: &Metadata,
    token: &CoreIdToken,
    flow: &Flow,
) -> Result<CoreIdTokenClaims, Failure> {
    let nonce = Nonce::new(flow.nonce.clone());
    let verified = |client: &Client| {
        let algorithms = metadata.id_token_signing_alg_values_supported().iter();
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(algorithms.filter(|it| ALGORITHMS.contains(it)).cloned())
            .set_time_fn(move || SystemTime::from(now).into());
        token.claims(&verifier, &nonce).cloned()
    };
    let mut claims = verified(&oidc.client(metadata)?);
    if let Err(ClaimsVerificationError::SignatureVerification(
        SignatureVerificationError::NoMatchingKey,
    )) = &claims
    {
        let renewed = oidc.0.provider.metadata_with_new_keys(now).await?;
        claims = verified(&oidc.client(&renewed)?);
    }
    claims.map_err(|error| Failure::Invalid(format!("ID token: {}", with_causes(&error))))
}

/// Checks that the access token was issued with the ID token, if that has its hash.
fn check_access_token(
    client: &Client,
    token: &CoreIdToken,
    claims: &CoreIdTokenClaims,
    response: &CoreTokenResponse,
) -> Result<(), Failure> {
    let Some(expected) = claims.access_token_hash() else { return Ok(()) };
    let verifier = client.id_token_verifier();
    let actual =
        token.signing_alg().ok().zip(token.signing_key(&verifier).ok()).and_then(|(alg, key)| {
            AccessTokenHash::from_token(response.access_token(), alg, key).ok()
        });
    // A key that was read again for this token is not in `client`: then the hash is not checked.
    match actual {
        Some(actual) if actual != *expected => {
            Err(invalid("the access token does not belong to the ID token"))
        }
        _ => Ok(()),
    }
}

/// All claims of a verified token.
fn payload(token: &CoreIdToken) -> Result<Map<String, Value>, Failure> {
    let text = token.to_string();
    let bytes = text.split('.').nth(1).and_then(|it| BASE64_URL_SAFE_NO_PAD.decode(it).ok());
    let claims = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    claims.ok_or_else(|| invalid("ID token: unreadable claims"))
}

/// Checks the required claims. Each must be in the ID token or in userinfo, and equal wherever it is.
fn check_required(
    oidc: &Oidc,
    token: &Map<String, Value>,
    info: &UserInfoClaims<OtherClaims, CoreGenderClaim>,
) -> Result<(), Failure> {
    let info = serde_json::to_value(info).unwrap_or_default();
    for (name, expected) in &oidc.settings().required_claims {
        let mut values = token.get(name).into_iter().chain(info.get(name)).peekable();
        if values.peek().is_none() || values.any(|value| value != expected) {
            return Err(Failure::ClaimMissing(name.clone()));
        }
    }
    Ok(())
}

/// The e-mail address of the first source that has a verified one.
fn verified_email(
    token: &CoreIdTokenClaims,
    info: &StandardClaims<CoreGenderClaim>,
) -> Option<String> {
    let sources = [(token.email(), token.email_verified()), (info.email(), info.email_verified())];
    let verified = sources.into_iter().filter(|(_, verified)| *verified == Some(true));
    verified.filter_map(|(email, _)| email).map(|email| email.to_string()).next()
}

fn given_name(claims: &StandardClaims<CoreGenderClaim>) -> String {
    let name = claims.given_name().and_then(|names| names.get(None));
    name.map(|name| name.to_string()).unwrap_or_default()
}

fn family_name(claims: &StandardClaims<CoreGenderClaim>) -> String {
    let name = claims.family_name().and_then(|names| names.get(None));
    name.map(|name| name.to_string()).unwrap_or_default()
}

fn invalid(text: &str) -> Failure {
    Failure::Invalid(text.to_owned())
}
