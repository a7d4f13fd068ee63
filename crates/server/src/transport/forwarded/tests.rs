use std::net::IpAddr;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::TrustedProxies;
use crate::origin::Scheme;

const PROXY: &str = "10.0.0.1";
const UNKNOWN: &str = "::";
const UNTRUSTED: &str = "203.0.113.9";

fn proxies() -> TrustedProxies {
    TrustedProxies::parse(["10.0.0.0/8", "::1", "192.0.2.7"]).unwrap()
}

fn headers(lines: &[(&str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        headers.append(HeaderName::from_bytes(name.as_bytes()).unwrap(), value);
    }
    headers
}

fn address(peer: &str, lines: &[(&str, &str)]) -> String {
    let peer: IpAddr = peer.parse().unwrap();
    proxies().client(peer, Scheme::Http, &headers(lines)).address.to_string()
}

#[test]
fn client_is_the_last_untrusted_address() {
    let name = "x-forwarded-for";
    for (value, client) in [
        ("198.51.100.4", "198.51.100.4"),
        ("127.0.0.1, 198.51.100.4", "198.51.100.4"),
        ("198.51.100.4, 10.2.3.4,192.0.2.7", "198.51.100.4"),
        ("10.1.1.1, 10.2.2.2", "10.1.1.1"),
        ("198.51.100.4:4711", "198.51.100.4"),
        ("[2001:db8::1]:80", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("::ffff:198.51.100.4", "198.51.100.4"),
        ("198.51.100.4, unknown", UNKNOWN),
        ("198.51.100.4, _hidden, 10.2.3.4", UNKNOWN),
        ("198.51.100.4,", UNKNOWN),
        ("198.51.100.4, é", UNKNOWN),
        ("", UNKNOWN),
    ] {
        assert_eq!(address(PROXY, &[(name, value)]), client, "{value:?}");
    }
    let lines = [(name, "192.0.2.200"), (name, "198.51.100.4")];
    assert_eq!(address(PROXY, &lines), "198.51.100.4", "several header lines are one list");
    assert_eq!(address(PROXY, &[("forwarded", "for=198.51.100.4")]), PROXY);
    assert_eq!(address(PROXY, &[("x-real-ip", "198.51.100.4")]), PROXY);
}

#[test]
fn headers_of_untrusted_peers_are_ignored() {
    let values = ["10.0.0.1", "127.0.0.1", "::1", "10.0.0.1, 10.0.0.1", "[::1]:1", "unknown", "é"];
    let names = ["x-forwarded-for", "X-Forwarded-For", "forwarded", "x-real-ip", "client-ip"];
    for (name, value) in names.iter().flat_map(|name| values.map(|value| (*name, value))) {
        assert_eq!(address(UNTRUSTED, &[(name, value)]), UNTRUSTED, "{name}: {value}");
    }
    let lines = [("x-forwarded-proto", "https"), ("x-forwarded-host", "evil.example")];
    let client = proxies().client(UNTRUSTED.parse().unwrap(), Scheme::Http, &headers(&lines));
    assert_eq!((client.scheme, client.host), (Scheme::Http, None));
}

#[test]
fn scheme_and_host_of_trusted_proxies_are_used() {
    let client = |lines: &[(&str, &str)]| {
        let client = proxies().client(PROXY.parse().unwrap(), Scheme::Http, &headers(lines));
        (client.scheme, client.host.map(|host| host.to_str().unwrap().to_owned()))
    };
    let host = |host: &str| Some(host.to_owned());
    let proto = "x-forwarded-proto";
    assert_eq!(client(&[(proto, "https")]), (Scheme::Https, None));
    assert_eq!(client(&[(proto, "https, HTTP")]).0, Scheme::Http, "the last value is the proxy's");
    assert_eq!(client(&[(proto, "https"), (proto, "http")]).0, Scheme::Http);
    assert_eq!(client(&[(proto, "gopher")]).0, Scheme::Http);
    let name = "x-forwarded-host";
    assert_eq!(client(&[(name, "here.example:8443")]).1, host("here.example:8443"));
    assert_eq!(client(&[(name, "evil.example, here.example")]).1, host("here.example"));
    for invalid in ["a b", "user@here.example", "here.example/path", "", ":80"] {
        assert_eq!(client(&[(name, invalid)]).1, None, "{invalid:?}");
    }
}

#[test]
fn parse_rejects_text_that_is_no_address() {
    assert_eq!(TrustedProxies::parse(["10.0.0.1", "10.0.0.0/33"]).unwrap_err(), "10.0.0.0/33");
    assert_eq!(TrustedProxies::parse(["proxy.example"]).unwrap_err(), "proxy.example");
}
