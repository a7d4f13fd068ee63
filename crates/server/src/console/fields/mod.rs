//! The custom fields and the profiles of a domain.

mod edit;
mod list;
mod profile;

pub(super) use edit::{declare, edit, save};
pub(super) use list::list;
pub(super) use profile::{
    ask as ask_delete_profile, create as create_profile, delete as delete_profile,
};
