//! Digest access authentication (RFC 7616): the stored secret and the verification of a response.

use md5::Md5;
use roster_model::{Error, ExposeSecret as _, Id, SecretString};
use roster_store::{Tx, memberships};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

use super::credentials::{DigestAlgorithm, DigestAnswer};

/// The realm of every challenge. Stored secrets depend on it, so it must never change.
pub(crate) const REALM: &str = "Roster";

const MD5_BYTES: usize = 16;
const SHA256_BYTES: usize = 32;

/// `H(A1)` of one user and password, for both hash functions (RFC 7616, 3.4.2). It suffices to
/// authenticate as the user, so it is stored encrypted.
pub(crate) struct DigestSecret {
    md5: [u8; MD5_BYTES],
    sha256: [u8; SHA256_BYTES],
}

impl DigestSecret {
    /// Computes the secret of a user with this password or API key.
    pub(crate) fn new(username: &str, realm: &str, password: &SecretString) -> Self {
        let a1 = SecretString::from(format!("{username}:{realm}:{}", password.expose_secret()));
        let a1 = a1.expose_secret();
        Self { md5: Md5::digest(a1).into(), sha256: Sha256::digest(a1).into() }
    }

    /// Serializes the secret, for encryption.
    pub(crate) fn to_bytes(&self) -> [u8; MD5_BYTES + SHA256_BYTES] {
        let mut bytes = [0; MD5_BYTES + SHA256_BYTES];
        bytes[..MD5_BYTES].copy_from_slice(&self.md5);
        bytes[MD5_BYTES..].copy_from_slice(&self.sha256);
        bytes
    }

    /// Parses the bytes of [`DigestSecret::to_bytes`].
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (md5, sha256) = bytes.split_first_chunk()?;
        Some(Self { md5: *md5, sha256: sha256.try_into().ok()? })
    }

    /// Verifies a response, in constant time.
    pub(crate) fn verifies(&self, answer: &DigestAnswer) -> bool {
        let expected = match answer.algorithm {
            DigestAlgorithm::Md5 => response::<Md5>(&self.md5, answer),
            DigestAlgorithm::Sha256 => response::<Sha256>(&self.sha256, answer),
        };
        let given = answer.response.to_ascii_lowercase();
        expected.as_bytes().ct_eq(given.as_bytes()).into()
    }
}

/// Computes the response of RFC 7616, 3.4.1, for `qop=auth`.
fn response<H: Digest>(ha1: &[u8], answer: &DigestAnswer) -> String {
    let DigestAnswer { nonce, nc, cnonce, method, uri, .. } = answer;
    let ha1 = hex(ha1);
    let ha2 = hex(&H::digest(format!("{method}:{uri}")));
    hex(&H::digest(format!("{ha1}:{nonce}:{nc:08x}:{cnonce}:auth:{ha2}")))
}

/// Whether the store keeps a Digest secret for the password of the web user: every domain of the user
/// asks for it. So no domain weakens how the password is kept for the others.
pub(crate) async fn is_wanted(tx: &mut Tx, user: &Id) -> Result<bool, Error> {
    let domains = memberships::all_domains_of(tx, user).await?;
    Ok(!domains.is_empty() && domains.iter().all(|domain| domain.settings.digest_passwords))
}

/// Encodes bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)] as char);
        text.push(DIGITS[usize::from(byte & 15)] as char);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::DigestSecret;
    use crate::auth::credentials::{DigestAlgorithm, DigestAnswer};

    /// The example of RFC 7616, 3.9.1.
    fn example(algorithm: DigestAlgorithm, response: &str) -> DigestAnswer {
        DigestAnswer {
            username: "Mufasa".to_owned(),
            realm: "http-auth@example.org".to_owned(),
            nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v".to_owned(),
            uri: "/dir/index.html".to_owned(),
            response: response.to_owned(),
            algorithm,
            nc: 1,
            cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ".to_owned(),
            method: "GET".to_owned(),
        }
    }

    fn secret(password: &str) -> DigestSecret {
        DigestSecret::new("Mufasa", "http-auth@example.org", &password.to_owned().into())
    }

    #[test]
    fn rfc_examples_are_verified() {
        let md5 = example(DigestAlgorithm::Md5, "8ca523f5e9506fed4657c9700eebdbec");
        let sha256 = example(
            DigestAlgorithm::Sha256,
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        );
        for answer in [md5, sha256] {
            assert!(secret("Circle of Life").verifies(&answer));
            assert!(!secret("circle of life").verifies(&answer));
            let other_method = DigestAnswer { method: "POST".to_owned(), ..answer.clone() };
            assert!(!secret("Circle of Life").verifies(&other_method));
            let reused = DigestAnswer { nc: 2, ..answer };
            assert!(!secret("Circle of Life").verifies(&reused));
        }
    }

    #[test]
    fn secret_round_trips_through_bytes() {
        let bytes = secret("Circle of Life").to_bytes();
        let answer = example(DigestAlgorithm::Md5, "8ca523f5e9506fed4657c9700eebdbec");
        assert!(DigestSecret::from_bytes(&bytes).unwrap().verifies(&answer));
        assert!(DigestSecret::from_bytes(&bytes[1..]).is_none());
    }
}
