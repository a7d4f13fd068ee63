//! Which addresses the server may send to: a user of one domain must not reach the inside of the
//! network that the server is in.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::LazyLock,
    time::Duration,
};

use ipnet::IpNet;
use reqwest::Url;
use roster_model::{AddressKind, Problem, Rule};
use tokio::{net::lookup_host, time::timeout};
use url::Host;

/// Addresses that are not public (the IANA special-purpose registries), with the reason why they are
/// refused. The first match counts.
const REFUSED: [(&str, AddressKind); 32] = [
    ("169.254.169.254/32", AddressKind::CloudMetadata),
    ("100.100.100.200/32", AddressKind::ProviderMetadata),
    ("192.0.0.192/32", AddressKind::ProviderMetadata),
    ("fd00:ec2::254/128", AddressKind::ProviderMetadata),
    ("fd20:ce::254/128", AddressKind::ProviderMetadata),
    ("0.0.0.0/8", AddressKind::Unspecified),
    ("10.0.0.0/8", AddressKind::Private),
    ("100.64.0.0/10", AddressKind::Private),
    ("127.0.0.0/8", AddressKind::Loopback),
    ("169.254.0.0/16", AddressKind::LinkLocal),
    ("172.16.0.0/12", AddressKind::Private),
    ("192.0.0.0/24", AddressKind::Reserved),
    ("192.0.2.0/24", AddressKind::Documentation),
    ("192.88.99.0/24", AddressKind::Reserved),
    ("192.168.0.0/16", AddressKind::Private),
    ("198.18.0.0/15", AddressKind::Reserved),
    ("198.51.100.0/24", AddressKind::Documentation),
    ("203.0.113.0/24", AddressKind::Documentation),
    ("224.0.0.0/4", AddressKind::Multicast),
    ("240.0.0.0/4", AddressKind::Reserved),
    ("::/128", AddressKind::Unspecified),
    ("::1/128", AddressKind::Loopback),
    ("64:ff9b:1::/48", AddressKind::Private),
    ("100::/64", AddressKind::Reserved),
    ("2001::/23", AddressKind::Reserved),
    ("2001:db8::/32", AddressKind::Documentation),
    ("3fff::/20", AddressKind::Documentation),
    ("5f00::/16", AddressKind::Reserved),
    ("fc00::/7", AddressKind::Private),
    ("fe80::/10", AddressKind::LinkLocal),
    ("fec0::/10", AddressKind::Private),
    ("ff00::/8", AddressKind::Multicast),
];

static REFUSED_NETWORKS: LazyLock<Vec<(IpNet, AddressKind)>> = LazyLock::new(|| {
    REFUSED.iter().filter_map(|(network, kind)| Some((network.parse().ok()?, *kind))).collect()
});

/// How long the name in an address may take to resolve while a webhook is being saved.
const LOOKUP_TIMEOUT: Duration = Duration::from_secs(3);

/// Networks of addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Networks(Vec<IpNet>);

impl fmt::Display for Networks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(IpNet::to_string).collect();
        f.write_str(&texts.join(", "))
    }
}

impl Networks {
    /// Parses addresses (`192.0.2.1`) and networks (`10.0.0.0/8`).
    ///
    /// # Errors
    /// The first text that is neither.
    pub fn parse<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let network = |text: &str| {
            let address = text.parse::<IpAddr>().map(IpNet::from);
            address.or_else(|_| text.parse()).map_err(|_| text.to_owned())
        };
        texts.into_iter().map(|text| network(text.trim())).collect::<Result<_, _>>().map(Self)
    }

    fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Checks an address to connect to. Without TLS only these networks are allowed.
    ///
    /// # Errors
    /// Why the address is refused.
    pub(super) fn check(&self, address: IpAddr, with_tls: bool) -> Result<(), Refused> {
        if std::iter::once(address).chain(embedded(address)).any(|it| self.contain(it)) {
            return Ok(());
        }
        let addresses = || std::iter::once(address).chain(embedded(address));
        match addresses().find_map(refusal) {
            Some(kind) => Err(Refused { address, kind }),
            None if with_tls => Ok(()),
            None => Err(Refused { address, kind: AddressKind::WithoutTls }),
        }
    }
}

/// An address that the server must not connect to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.of_host(""))]
pub(super) struct Refused {
    address: IpAddr,
    kind: AddressKind,
}

impl Refused {
    /// The problem of a URL whose host is this name; empty for a URL with the address.
    fn of_host(self, host: &str) -> Rule {
        let Self { address, kind } = self;
        Rule::AddressRefused { host: host.to_owned(), address, kind }
    }
}

/// Why an address is refused.
fn refusal(address: IpAddr) -> Option<AddressKind> {
    let refused = REFUSED_NETWORKS.iter().find(|(network, _)| network.contains(&address));
    refused.map(|(_, kind)| *kind)
}

/// The IPv4 address that routers may take from an IPv6 address: IPv4-mapped and -compatible
/// addresses, NAT64 and 6to4.
fn embedded(address: IpAddr) -> Option<IpAddr> {
    let IpAddr::V6(address) = address else { return None };
    let segments = address.segments();
    let v4 = |at: usize| {
        let (high, low) = (u32::from(segments[at]), u32::from(segments[at + 1]));
        Ipv4Addr::from_bits(high << 16 | low)
    };
    let found = match segments[..6] {
        [0, 0, 0, 0, 0, 0xffff] | [0x64, 0xff9b, 0, 0, 0, 0] => v4(6),
        [0, 0, 0, 0, 0, 0] if address > Ipv6Addr::LOCALHOST => v4(6),
        [0x2002, ..] => v4(1),
        _ => return None,
    };
    Some(IpAddr::V4(found))
}

