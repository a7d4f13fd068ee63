//! The web users of a domain.

mod create;
mod edit;
mod list;
mod places;

pub(super) use create::{blank, create};
pub(super) use edit::{activate, deactivate, save, show};
pub(super) use list::list;
