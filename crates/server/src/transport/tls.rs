//! TLS with a certificate chain and a private key from two files, which can be reloaded.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use rustls::{
    Error, ServerConfig,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};
use tokio_rustls::TlsAcceptor;

/// The TLS configuration of a server. New connections use the files as last loaded.
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    config: RwLock<Arc<ServerConfig>>,
}

/// Why TLS cannot be configured. The text names the file, the problem and the remedy.
#[derive(Debug)]
pub struct TlsError(String);

impl Tls {
    /// Loads a PEM file with the certificate chain, the server's certificate first, and a PEM file
    /// with its private key.
    ///
    /// # Errors
    /// [`TlsError`] when a file cannot be read or parsed, or when the key does not match the
    /// certificate.
    pub fn load(certificate: PathBuf, key: PathBuf) -> Result<Self, TlsError> {
        let config = RwLock::new(read(&certificate, &key)?);
        Ok(Self { certificate, key, config })
    }

    /// Loads both files again.
    ///
    /// # Errors
    /// As [`Tls::load`]. The previous configuration stays in use then.
    pub fn reload(&self) -> Result<(), TlsError> {
        let config = read(&self.certificate, &self.key)?;
        *self.config.write().unwrap_or_else(PoisonError::into_inner) = config;
        Ok(())
    }

    pub(super) fn acceptor(&self) -> TlsAcceptor {
        Arc::clone(&self.config.read().unwrap_or_else(PoisonError::into_inner)).into()
    }
}

fn read(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, TlsError> {
    let chain = chain(certificate)?;
    let private = private_key(key)?;
    let to_tls_error = |error: Error| {
        TlsError(match error {
            Error::InconsistentKeys(_) => format!(
                "the private key in {} does not match the first certificate in {}: the server's \
                 certificate must come before the intermediate ones",
                key.display(),
                certificate.display()
            ),
            other => {
                format!("cannot use {} with {}: {other}", certificate.display(), key.display())
            }
        })
    };
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(to_tls_error)?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .map_err(to_tls_error)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let remedy =
        "the file must contain the certificate chain as PEM, the server's certificate first";
    let invalid = |problem: &str| TlsError(format!("{problem} in {}: {remedy}", path.display()));
    let text = contents(path)?;
    let chain = CertificateDer::pem_slice_iter(&text).collect::<Result<Vec<_>, _>>();
    let chain = chain.map_err(|_| invalid("invalid PEM block"))?;
    if chain.is_empty() { Err(invalid("no certificate")) } else { Ok(chain) }
}

fn private_key(path: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    let text = contents(path)?;
    PrivateKeyDer::from_pem_slice(&text).map_err(|_| {
        let is_encrypted = text.windows(9).any(|word| word == b"ENCRYPTED");
        let path = path.display();
        TlsError(if is_encrypted {
            format!(
                "the private key in {path} is encrypted: decrypt it with `openssl pkey -in {path}`"
            )
        } else {
            format!("no private key in {path}: the file must contain one as PEM")
        })
    })
}

fn contents(path: &Path) -> Result<Vec<u8>, TlsError> {
    let unreadable = |error| {
        let path = path.display();
        TlsError(format!("cannot read {path}: {error}: give a PEM file that this user can read"))
    };
    fs::read(path).map_err(unreadable)
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TlsError {}
