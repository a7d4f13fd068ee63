//! Custom fields and profiles.

mod edit;
mod list;
mod profile;

pub(crate) use edit::{create, edit_form, update};
pub(crate) use list::list;
pub(crate) use profile::{
    confirm_delete as confirm_delete_profile, create as create_profile, delete as delete_profile,
};
