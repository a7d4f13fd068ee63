//! Credentials, as a dialect decoded them.

use roster_model::SecretString;

/// The credentials of a request. Malformed credentials keep their scheme, because the error
/// response depends on it.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// No credentials, or of an unknown scheme.
    Nothing,
    /// Basic: the password of a web user, or an API key in its place.
    Basic {
        /// The sign-in name, in any case.
        username: String,
        /// The password or key.
        password: SecretString,
    },
    /// Basic without a name and a password.
    BasicUnreadable,
    /// `ApiKey user:key`, in the header or in the query.
    Key {
        /// The sign-in name of the key's owner, exactly.
        username: String,
        /// The key.
        key: SecretString,
    },
    /// `ApiKey` without a colon in its value.
    KeyUnreadable,
    /// Bearer: an API key.
    Bearer(SecretString),
    /// Digest.
    Digest(Box<DigestAnswer>),
    /// Digest with missing parameters, or with a `qop` other than `auth`.
    DigestUnreadable,
}

/// The response to a Digest challenge (RFC 7616, 3.4), with `qop=auth`. The dialect checks that
/// `uri` is that of the request.
#[derive(Clone, Debug)]
pub struct DigestAnswer {
    /// The sign-in name, exactly.
    pub username: String,
    /// The realm of the challenge.
    pub realm: String,
    /// The nonce of the challenge.
    pub nonce: String,
    /// The request target, as the client wrote it.
    pub uri: String,
    /// The response, in hexadecimal digits.
    pub response: String,
    /// The hash algorithm of the response.
    pub algorithm: DigestAlgorithm,
    /// The number of requests with this nonce, from 1.
    pub nc: u32,
    /// The nonce of the client.
    pub cnonce: String,
    /// The method of the request.
    pub method: String,
}

/// The hash algorithms of Digest authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestAlgorithm {
    /// MD5, which most clients use.
    Md5,
    /// SHA-256.
    Sha256,
}

/// The parameters of a Digest challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestChallenge {
    /// The realm, the same for the whole store.
    pub realm: &'static str,
    /// A new nonce, valid for five minutes.
    pub nonce: String,
    /// Text that clients return unchanged.
    pub opaque: String,
}
