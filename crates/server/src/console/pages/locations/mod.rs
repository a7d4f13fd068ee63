//! Locations and organization levels.

mod activation;
mod delete;
mod edit;
mod levels;
mod list;
mod sheet;
mod show;
mod tree;

pub(crate) use activation::{deactivate, reactivate};
pub(crate) use delete::{confirm_delete, delete};
pub(crate) use edit::{create, edit_form, new_form, update};
pub(crate) use levels::{
    create as create_level, edit_form as level_form, list as list_levels,
    new_form as new_level_form, update as update_level,
};
pub(crate) use list::list;
pub(crate) use sheet::{check as check_import, export, import, import_form};
pub(crate) use show::show;

use crate::console::extract::path;

/// The URL of a location.
fn location_url(base: &str, id: &roster_model::Id) -> String {
    path::record_url(base, "location", id.as_str())
}
