//! The settings of the provider.

use std::{collections::BTreeMap, net::IpAddr};

use roster_directory::SelfJoin;
use roster_model::SecretString;
use serde_json::Value;
use url::{Host, Url};

/// The settings of sign-in with OpenID Connect.
#[derive(Clone, Debug)]
pub struct OidcSettings {
    /// The URL of the provider, as its tokens name it.
    pub issuer: String,
    /// The id of this server at the provider.
    pub client_id: String,
    /// The secret of this server at the provider.
    pub client_secret: SecretString,
    /// The name of the provider on the sign-in page.
    pub name: String,
    /// The URL at which users reach this server, without a slash at the end.
    pub public_url: String,
    /// Whether users can sign in to the console with a password too.
    pub local_sign_in: bool,
    /// The domains that people join by signing in.
    pub domains: Vec<SelfJoin>,
    /// The claims that every person needs, with exactly these values.
    pub required_claims: BTreeMap<String, Value>,
}

/// Checks the URL of a provider: HTTPS, or HTTP to this machine.
///
/// # Errors
/// What is wrong with it.
pub fn check_issuer(issuer: &str) -> Result<(), &'static str> {
    let url = Url::parse(issuer).map_err(|_| "is not a URL")?;
    if !is_safe(&url) {
        return Err("must begin with https:// (http:// is for providers on this machine)");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("must not have a query or a fragment");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not have a username or a password");
    }
    Ok(())
}

/// Whether requests to this URL cannot be read or changed on the way: TLS, or this machine.
pub(super) fn is_safe(url: &Url) -> bool {
    match url.scheme() {
        "https" => true,
        "http" => is_loopback(url),
        _ => false,
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::check_issuer;

    #[test]
    fn issuers_without_tls_are_rejected_unless_on_this_machine() {
        for good in [
            "https://id.example.org",
            "https://id.example.org/realms/north",
            "http://127.0.0.1:3000",
            "http://localhost:3000/",
            "http://[::1]:3000",
        ] {
            assert_eq!(check_issuer(good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "id.example.org",
            "http://id.example.org",
            "http://10.0.0.1",
            "http://127.0.0.1.example.org",
            "ftp://localhost",
            "https://id.example.org/?a=b",
            "https://id.example.org/#a",
            "https://user:secret@id.example.org",
        ] {
            assert!(check_issuer(bad).is_err(), "{bad}");
        }
    }
}
