//! Digest credentials (RFC 7616): parsing of the header. The directory verifies the response.

use std::collections::HashMap;

use http::Uri;
use roster_directory::{Credentials, DigestAlgorithm, DigestAnswer};

use super::credentials::storable;
use crate::middleware::RawRequestLine;

/// Parses the value after `Digest`, for the request `sent`.
pub(super) fn read(value: &str, sent: &RawRequestLine) -> Credentials {
    match answer(value, sent) {
        Some(answer) => Credentials::Digest(Box::new(answer)),
        None => Credentials::DigestUnreadable,
    }
}

fn answer(value: &str, sent: &RawRequestLine) -> Option<DigestAnswer> {
    let mut parameters = parameters(value)?;
    let mut take = |name: &str| parameters.remove(name);
    if !take("qop")?.eq_ignore_ascii_case("auth") {
        return None;
    }
    let algorithm = match take("algorithm").map(|name| name.to_ascii_uppercase()).as_deref() {
        None | Some("MD5") => DigestAlgorithm::Md5,
        Some("SHA-256") => DigestAlgorithm::Sha256,
        Some(_) => return None,
    };
    let nc = take("nc").filter(|nc| nc.len() == 8)?;
    let answer = DigestAnswer {
        username: storable(&take("username")?),
        realm: take("realm")?,
        nonce: take("nonce")?,
        uri: take("uri")?,
        response: take("response")?,
        algorithm,
        nc: u32::from_str_radix(&nc, 16).ok()?,
        cnonce: take("cnonce")?,
        method: sent.method.to_string(),
    };
    same_target(&answer.uri, sent.target()).then_some(answer)
}

/// Whether the response is for this request, not copied from another. Some clients send the target
/// with scheme and host.
fn same_target(uri: &str, target: &str) -> bool {
    let path_of = |uri: &Uri| uri.path_and_query().map(|path| path.as_str() == target);
    uri == target || uri.parse().ok().as_ref().and_then(path_of).unwrap_or(false)
}

/// The `name=value` pairs, names in lower case. `None` when the list is malformed or a name occurs
/// twice, which is ambiguous.
fn parameters(value: &str) -> Option<HashMap<String, String>> {
    let mut found = HashMap::new();
    let mut rest = value.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let (text, after) = match after.trim_start().strip_prefix('"') {
            Some(quoted) => unquote(quoted)?,
            None => bare(after),
        };
        if found.insert(name.trim().to_ascii_lowercase(), text).is_some() {
            return None;
        }
        let after = after.trim_start();
        rest = match after.strip_prefix(',') {
            Some(next) => next.trim_start(),
            None if after.is_empty() => after,
            None => return None,
        };
    }
    Some(found)
}

/// The text up to the closing quote, and the rest.
fn unquote(quoted: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((text, &quoted[at + 1..])),
            '\\' => text.push(characters.next()?.1),
            other => text.push(other),
        }
    }
    None
}

fn bare(after: &str) -> (String, &str) {
    let end = after.find(',').unwrap_or(after.len());
    (after[..end].trim().to_owned(), &after[end..])
}

#[cfg(test)]
mod tests {
    use http::{Method, Uri};
    use roster_directory::{DigestAlgorithm, DigestAnswer};

    use super::answer;
    use crate::middleware::RawRequestLine;

    const HEADER: &str = r#"username="a \"b\", c", realm="R", nonce="n=1", uri="/a/d/?x=1,2", algorithm=SHA-256, response="ff", qop=auth, nc=0000000a, cnonce="c""#;

    fn read(header: &str) -> Option<DigestAnswer> {
        answer(
            header,
            &RawRequestLine { method: Method::GET, uri: Uri::from_static("/a/d/?x=1,2") },
        )
    }

    #[test]
    fn quoted_and_bare_values_are_parsed() {
        let answer = read(HEADER).unwrap();
        assert_eq!(answer.username, r#"a "b", c"#);
        assert_eq!((answer.nonce.as_str(), answer.nc), ("n=1", 10));
        assert_eq!(answer.algorithm, DigestAlgorithm::Sha256);
        assert!(read(&HEADER.replace("uri=\"", "uri=\"http://host")).is_some());
    }

    #[test]
    fn response_for_another_request_or_without_a_parameter_is_rejected() {
        for (from, to) in [
            ("x=1,2", "x=2"),
            ("qop=auth", "qop=auth-int"),
            (", qop=auth", ""),
            ("nc=0000000a", "nc=a"),
            ("SHA-256", "MD5-sess"),
            ("realm=\"R\"", "realm=\"R"),
            ("realm=\"R\"", "realm=\"R\", realm=\"S\""),
        ] {
            assert!(read(&HEADER.replace(from, to)).is_none(), "{from} -> {to}");
        }
    }
}
