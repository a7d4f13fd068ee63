//! The semantic error of the directory: named by what the caller did or may do, never by what
//! failed inside. Each dialect maps it to a status and a body once.

use std::error::Error as Cause;

use crate::Problem;

/// Why a request was not carried out. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The resource does not exist, or is not visible to this caller: the two look the same.
    #[error("there is no such {what}")]
    NotFound {
        /// The kind of resource, such as `user`.
        what: &'static str,
    },
    /// The request has invalid values.
    #[error("{}", summary(.0))]
    Invalid(Vec<FieldError>),
    /// The caller is known, but lacks a permission.
    #[error("not allowed: {0}")]
    Forbidden(Denial),
    /// The caller could not be authenticated.
    #[error("not authenticated: {0:?}")]
    Unauthenticated(AuthFailure),
    /// The resource changed after the caller read it (`If-Match`).
    #[error("the resource has changed since it was read")]
    PreconditionFailed,
    /// The idempotency key of the request was used before.
    #[error("{0}")]
    IdempotencyConflict(IdempotencyConflict),
    /// The rate limit is exceeded. Holds the seconds to wait before the next request.
    #[error("too many requests; try again in {0} s")]
    Throttled(u64),
    /// A concurrent transaction got in the way. The same request can succeed when it is retried
    /// from the beginning.
    #[error("a concurrent change got in the way; try again")]
    TransactionConflict(#[source] Box<dyn Cause + Send + Sync>),
    /// The store cannot be reached, is full or is overloaded at the moment.
    #[error("the directory is temporarily unavailable")]
    Unavailable(#[source] Option<Box<dyn Cause + Send + Sync>>),
    /// A defect of the server. The cause is for the log only, never for the client.
    #[error("internal error")]
    Internal(#[source] Box<dyn Cause + Send + Sync>),
}

impl Error {
    /// Creates an error about one field.
    pub fn invalid_field(field: &str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError::new(field, problem)])
    }

    /// Creates the error for a missing worker, group, ... .
    pub fn not_found(what: &'static str) -> Self {
        Self::NotFound { what }
    }
}

fn summary(errors: &[FieldError]) -> String {
    let texts: Vec<String> =
        errors.iter().map(|error| format!("{}: {}", error.field, error.problem)).collect();
    texts.join("; ")
}

/// One invalid value of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    /// The field at fault, as the dialect spells it; empty when it is the request as a whole.
    pub field: String,
    /// Where the request had several items: which, from 0.
    pub index: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

impl FieldError {
    /// A flaw of a field.
    pub fn new(field: &str, problem: Problem) -> Self {
        Self { field: field.to_owned(), index: None, problem }
    }

    /// The same, of the item at `index`.
    #[must_use]
    pub fn at(mut self, index: usize) -> Self {
        self.index = Some(index);
        self
    }
}

/// How a request is related to an earlier one with the same idempotency key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdempotencyConflict {
    /// It is the same, and was carried out: what was answered then is the answer now.
    #[error("the request was carried out already")]
    Completed,
    /// The earlier one is not done yet.
    #[error("a request with this idempotency key is being carried out")]
    InProgress,
    /// The earlier one said something else.
    #[error("this idempotency key was used for another request")]
    Mismatch,
}

/// Why somebody who is known may not do a thing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// Not a member of the domain, or there is no such domain: the two look the same.
    #[error("you are not a member of this project")]
    NotAMember,
    /// Mobile workers cannot use the APIs.
    #[error("mobile workers cannot use this API")]
    MobileWorker,
    /// The role lacks a permission.
    #[error("the permission '{0}' is missing")]
    PermissionMissing(&'static str),
    /// The key opens another domain.
    #[error("this API key is for another project")]
    KeyOfAnotherDomain,
    /// The key's role lacks a permission.
    #[error("the role of this API key lacks the permission '{0}'")]
    KeyLacksPermission(&'static str),
    /// The worker is outside the caller's locations.
    #[error("No Permission.")]
    OutsideLocations,
}

/// Why somebody is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthFailure {
    /// Nothing that we understand was sent.
    NoCredentials,
    /// Basic: unknown name or wrong password, or nothing that could be read.
    Basic,
    /// `ApiKey user:key`, in the header or the query.
    Key,
    /// The value after `ApiKey` has no colon.
    KeyUnreadable,
    /// Bearer.
    Bearer,
    /// Digest: wrong.
    Digest,
    /// Digest: right, but with a nonce that is spent or too old.
    DigestStale,
    /// User.com: `Token` with nothing behind it.
    TokenEmpty,
    /// User.com: a token with blanks in it.
    TokenBlanks,
    /// User.com: no such token.
    Token,
}