/// Parses an address and checks its scheme. Whether its host may be reached is checked later.
pub(super) fn parse(text: &str, networks: &Networks) -> Result<Url, Problem> {
    let url = Url::parse(text).map_err(|_| Rule::NotAUrl)?;
    match url.scheme() {
        "https" => {}
        "http" if *networks != Networks::default() => {}
        "http" => {
            return Err(Rule::HttpNotListed.into());
        }
        _ => return Err(Rule::NotHttps.into()),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Rule::UrlWithCredentials.into());
    }
    if url.fragment().is_some() {
        return Err(Rule::UrlWithFragment.into());
    }
    Ok(url)
}

/// Checks the host of a URL if it is an address.
pub(super) fn check_literal(url: &Url, networks: &Networks) -> Result<(), Refused> {
    let address = match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address),
        Some(Host::Ipv6(address)) => IpAddr::V6(address),
        Some(Host::Domain(_)) | None => return Ok(()),
    };
    networks.check(address, url.scheme() == "https")
}

/// Checks the address of a webhook that is being saved. A host that does not resolve now is accepted:
/// every delivery checks again.
///
/// # Errors
/// Why the address is refused.
pub async fn check_url(text: &str, networks: &Networks) -> Result<(), Problem> {
    let url = parse(text, networks)?;
    check_literal(&url, networks).map_err(|refused| refused.of_host(""))?;
    let Some(Host::Domain(name)) = url.host() else { return Ok(()) };
    let Ok(Ok(found)) = timeout(LOOKUP_TIMEOUT, lookup_host((name, 0))).await else {
        return Ok(());
    };
    let found: Vec<IpAddr> = found.map(|address| address.ip()).collect();
    let with_tls = url.scheme() == "https";
    allowed(&found, networks, with_tls).map(drop).map_err(|refused| refused.of_host(name).into())
}

/// The addresses among `found` that may be connected to.
///
/// # Errors
/// Why one of them is refused, if all are.
pub(super) fn allowed(
    found: &[IpAddr],
    networks: &Networks,
    with_tls: bool,
) -> Result<Vec<IpAddr>, Refused> {
    let mut allowed = Vec::new();
    let mut refused = None;
    for address in found {
        match networks.check(*address, with_tls) {
            Ok(()) => allowed.push(*address),
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    match refused {
        Some(error) if allowed.is_empty() => Err(error),
        _ => Ok(allowed),
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::{Networks, REFUSED, REFUSED_NETWORKS, allowed, check_literal, parse};

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn every_refused_network_is_valid() {
        assert_eq!(REFUSED_NETWORKS.len(), REFUSED.len());
    }

    #[test]
    fn addresses_that_are_not_public_are_refused() {
        let none = Networks::default();
        for (text, rule) in [
            ("127.0.0.1", "loopback"),
            ("10.1.2.3", "private"),
            ("172.31.255.255", "private"),
            ("192.168.0.1", "private"),
            ("100.64.0.1", "private"),
            ("169.254.1.1", "link-local"),
            ("169.254.169.254", "metadata"),
            ("0.0.0.0", "unspecified"),
            ("255.255.255.255", "reserved"),
            ("224.0.0.1", "multicast"),
            ("::1", "loopback"),
            ("::", "unspecified"),
            ("::ffff:127.0.0.1", "loopback"),
            ("::ffff:169.254.169.254", "metadata"),
            ("::127.0.0.1", "loopback"),
            ("64:ff9b::10.0.0.1", "private"),
            ("2002:7f00:1::", "loopback"),
            ("fe80::1", "link-local"),
            ("fd00::1", "private"),
            ("fd00:ec2::254", "metadata"),
            ("ff02::1", "multicast"),
        ] {
            let refused = none.check(address(text), true).unwrap_err().to_string();
            assert!(refused.contains(rule), "{refused}");
        }
        for text in ["93.184.215.14", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"] {
            assert_eq!(none.check(address(text), true), Ok(()), "{text}");
            assert!(none.check(address(text), false).is_err(), "{text} without TLS");
        }
    }

    #[test]
    fn listed_networks_are_allowed_without_tls_too() {
        let networks = Networks::parse(["10.0.0.0/8", "::1"]).unwrap();
        for text in ["10.1.2.3", "::1", "::ffff:10.1.2.3"] {
            assert_eq!(networks.check(address(text), false), Ok(()), "{text}");
        }
        assert!(networks.check(address("127.0.0.1"), true).is_err());
        assert_eq!(Networks::parse(["10.0.0.0/33"]), Err("10.0.0.0/33".to_owned()));
    }

    #[test]
    fn other_spellings_of_an_address_are_refused() {
        for text in [
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://[::ffff:7f00:1]/",
            "https://127.1:8443/",
        ] {
            let none = Networks::default();
            let url = parse(text, &none).unwrap();
            assert!(check_literal(&url, &none).is_err(), "{text}");
        }
    }

    #[test]
    fn invalid_url_is_rejected() {
        for text in [
            "",
            "example.org",
            "ftp://example.org/",
            "http://example.org/",
            "https://ada:secret@example.org/",
            "https://example.org/#top",
            "https://",
        ] {
            assert!(parse(text, &Networks::default()).is_err(), "{text}");
        }
    }

    #[test]
    fn one_allowed_address_is_enough() {
        let found = [address("10.0.0.1"), address("93.184.215.14")];
        let none = Networks::default();
        assert_eq!(allowed(&found, &none, true), Ok(vec![found[1]]));
        assert!(allowed(&found[..1], &none, true).is_err());
    }
}
