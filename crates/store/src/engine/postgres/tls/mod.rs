//! TLS to PostgreSQL, with the URL parameters of its own client library: `sslmode=disable`,
//! `prefer` (the default), `require` and `verify-full`, and `sslrootcert=FILE` for authorities that
//! the system does not trust.
//!
//! Only `verify-full` authenticates the server; the others protect against eavesdropping only.
//! See <https://www.postgresql.org/docs/current/libpq-ssl.html>.

mod unverified;

use std::sync::Arc;

use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use tokio_postgres::{Config, config::SslMode, tls::MakeTlsConnect};
use tokio_postgres_rustls::MakeRustlsConnect;

use self::unverified::Unverified;
use crate::error::{Error, ErrorKind};

const UNUSABLE: &str = "the database URL cannot be used";

/// Splits the URL into the database and its TLS parameters.
pub(super) fn read(url: &str) -> Result<(Config, Tls), Error> {
    let parts = UrlParts::parse(url);
    let mut config: Config =
        parts.url.parse().map_err(|error| Error::caused(ErrorKind::Other, UNUSABLE, error))?;
    let (mode, verified) = match parts.mode.as_deref() {
        Some("disable") => (SslMode::Disable, false),
        None | Some("prefer") => (SslMode::Prefer, false),
        Some("require") => (SslMode::Require, false),
        Some("verify-full") => (SslMode::Require, true),
        Some(_) => return refuse("sslmode must be disable, prefer, require or verify-full"),
    };
    if parts.authorities.is_some() && !verified {
        return refuse("sslrootcert needs sslmode=verify-full");
    }
    config.ssl_mode(mode);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::caused(ErrorKind::Other, UNUSABLE, error))?;
    let tls = if verified {
        tls.with_root_certificates(authorities(parts.authorities.as_deref())?)
    } else {
        tls.dangerous().with_custom_certificate_verifier(Arc::new(Unverified(provider)))
    };
    Ok((config, Tls(MakeRustlsConnect::new(tls.with_no_client_auth()))))
}

/// The TLS connector.
#[derive(Clone)]
pub(super) struct Tls(MakeRustlsConnect);

impl<S> MakeTlsConnect<S> for Tls
where
    MakeRustlsConnect: MakeTlsConnect<S>,
{
    type Stream = <MakeRustlsConnect as MakeTlsConnect<S>>::Stream;
    type TlsConnect = <MakeRustlsConnect as MakeTlsConnect<S>>::TlsConnect;
    type Error = <MakeRustlsConnect as MakeTlsConnect<S>>::Error;

    fn make_tls_connect(&mut self, host: &str) -> Result<Self::TlsConnect, Self::Error> {
        // A Unix socket has no host and never TLS, but the driver asks for both first.
        self.0.make_tls_connect(if host.is_empty() { "localhost" } else { host })
    }
}

/// A URL without its TLS parameters, and the parameters.
struct UrlParts {
    url: String,
    mode: Option<String>,
    authorities: Option<String>,
}

impl UrlParts {
    fn parse(url: &str) -> Self {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut mode, mut authorities, mut rest) = (None, None, Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value.to_owned()),
                Some(("sslrootcert", value)) => authorities = Some(value.replace("%2F", "/")),
                _ => rest.push(pair),
            }
        }
        let sign = if rest.is_empty() { "" } else { "?" };
        Self { url: format!("{base}{sign}{}", rest.join("&")), mode, authorities }
    }
}

/// The authorities in a file, or those that the system trusts.
fn authorities(file: Option<&str>) -> Result<RootCertStore, Error> {
    let mut roots = RootCertStore::empty();
    let Some(file) = file.filter(|file| *file != "system") else {
        // Some system certificates may be invalid, which does not affect the others.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if roots.is_empty() {
            return refuse("the system has no trusted certificates; name a file with sslrootcert");
        }
        return Ok(roots);
    };
    let text = format!("sslrootcert: cannot use {file}");
    let unusable = |error| Error::caused(ErrorKind::Other, text.clone(), error);
    for certificate in CertificateDer::pem_file_iter(file).map_err(unusable)? {
        let added = roots.add(certificate.map_err(unusable)?);
        added.map_err(|error| Error::caused(ErrorKind::Other, text.clone(), error))?;
    }
    if roots.is_empty() {
        return Err(Error::new(ErrorKind::Other, format!("{text}: there is no certificate in it")));
    }
    Ok(roots)
}

fn refuse<T>(text: &'static str) -> Result<T, Error> {
    Err(Error::new(ErrorKind::Other, format!("{UNUSABLE}: {text}")))
}

#[cfg(test)]
mod tests {
    use super::{UrlParts, read};

    #[test]
    fn tls_parameters_are_removed_from_the_url() {
        let parts =
            UrlParts::parse("postgres://a@b/c?sslmode=verify-full&x=1&sslrootcert=%2Fetc%2Fca.pem");
        assert_eq!(parts.url, "postgres://a@b/c?x=1");
        assert_eq!(parts.mode.as_deref(), Some("verify-full"));
        assert_eq!(parts.authorities.as_deref(), Some("/etc/ca.pem"));
        assert_eq!(UrlParts::parse("postgres://a@b/c?sslmode=require").url, "postgres://a@b/c");
    }

    #[test]
    fn unsupported_tls_parameters_are_refused() {
        for (query, text) in [
            ("sslmode=verify-ca", "sslmode must be disable, prefer, require or verify-full"),
            ("sslmode=require&sslrootcert=x", "sslrootcert needs sslmode=verify-full"),
            ("sslmode=verify-full&sslrootcert=/nowhere", "cannot use /nowhere"),
        ] {
            let error = read(&format!("postgres://a@b/c?{query}")).map(drop).unwrap_err();
            assert!(error.to_string().contains(text), "{error}");
        }
    }
}
