//! Resolves names to addresses that may be connected to. The connection goes to one of these: a name
//! that resolves differently a moment later reaches nothing else.

use std::net::{IpAddr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::net::lookup_host;

use super::{Networks, address::allowed};

/// The resolver of the HTTP client.
pub(super) struct Resolver {
    pub(super) networks: Networks,
    /// Whether the connections use TLS.
    pub(super) with_tls: bool,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (networks, with_tls) = (self.networks.clone(), self.with_tls);
        Box::pin(async move {
            let found = lookup_host((name.as_str(), 0)).await?;
            let found: Vec<IpAddr> = found.map(|address| address.ip()).collect();
            let allowed = allowed(&found, &networks, with_tls)?;
            // The client replaces the port 0 by that of the URL.
            let addresses = allowed.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(addresses) as Addrs)
        })
    }
}
