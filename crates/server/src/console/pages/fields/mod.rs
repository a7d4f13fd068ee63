//! Custom fields and profiles.

mod edit;
mod field_form;
mod list;
mod profile;

pub(crate) use edit::{confirm_delete, create, delete, edit_form, update};
pub(crate) use list::list;
pub(crate) use profile::{
    confirm_delete as confirm_delete_profile, create as create_profile, delete as delete_profile,
};
