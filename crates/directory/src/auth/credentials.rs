//! The credentials of a request, as a dialect parsed them.

use roster_model::SecretString;

/// The credentials of a request. Malformed ones are separate for each scheme, because each scheme has
/// its own error text.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// No credentials, or an unknown scheme.
    Nothing,
    /// Basic: the password of a web user, or one of their API keys.
    Basic {
        /// The sign-in name, in any case.
        username: String,
        /// The password or API key.
        password: SecretString,
    },
    /// Basic without a name and a password.
    BasicUnreadable,
    /// `ApiKey user:key`, in the header or in the query.
    Key {
        /// The sign-in name of the key's owner; case-sensitive.
        username: String,
        /// The API key.
        key: SecretString,
    },
    /// `ApiKey` without a colon.
    KeyUnreadable,
    /// Bearer: an API key.
    Bearer(SecretString),
    /// Digest.
    Digest(Box<DigestAnswer>),
    /// Digest with missing parameters or with a `qop` other than `auth`.
    DigestUnreadable,
}

/// The response to a Digest challenge with `qop=auth` (RFC 7616, 3.4). The dialect checks that `uri`
/// is the target of the request.
#[derive(Clone, Debug)]
pub struct DigestAnswer {
    /// The sign-in name; case-sensitive.
    pub username: String,
    /// The realm of the challenge.
    pub realm: String,
    /// The nonce of the challenge.
    pub nonce: String,
    /// The request target, as the client sent it.
    pub uri: String,
    /// The response hash, in hexadecimal digits.
    pub response: String,
    /// The hash function.
    pub algorithm: DigestAlgorithm,
    /// The nonce count, from 1.
    pub nc: u32,
    /// The client nonce.
    pub cnonce: String,
    /// The method of the request.
    pub method: String,
}

/// The hash functions of Digest authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestAlgorithm {
    /// MD5. Many clients support no other one.
    Md5,
    /// SHA-256.
    Sha256,
}

/// The parameters of a Digest challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestChallenge {
    /// The realm, the same for all domains.
    pub realm: &'static str,
    /// A new nonce, valid for five minutes.
    pub nonce: String,
    /// A value that clients return unchanged.
    pub opaque: String,
}
