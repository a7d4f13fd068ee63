//! The `X-Forwarded-*` headers of trusted proxies.
//!
//! Any client can send `X-Forwarded-For`. So the list is read from its end, which the nearest proxy
//! wrote, for as long as the entries are addresses of trusted proxies. Of the other headers, the last
//! value counts, for the same reason.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};

use http::{HeaderMap, HeaderValue, uri::Authority};
use ipnet::IpNet;

use crate::origin::Scheme;

/// The addresses of the trusted proxies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

impl fmt::Display for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(IpNet::to_string).collect();
        f.write_str(&texts.join(", "))
    }
}

/// The address of a client whose address is unknown. No client has it, and no network of proxies or
/// allowed addresses contains it.
const NO_ADDRESS: IpAddr = IpAddr::V6(Ipv6Addr::UNSPECIFIED);

/// The client of a request, behind all trusted proxies.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Client {
    pub(super) address: IpAddr,
    pub(super) scheme: Scheme,
    /// The host that the client requested, if a proxy reports it.
    pub(super) host: Option<HeaderValue>,
}

impl TrustedProxies {
    /// Parses addresses (`192.0.2.1`) and networks (`10.0.0.0/8`).
    ///
    /// # Errors
    /// The first text that is neither.
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let parsed =
            texts.into_iter().map(|text| parse_network(text.trim()).ok_or(text.to_owned()));
        parsed.collect::<Result<_, _>>().map(Self)
    }

    /// Determines the client behind a connection from `peer` that sent these headers.
    pub(super) fn client(&self, peer: IpAddr, scheme: Scheme, headers: &HeaderMap) -> Client {
        if !self.is_trusted(peer) {
            return Client { address: peer, scheme, host: None };
        }
        let scheme = match last_value(headers, "x-forwarded-proto") {
            Some(text) if text.eq_ignore_ascii_case("https") => Scheme::Https,
            Some(text) if text.eq_ignore_ascii_case("http") => Scheme::Http,
            _ => scheme,
        };
        Client { address: self.address(peer, headers), scheme, host: forwarded_host(headers) }
    }

    fn address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut nearest = peer;
        for entry in entries_from_last(headers) {
            // A trusted proxy does not know the address behind it. That of the proxy would open keys
            // that are limited to the proxy's network.
            let Some(address) = entry.and_then(parse_address) else { return NO_ADDRESS };
            nearest = address;
            if !self.is_trusted(address) {
                return address;
            }
        }
        nearest
    }

    fn is_trusted(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

fn parse_network(text: &str) -> Option<IpNet> {
    let address = text.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
    address.ok().or_else(|| text.parse().ok())
}

/// The entries of `X-Forwarded-For`, last first. Several header lines are one list. An entry of a
/// line that is not text is none.
fn entries_from_last(headers: &HeaderMap) -> impl Iterator<Item = Option<&str>> {
    let lines: Vec<_> =
        headers.get_all("x-forwarded-for").iter().map(HeaderValue::to_str).collect();
    lines.into_iter().rev().flat_map(|line| {
        let entries: Vec<_> = match line {
            Ok(line) => line.rsplit(',').map(|entry| Some(entry.trim())).collect(),
            Err(_) => vec![None],
        };
        entries
    })
}

/// Parses an address. Some proxies add the port, and IPv6 addresses may be in brackets.
fn parse_address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    bare.parse::<IpAddr>().ok().or_else(with_port).map(|address| address.to_canonical())
}

fn forwarded_host(headers: &HeaderMap) -> Option<HeaderValue> {
    let text = last_value(headers, "x-forwarded-host")?;
    let authority = text.parse::<Authority>().ok()?;
    let is_valid = !authority.as_str().contains('@') && !authority.host().is_empty();
    HeaderValue::from_str(text).ok().filter(|_| is_valid)
}

fn last_value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let line = headers.get_all(name).iter().next_back()?;
    line.to_str().ok()?.rsplit(',').next().map(str::trim)
}

#[cfg(test)]
mod tests;
