//! What callers say to prove who they are, as far as a dialect could read it.

use roster_model::SecretString;

/// The credentials of a request. Those that cannot be read are kept apart by scheme, because they
/// are refused in the words of their scheme.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// None, or of a scheme that nobody here knows.
    Nothing,
    /// Basic: a web user's password, or one of their API keys in its place.
    Basic {
        /// The sign-in name, in any case.
        username: String,
        /// The password or key.
        password: SecretString,
    },
    /// Basic, but no name and password in it.
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
    /// Bearer: an API key alone.
    Bearer(SecretString),
    /// Digest.
    Digest(Box<DigestAnswer>),
    /// Digest, but incomplete, or with a quality of protection other than `auth`.
    DigestUnreadable,
}

/// The answer to a Digest challenge (RFC 7616, 3.4), with `qop=auth`. That `uri` is the one of the
/// request is for the listener to see to.
#[derive(Clone, Debug)]
pub struct DigestAnswer {
    /// The sign-in name, exactly.
    pub username: String,
    /// The realm of the challenge.
    pub realm: String,
    /// The nonce of the challenge.
    pub nonce: String,
    /// The request's target, as the client spelled it.
    pub uri: String,
    /// The proof, in hexadecimal digits.
    pub response: String,
    /// The hash that the proof is made with.
    pub algorithm: DigestAlgorithm,
    /// The how manieth use of the nonce this is, from 1.
    pub nc: u32,
    /// The client's own nonce.
    pub cnonce: String,
    /// The method of the request.
    pub method: String,
}

/// The hashes of Digest authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DigestAlgorithm {
    /// MD5: what most clients know.
    Md5,
    /// SHA-256.
    Sha256,
}

/// What a client must know to answer by Digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestChallenge {
    /// The realm, the same for the whole store.
    pub realm: &'static str,
    /// A fresh nonce, good for five minutes.
    pub nonce: String,
    /// Text that clients give back unchanged.
    pub opaque: String,
}
