//! Where a server is entered, and what it makes of who comes in.

use std::{net::IpAddr, sync::Arc};

use http::HeaderMap;
use tokio::net::TcpListener;

use super::{
    Tls,
    proxies::{Client, Proxies},
};
use crate::origin::Scheme;

/// A listener, with TLS or without, behind proxies or not.
pub struct Listener {
    pub(super) listener: TcpListener,
    pub(super) manner: ListenerConfig,
}

/// How those are received who come in by a door.
#[derive(Clone, Default)]
pub(super) struct ListenerConfig {
    pub(super) tls: Option<Arc<Tls>>,
    proxies: Arc<Proxies>,
}

impl Listener {
    /// The same, over TLS.
    #[must_use]
    pub fn over_tls(mut self, tls: Arc<Tls>) -> Self {
        self.manner.tls = Some(tls);
        self
    }

    /// The same, where these proxies are believed.
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
    /// Who sends a request with these headers over a connection from `peer`.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Client {
        let scheme = if self.tls.is_some() { Scheme::Https } else { Scheme::Http };
        self.proxies.client(peer, scheme, headers)
    }
}
