//! TLS: a certificate chain and its key, in two files that may change while the server runs.

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

/// The TLS configuration of a server. New connections use what was loaded last.
pub struct Tls {
    certificate: PathBuf,
    key: PathBuf,
    config: RwLock<Arc<ServerConfig>>,
}

/// Why a certificate cannot be used: the file, the problem and the remedy.
#[derive(Debug)]
pub struct TlsError(String);

impl Tls {
    /// Loads a certificate chain, the server's own certificate first, and its private key, both as
    /// PEM.
    ///
    /// # Errors
    ///
    /// [`TlsError`] when a file is unreadable or invalid, or when the key does not match the
    /// certificate.
    pub fn load(certificate: PathBuf, key: PathBuf) -> Result<Self, TlsError> {
        let config = RwLock::new(read(&certificate, &key)?);
        Ok(Self { certificate, key, config })
    }

    /// Reloads both files.
    ///
    /// # Errors
    ///
    /// See [`Tls::load`]; then the current configuration stays active.
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
    let misfit = |error: Error| {
        TlsError(match error {
            Error::InconsistentKeys(_) => format!(
                "the key in {} does not match the first certificate in {}: use a matching pair, the \
                 server's own certificate before those of its authorities",
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
        .map_err(misfit)?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .map_err(misfit)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let remedy = "it must hold the certificate chain as PEM, the server's own certificate first";
    let bad = |what: &str| TlsError(format!("{what} in {}: {remedy}", path.display()));
    let text = contents(path)?;
    let chain = CertificateDer::pem_slice_iter(&text).collect::<Result<Vec<_>, _>>();
    let chain = chain.map_err(|_| bad("there is a broken PEM block"))?;
    if chain.is_empty() { Err(bad("there is no certificate")) } else { Ok(chain) }
}

fn private_key(path: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    let text = contents(path)?;
    PrivateKeyDer::from_pem_slice(&text).map_err(|_| {
        let encrypted = text.windows(9).any(|word| word == b"ENCRYPTED");
        let path = path.display();
        TlsError(if encrypted {
            format!("the key in {path} is encrypted: `openssl pkey -in {path}` gives it in clear")
        } else {
            format!("there is no private key in {path}: it must hold one as PEM")
        })
    })
}

fn contents(path: &Path) -> Result<Vec<u8>, TlsError> {
    let unreadable = |error| {
        let path = path.display();
        TlsError(format!("cannot read {path}: {error}; give a PEM file that this user may read"))
    };
    fs::read(path).map_err(unreadable)
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TlsError {}
