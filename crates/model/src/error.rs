//! The semantic error of the directory. A variant names what the caller did or may do, never an
//! internal failure. Each API maps it to a status and a body in one place.

use std::error::Error as StdError;

use crate::{
    DomainName, Problem,
    limits::{MAX_LISTED_ERRORS, shorten},
};

/// Why an operation failed. A failed operation changes nothing.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The resource does not exist, or is not visible to this caller: the two look the same.
    #[error("{what} not found")]
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
    #[error("the resource has changed since it was read; read it again")]
    PreconditionFailed,
    /// The idempotency key of the request was used before.
    #[error("{0}")]
    IdempotencyConflict(IdempotencyConflict),
    /// The cursor belongs to another history of the domain: the store was restored, copied or
    /// replaced.
    #[error("the history has changed; read everything again from the beginning")]
    HistoryChanged,
    /// The last active admin of a domain would be demoted or deactivated.
    #[error(
        "this is the last active admin of the domain '{0}': make another member an admin first"
    )]
    LastAdmin(DomainName),
    /// The rate limit is exceeded. Holds the seconds to wait before the next request.
    #[error("too many requests; try again in {0} s")]
    Throttled(u64),
    /// A concurrent transaction caused a conflict. The same request can succeed when it is retried
    /// from the beginning.
    #[error("conflict with a concurrent change; try again")]
    TransactionConflict(#[source] Box<dyn StdError + Send + Sync>),
    /// The store cannot be reached, is full or is overloaded at the moment.
    #[error("the directory is temporarily unavailable; try again later")]
    Unavailable(#[source] Option<Box<dyn StdError + Send + Sync>>),
    /// A defect of the server. The source is for the log only, never for the client.
    #[error("internal error")]
    Internal(#[source] Box<dyn StdError + Send + Sync>),
}

impl Error {
    /// Creates an error about one field.
    pub fn invalid_field(field: &str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError::new(field, problem)])
    }

    /// Creates the error for a missing resource.
    pub fn not_found(what: &'static str) -> Self {
        Self::NotFound { what }
    }
}

fn summary(errors: &[FieldError]) -> String {
    let listed = errors.iter().take(MAX_LISTED_ERRORS);
    let texts: Vec<String> =
        listed.map(|error| format!("{}: {}", shorten(&error.field), error.problem)).collect();
    match errors.len().saturating_sub(MAX_LISTED_ERRORS) {
        0 => texts.join("; "),
        more => format!("{}; and {more} more", texts.join("; ")),
    }
}

/// One invalid value of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    /// The field, as the API names it; empty for an error of the whole request.
    pub field: String,
    /// The index of the item, from 0, in a request with several items.
    pub index: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

impl FieldError {
    /// Creates an error of a field.
    pub fn new(field: &str, problem: Problem) -> Self {
        Self { field: field.to_owned(), index: None, problem }
    }

    /// Sets the index of the item.
    #[must_use]
    pub fn at(mut self, index: usize) -> Self {
        self.index = Some(index);
        self
    }
}

/// How a request relates to an earlier one with the same idempotency key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdempotencyConflict {
    /// The same request was completed. Its stored response is the response now.
    #[error("the request was already completed")]
    Completed,
    /// The earlier request is still in progress.
    #[error("a request with this idempotency key is in progress")]
    InProgress,
    /// The earlier request was a different one.
    #[error("this idempotency key was used for another request")]
    Mismatch,
}

/// Why an authenticated caller may not perform an operation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    /// The caller is not a member of the domain, or it does not exist: the two look the same.
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
    /// The role of the key lacks a permission.
    #[error("the role of this API key lacks the permission '{0}'")]
    KeyLacksPermission(&'static str),
    /// The worker is outside the caller's locations. The live service has this text.
    #[error("No Permission.")]
    OutsideLocations,
    /// The member has permissions that the caller does not have.
    #[error("this member has permissions that you do not have")]
    MemberHasMoreRights,
    /// The records of the domain would exceed its quota, which is this number of bytes.
    #[error(
        "the records of this project would exceed its quota of {0} bytes: delete some, or ask the \
         operator of the server for a larger quota"
    )]
    QuotaExceeded(u64),
    /// The session must confirm the password before a change of the account's security.
    #[error("enter your password again first")]
    PasswordNotConfirmed,
    /// The web user is not an operator of the server.
    #[error(
        "this is for operators of the server: `roster web-user operator EMAIL` makes a web user one"
    )]
    NotOperator,
}

/// Why a caller could not be authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthFailure {
    /// The request has no credentials of a known scheme.
    NoCredentials,
    /// Basic: unknown user, wrong password or malformed credentials.
    Basic,
    /// Basic or Digest: the password of an account with a second factor, which only the console accepts.
    KeyRequired,
    /// `ApiKey user:key`, in the header or the query: wrong.
    Key,
    /// The value after `ApiKey` has no colon.
    KeyUnreadable,
    /// Bearer: wrong.
    Bearer,
    /// Digest: wrong.
    Digest,
    /// Digest: correct, but the nonce has been used or has expired.
    DigestStale,
    /// User.com: `Token` without a token.
    TokenEmpty,
    /// User.com: the token contains spaces.
    TokenBlanks,
    /// User.com: unknown token.
    Token,
}
