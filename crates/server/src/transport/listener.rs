//! A listener and its configuration.

use std::{net::IpAddr, sync::Arc};

use http::HeaderMap;
use tokio::net::TcpListener;

use super::{
    Tls,
    forwarded::{Client, TrustedProxies},
};
use crate::origin::Scheme;

/// A TCP listener, with or without TLS and trusted proxies.
pub struct Listener {
    pub(super) listener: TcpListener,
    pub(super) config: ListenerConfig,
}

/// How the connections of a listener are served.
#[derive(Clone, Default)]
pub(super) struct ListenerConfig {
    pub(super) tls: Option<Arc<Tls>>,
    proxies: Arc<TrustedProxies>,
}

impl Listener {
    /// Serves connections over TLS.
    #[must_use]
    pub fn with_tls(mut self, tls: Arc<Tls>) -> Self {
        self.config.tls = Some(tls);
        self
    }

    /// Trusts the `X-Forwarded-*` headers of these proxies.
    #[must_use]
    pub fn with_trusted_proxies(mut self, proxies: TrustedProxies) -> Self {
        self.config.proxies = Arc::new(proxies);
        self
    }
}

impl From<TcpListener> for Listener {
    fn from(listener: TcpListener) -> Self {
        Self { listener, config: ListenerConfig::default() }
    }
}

impl ListenerConfig {
    /// Determines the client of a request with these headers on a connection from `peer`.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Client {
        let scheme = if self.tls.is_some() { Scheme::Https } else { Scheme::Http };
        self.proxies.client(peer, scheme, headers)
    }
}
