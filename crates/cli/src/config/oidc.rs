//! The settings of sign-in with OpenID Connect: the table `[oidc]` of the file.

use std::{collections::BTreeMap, fs, path::PathBuf};

use roster_directory::SelfJoin;
use roster_model::{DomainName, SecretString};
use roster_server::{OidcSettings, check_issuer};
use serde::Deserialize;
use serde_json::Value;

use super::{Layer, Origin, Setting, pick};
use crate::error::UsageError;

/// The table `[oidc]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OidcTable {
    /// The URL of the provider.
    pub(crate) issuer: String,
    /// The id of this server at the provider.
    pub(crate) client_id: String,
    /// The file with the secret of this server at the provider.
    pub(crate) client_secret_file: PathBuf,
    /// The name of the provider on the sign-in page.
    pub(crate) name: String,
    /// Whether passwords open the console too.
    #[serde(default = "yes")]
    pub(crate) local_sign_in: bool,
    /// The domains that people join by signing in, with their roles.
    #[serde(default)]
    pub(crate) domains: BTreeMap<String, String>,
    /// The claims that every person needs.
    #[serde(default)]
    pub(crate) required_claims: BTreeMap<String, Claim>,
}

/// The value of a required claim.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Claim {
    /// A text.
    Text(String),
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(i64),
}

fn yes() -> bool {
    true
}

/// The checked table `[oidc]`, with the URL of the server.
pub(crate) struct Oidc {
    /// The table and its file.
    pub(crate) table: Setting<OidcTable>,
    public_url: String,
}

impl Oidc {
    /// The table in these layers.
    ///
    /// # Errors
    ///
    /// [`UsageError`] for an invalid value, or without `public_url`.
    pub(super) fn resolve(
        layers: &[(Origin, Layer)],
        public_url: Option<&Setting<String>>,
    ) -> Result<Option<Self>, UsageError> {
        let Some(table) = pick(layers, |layer| layer.oidc.clone()) else { return Ok(None) };
        let said_by = table.origin.describe("oidc");
        let wrong = |key: &str, problem: &str| {
            Err(UsageError(format!("{said_by}: {key} in [oidc] {problem}")))
        };
        if let Err(problem) = check_issuer(&table.value.issuer) {
            return wrong("issuer", &format!("{problem}: '{}'", table.value.issuer));
        }
        for (key, value) in [("client_id", &table.value.client_id), ("name", &table.value.name)] {
            if value.trim().is_empty() {
                return wrong(key, "must not be empty");
            }
        }
        for (domain, role) in &table.value.domains {
            if DomainName::parse(domain).is_err() {
                return wrong("domains", &format!("has '{domain}', which is no name of a domain"));
            }
            if role.trim().is_empty() {
                return wrong("domains", &format!("must name a role for '{domain}'"));
            }
        }
        let Some(public_url) = public_url else {
            return Err(UsageError(format!(
                "{said_by}: [oidc] needs public_url, such as \"https://roster.example.org\": the \
                 provider sends browsers back to it"
            )));
        };
        let public_url = public_url.value.clone();
        Ok(Some(Self { table, public_url }))
    }

    /// The settings for the server. Reads the secret.
    ///
    /// # Errors
    ///
    /// [`UsageError`] when the file of the secret cannot be read or is empty.
    pub(crate) fn settings(&self) -> Result<OidcSettings, UsageError> {
        let table = self.table.value.clone();
        let said_by = self.table.origin.describe("oidc");
        let path = table.client_secret_file.display();
        let secret = fs::read_to_string(&table.client_secret_file).map_err(|error| {
            UsageError(format!("{said_by}: client_secret_file {path} cannot be read: {error}"))
        })?;
        if secret.trim().is_empty() {
            return Err(UsageError(format!("{said_by}: client_secret_file {path} is empty")));
        }
        let claims = table.required_claims.into_iter();
        Ok(OidcSettings {
            issuer: table.issuer,
            client_id: table.client_id,
            client_secret: SecretString::from(secret.trim()),
            name: table.name.trim().to_owned(),
            public_url: self.public_url.clone(),
            local_sign_in: table.local_sign_in,
            domains: table
                .domains
                .into_iter()
                .map(|(domain, role)| SelfJoin { domain, role })
                .collect(),
            required_claims: claims.map(|(name, value)| (name, value.into())).collect(),
        })
    }

    /// The settings by name, as text. The secret is not read.
    pub(crate) fn show(&self) -> Vec<(&'static str, String)> {
        let table = &self.table.value;
        let domains = table.domains.iter().map(|(domain, role)| format!("{domain} = {role}"));
        let claims = table.required_claims.iter();
        let claims = claims.map(|(name, value)| format!("{name} = {}", Value::from(value.clone())));
        vec![
            ("oidc.issuer", table.issuer.clone()),
            ("oidc.client_id", table.client_id.clone()),
            ("oidc.client_secret_file", table.client_secret_file.display().to_string()),
            ("oidc.name", table.name.clone()),
            ("oidc.local_sign_in", table.local_sign_in.to_string()),
            ("oidc.domains", domains.collect::<Vec<_>>().join(", ")),
            ("oidc.required_claims", claims.collect::<Vec<_>>().join(", ")),
        ]
    }
}

impl From<Claim> for Value {
    fn from(claim: Claim) -> Self {
        match claim {
            Claim::Text(text) => text.into(),
            Claim::Flag(flag) => flag.into(),
            Claim::Number(number) => number.into(),
        }
    }
}
