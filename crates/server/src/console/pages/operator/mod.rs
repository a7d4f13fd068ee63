//! The server, for its operators: status, new domains and backups.

mod backups;
mod domain;
mod status;

pub(crate) use backups::{
    confirm_delete as confirm_delete_backup, delete as delete_backup, download as download_backup,
    start as start_backup,
};
pub(crate) use domain::{create as create_domain, new_form as new_domain_form};
pub(crate) use status::show;

/// The page of the server.
const HOME: &str = "/operator";
