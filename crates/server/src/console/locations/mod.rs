//! The places of a domain, and the levels of their tree.

mod chart;
mod edit;
mod levels;
mod list;
mod show;
mod tree;

pub(super) use edit::{blank, create, edit, save};
pub(super) use levels::{
    blank as blank_level, create as create_level, edit as edit_level, list as list_levels,
    save as save_level,
};
pub(super) use list::list;
pub(super) use show::show;

use super::thing;

/// The address of the page of a place.
fn address(base: &str, id: &roster_model::Id) -> String {
    thing::address(base, "location", id.as_str())
}
