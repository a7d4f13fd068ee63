//! Roles.

mod delete;
mod edit;
mod list;
mod permissions;
mod presets;

pub(crate) use delete::{confirm_delete, delete};
pub(crate) use edit::{create, edit_form, new_form, update};
pub(crate) use list::{list, show};
pub(crate) use presets::create_presets;
