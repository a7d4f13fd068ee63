//! The groups of a domain.

mod delete;
mod edit;
mod list;
mod members;
mod show;

pub(super) use delete::{ask as ask_delete, delete};
pub(super) use edit::{blank, create, edit, save};
pub(super) use list::list;
pub(super) use members::{add, remove};
pub(super) use show::show;

use super::thing;

/// The address of the page of a group.
fn address(base: &str, id: &roster_model::Id) -> String {
    thing::address(base, "group", id.as_str())
}
