//! People: workers and contacts.

mod activation;
mod bulk;
mod bulk_form;
mod columns;
mod companies;
mod contact;
mod contact_urls;
mod create;
mod custom;
mod delete;
mod deleted;
mod edit;
mod export;
mod filter;
mod history;
mod list;
mod password;
mod password_link;
mod print;
mod show;
mod sort;
mod status_badge;
mod tags;
mod worker_form;

pub(crate) use activation::{deactivate, reactivate};
pub(crate) use bulk::{bulk_action, link_form};
pub(crate) use columns::{choose_columns, columns_form};
pub(crate) use companies::change as change_companies;
pub(crate) use contact::{
    create as create_contact, edit_form as contact_form, new_form as new_contact_form,
    update as update_contact,
};
pub(crate) use create::{create, new_form};
pub(crate) use delete::{confirm_delete, delete};
pub(crate) use deleted::{list as list_deleted, restore as restore_deleted};
pub(crate) use edit::{edit_form, update};
pub(crate) use export::{export, table_error};
pub(crate) use history::channel_label;
pub(crate) use list::list;
pub(crate) use password::{password_form, reset_password};
pub(crate) use password_link::{create_password_link, password_link_form, slip};
pub(crate) use print::print;
pub(crate) use show::show;
pub(crate) use status_badge::{StatusBadge, display_name};
pub(crate) use tags::change as change_tags;
