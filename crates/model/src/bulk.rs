//! Searches of users by a query in words: mobile workers and web users alike.

use crate::{Id, Phone};

/// What a bulk search asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkQuery {
    /// BulkUsers.
    All,
    /// Those to whom this applies.
    Match(BulkTerm),
    /// Those to whom each of these applies.
    And(Vec<Self>),
    /// Those to whom one of these applies.
    Or(Vec<Self>),
}

/// One condition of a bulk search; texts are compared without case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkTerm {
    /// Where to look; `None` is in every field.
    pub field: Option<BulkField>,
    /// What to look for.
    pub value: String,
    /// Whether it is enough that a value begins with it; else the whole value must be it, or, in
    /// names and where no field is said, one of its words.
    pub prefix: bool,
}

/// A field that a bulk search can look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkField {
    /// Identity.
    Id,
    /// Username, in full.
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

/// Somebody found by a bulk search: a mobile worker or a web user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkUser {
    /// Identity.
    pub id: Id,
    /// Username, in full.
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
