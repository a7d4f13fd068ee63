//! The roles of a domain.

mod delete;
mod edit;
mod list;
mod permissions;

pub(super) use delete::{ask as ask_delete, delete};
pub(super) use edit::{blank, create, edit, save};
pub(super) use list::{list, show};
