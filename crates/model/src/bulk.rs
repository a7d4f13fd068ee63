//! Searches of users by a query in words: mobile workers and web users alike.

/// What a bulk search asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkQuery {
    /// Everybody.
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
