//! The client side of Digest authentication (RFC 7616), independent of the server's code.

use std::fmt::Write as _;

use md5::Md5;
use sha2::{Digest, Sha256};

/// A challenge of the server.
#[derive(Clone, Debug)]
pub(crate) struct Challenge {
    realm: String,
    nonce: String,
    opaque: String,
    algorithm: String,
    pub(crate) stale: bool,
}

impl Challenge {
    /// Parses a `WWW-Authenticate` value.
    pub(crate) fn parse(line: &str) -> Self {
        let rest = line.strip_prefix("Digest ").unwrap();
        let value = |name: &str| {
            let pairs = rest.split(", ").filter_map(|pair| pair.split_once('='));
            let found = pairs.into_iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.trim_matches('"').to_owned()).unwrap_or_default()
        };
        assert_eq!(value("qop"), "auth");
        Self {
            realm: value("realm"),
            nonce: value("nonce"),
            opaque: value("opaque"),
            algorithm: value("algorithm"),
            stale: value("stale") == "true",
        }
    }

    /// The `Authorization` line for a request with the nonce count `nc`.
    pub(crate) fn authorization(
        &self,
        credentials: (&str, &str),
        method: &str,
        uri: &str,
        nc: u32,
    ) -> String {
        let Self { realm, nonce, opaque, algorithm, .. } = self;
        let (username, password) = credentials;
        let hash = |text: String| match algorithm.as_str() {
            "MD5" => hex(&Md5::digest(text)),
            "SHA-256" => hex(&Sha256::digest(text)),
            other => panic!("unknown algorithm {other}"),
        };
        let ha1 = hash(format!("{username}:{realm}:{password}"));
        let ha2 = hash(format!("{method}:{uri}"));
        let response = hash(format!("{ha1}:{nonce}:{nc:08x}:0a4f113b:auth:{ha2}"));
        format!(
            "Authorization: Digest username=\"{username}\", realm=\"{realm}\", nonce=\"{nonce}\", \
             uri=\"{uri}\", cnonce=\"0a4f113b\", nc={nc:08x}, qop=auth, response=\"{response}\", \
             opaque=\"{opaque}\", algorithm={algorithm}"
        )
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
