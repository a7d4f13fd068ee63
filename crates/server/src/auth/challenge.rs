//! The `WWW-Authenticate` challenges of a 401.

use http::{HeaderMap, HeaderValue, header};
use roster_directory::{DigestChallenge, Directory};
use roster_model::AuthFailure;

/// Adds the challenges for `failure`.
///
/// SHA-256 precedes MD5, in the order of preference of RFC 7616. Old clients such as httplib2 keep the
/// last Digest challenge, or merge all of them, and do not support SHA-256. Clients that merge use the
/// last value of each parameter, so both challenges have the same nonce.
pub(crate) fn add(headers: &mut HeaderMap, failure: AuthFailure, directory: &Directory) {
    let challenge = directory.digest_challenge();
    let realm = challenge.realm;
    let lines = match failure {
        AuthFailure::NoCredentials => {
            let mut lines = digest(&challenge, false);
            lines.push(basic(realm));
            lines
        }
        AuthFailure::Basic | AuthFailure::KeyRequired => vec![basic(realm)],
        AuthFailure::Digest => digest(&challenge, false),
        AuthFailure::DigestStale => digest(&challenge, true),
        AuthFailure::Bearer => vec![format!("Bearer realm=\"{realm}\", error=\"invalid_token\"")],
        // The live service sends none here, but RFC 9110 requires one. Browsers do not support this
        // scheme, so they do not ask for a password.
        _ => vec![format!("ApiKey realm=\"{realm}\"")],
    };
    for line in lines {
        if let Ok(line) = HeaderValue::try_from(line) {
            headers.append(header::WWW_AUTHENTICATE, line);
        }
    }
}

fn basic(realm: &str) -> String {
    format!("Basic realm=\"{realm}\", charset=\"UTF-8\"")
}

fn digest(challenge: &DigestChallenge, stale: bool) -> Vec<String> {
    let DigestChallenge { realm, nonce, opaque } = challenge;
    let line = |algorithm| {
        format!(
            "Digest realm=\"{realm}\", qop=\"auth\", nonce=\"{nonce}\", opaque=\"{opaque}\", \
             algorithm={algorithm}, stale={stale}"
        )
    };
    vec![line("SHA-256"), line("MD5")]
}
