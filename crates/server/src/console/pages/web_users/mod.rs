//! Web users.

mod create;
mod edit;
mod list;
mod locations;

pub(crate) use create::{create, new_form};
pub(crate) use edit::{deactivate, reactivate, show, update};
pub(crate) use list::list;
