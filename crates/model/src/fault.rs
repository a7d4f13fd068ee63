//! The one error of meaning: named by what the caller did or may do, never by what failed inside.

use std::error::Error;

use crate::Problem;

/// Why a request was not carried out. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no such thing, for this caller.
    #[error("there is no such {what}")]
    Missing {
        /// The sort of thing.
        what: &'static str,
    },
    /// The request says something that cannot be.
    #[error("{}", summary(.0))]
    Invalid(Vec<Flaw>),
    /// Known, but not allowed.
    #[error("not allowed: {0}")]
    Denied(Denial),
    /// Not known.
    #[error("not authenticated: {0:?}")]
    Unauthenticated(AuthFailure),
    /// The thing has changed since the caller read it.
    #[error("changed meanwhile")]
    Stale,
    /// The request's idempotency key was used before.
    #[error("{0}")]
    Repeated(Repetition),
    /// Too many requests; try again after so many seconds.
    #[error("too many requests; try again in {0} s")]
    Throttled(u64),
    /// The store cannot be reached, or is overloaded, for now.
    #[error("the directory cannot answer just now")]
    Busy(#[source] Option<Box<dyn Error + Send + Sync>>),
    /// Our own fault: logged with its cause, told as an internal error.
    #[error("internal error")]
    Broken(#[source] Box<dyn Error + Send + Sync>),
}

impl Fault {
    /// A single flaw of one field.
    pub fn flaw(field: &str, problem: Problem) -> Self {
        Self::Invalid(vec![Flaw::new(field, problem)])
    }

    /// No such worker, group, ... .
    pub fn missing(what: &'static str) -> Self {
        Self::Missing { what }
    }
}

fn summary(flaws: &[Flaw]) -> String {
    let texts: Vec<String> =
        flaws.iter().map(|flaw| format!("{}: {}", flaw.field, flaw.problem)).collect();
    texts.join("; ")
}

/// One thing wrong with a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Flaw {
    /// The field at fault, as the dialect spells it; empty when it is the request as a whole.
    pub field: String,
    /// Where the request had several items: which, from 0.
    pub index: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

impl Flaw {
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
pub enum Repetition {
    /// It is the same, and was carried out: what was answered then is the answer now.
    #[error("the request was carried out already")]
    Answered,
    /// The earlier one is not done yet.
    #[error("a request with this idempotency key is being carried out")]
    UnderWay,
    /// The earlier one said something else.
    #[error("this idempotency key was used for another request")]
    OtherRequest,
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
