//! Tables that are searched for texts which must be unique in a domain.

/// A table with rows of a domain, a key and more.
#[derive(Debug)]
pub(crate) struct KeyTable {
    /// The query for the keys among a list, `$2`.
    pub(crate) find: &'static str,
    /// The query for one key, `$2`: for a list, SQLite builds a table first.
    pub(crate) find_one: &'static str,
    /// The plain insert of a row, whose second value is the key.
    pub(crate) add: &'static str,
}

/// The keys that a write is going to search. Writes that share a transaction search them together.
#[derive(Debug, Default)]
pub struct Expected(pub(crate) Option<(&'static KeyTable, Vec<String>)>);
