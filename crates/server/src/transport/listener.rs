//! A listener and its configuration.

use std::{net::IpAddr, sync::Arc};

use http::HeaderMap;
use tokio::net::TcpListener;

use super::{
    Tls,
    forwarded::{Client, Proxies},
};
use crate::origin::Scheme;

/// A listener, with or without TLS, with or without trusted proxies.
pub struct Listener {
    pub(super) listener: TcpListener,
    pub(super) manner: ListenerConfig,
}

/// The configuration of a listener.
#[derive(Clone, Default)]
pub(super) struct ListenerConfig {
    pub(super) tls: Option<Arc<Tls>>,
    proxies: Arc<Proxies>,
}

impl Listener {
    /// Adds TLS.
    #[must_use]
    pub fn over_tls(mut self, tls: Arc<Tls>) -> Self {
        self.manner.tls = Some(tls);
        self
    }

    /// Adds trusted proxies.
    #[must_use]
    pub fn behind(mut self, proxies: Proxies) -> Self {
        self.manner.proxies = Arc::new(proxies);
        self
    }
}

impl From<TcpListener> for Listener {
    fn from(listener: TcpListener) -> Self {
        Self { listener, manner: ListenerConfig::default() }
    }
}

impl ListenerConfig {
    /// The client of a request with these headers on a connection from `peer`.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Client {
        let scheme = if self.tls.is_some() { Scheme::Https } else { Scheme::Http };
        self.proxies.client(peer, scheme, headers)
    }
}
