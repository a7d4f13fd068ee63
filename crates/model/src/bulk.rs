//! Searches of users by a query expression, among mobile workers and web users.

use crate::{Id, Phone};

/// The query of a bulk search.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum BulkQuery {
    /// All users.
    All,
    /// The users that match the term.
    Match(BulkTerm),
    /// The users that match all of the queries.
    And(Vec<Self>),
    /// The users that match at least one of the queries.
    Or(Vec<Self>),
}

/// One condition of a bulk search. Texts are compared without case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BulkTerm {
    /// The field; `None` for all fields.
    pub field: Option<BulkField>,
    /// The value to search for.
    pub value: String,
    /// Whether the value is a prefix. Else it must equal the whole field or, in names and without a
    /// field, one of its words.
    pub prefix: bool,
}

/// A field of a bulk search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BulkField {
    /// Identity.
    Id,
    /// Full username.
    Username,
    /// E-mail address.
    Email,
    /// First name.
    FirstName,
    /// Last name.
    LastName,
    /// Any phone number.
    Phone,
}

/// A mobile worker or web user that a bulk search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkUser {
    /// Identity.
    pub id: Id,
    /// Full username.
    pub username: String,
    /// E-mail address.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Phone numbers, the default one first.
    pub phones: Vec<Phone>,
}
