//! Groups.

mod delete;
mod edit;
mod list;
mod members;
mod show;

pub(crate) use delete::{confirm_delete, delete};
pub(crate) use edit::{create, edit_form, new_form, update};
pub(crate) use list::list;
pub(crate) use members::{add_members, remove_members};
pub(crate) use show::show;

use crate::console::extract::path;

/// The URL of a group.
fn group_url(base: &str, id: &roster_model::Id) -> String {
    path::record_url(base, "group", id.as_str())
}
