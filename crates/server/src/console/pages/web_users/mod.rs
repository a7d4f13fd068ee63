//! Web users.

mod create;
mod edit;
mod list;
mod locations;

pub(crate) use create::{create, new_form, withdraw_invitation};
pub(crate) use edit::{deactivate, reactivate, show, update};
pub(crate) use list::list;
pub(super) use list::role_label;
