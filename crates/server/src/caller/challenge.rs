//! How a client that is not known is told to make itself known.

use http::{HeaderMap, HeaderValue, header};
use roster_directory::{DigestChallenge, Directory};
use roster_model::AuthFailure;

/// Puts the challenges that fit `failure` into the headers of a 401.
///
/// MD5 stands before SHA-256: some clients read the first Digest challenge only, and not all of
/// those know SHA-256. Others read all headers as one list and take the last of each parameter,
/// so both challenges have one nonce.
pub(crate) fn put(headers: &mut HeaderMap, failure: AuthFailure, directory: &Directory) {
    let challenge = directory.digest_challenge();
    let realm = challenge.realm;
    let lines = match failure {
        AuthFailure::NoCredentials => {
            let mut lines = digest(&challenge, false);
            lines.push(basic(realm));
            lines
        }
        AuthFailure::Basic => vec![basic(realm)],
        AuthFailure::Digest => digest(&challenge, false),
        AuthFailure::DigestStale => digest(&challenge, true),
        AuthFailure::Bearer => vec![format!("Bearer realm=\"{realm}\", error=\"invalid_token\"")],
        // The live service sends none here, but a 401 without one is malformed. No browser knows
        // this scheme, so none asks its user for a password.
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
    vec![line("MD5"), line("SHA-256")]
}
