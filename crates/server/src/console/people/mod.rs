//! The people of a domain.

mod companies;
mod contact;
mod custom;
mod delete;
mod draft;
mod edit;
mod export;
mod filter;
mod history;
mod list;
mod new;
mod password;
mod selected;
mod show;
mod standing;
mod state;
mod tags;
mod whom;

pub(super) use companies::change as change_companies;
pub(super) use contact::{
    blank as blank_contact, create as create_contact, edit as edit_contact, save as save_contact,
};
pub(super) use delete::{ask as ask_delete, delete};
pub(super) use edit::{edit, save};
pub(super) use export::export;
pub(super) use history::way;
pub(super) use list::list;
pub(super) use new::{blank, create};
pub(super) use password::{ask as ask_password, set as set_password};
pub(super) use selected::act;
pub(super) use show::show;
pub(super) use standing::name;
pub(super) use state::{archive, restore};
pub(super) use tags::change as change_tags;
