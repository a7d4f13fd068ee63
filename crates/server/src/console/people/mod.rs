//! The people of a domain.

mod filter;
mod list;

pub(super) use list::list;
